"""CIViC evidence summaries as rows of an overlay; every item ends in it, or is left out with why.

The file is ``ClinicalEvidenceSummaries.tsv`` (CC0 1.0) of https://civicdb.org, which the user
downloads. Files since 2023 name molecular profiles and therapies, older ones genes, variants and
drugs. The items' own sentences are not carried over: they may promise what a report must not; a
sentence of ours states what the item links, and the item is named.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import TableError
from hccgenomics.knowledge.civic_profiles import read_profile
from hccgenomics.knowledge.sheet import TAB, read_text
from hccgenomics.knowledge.tables import SEPARATOR
from hccgenomics.model.event import parse_event
from hccgenomics.model.forbidden import phrases_in
from hccgenomics.model.therapies import TOGETHER
from hccgenomics.vocabulary import Direction, Disease, EvidenceFrom, Implication, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hccgenomics.knowledge.civic_profiles import Profile
    from hccgenomics.knowledge.lint.ground import Ground
    from hccgenomics.knowledge.tables import Row

NEWER: Final = ("molecular_profile", "therapies", "therapy_interaction_type", "significance")
OLDER: Final = ("gene", "variant", "drugs", "drug_interaction_type", "clinical_significance")
BOTH: Final = (
    *("disease", "doid", "evidence_type", "evidence_direction", "evidence_level"),
    *("citation_id", "source_type", "citation", "evidence_status", "evidence_id"),
)
COLUMNS: Final = (
    *("id", "genes", "any_of", "all_of", "none_of", "diseases", "evidence_from"),
    *("disease_context", "implication", "direction", "therapy", "statement", "caveats", "trials"),
    *("study_design", "citations", "verification", "review_status", "curated_on"),
)
"""Of the overlay that is written."""
LEFT_OUT_COLUMNS: Final = ("evidence_id", "line", "profile", "why")
REVIEWED: Final = "reviewed by CIViC editors; not clinically reviewed here"
NOT_OURS: Final = "Checked by the editors of CIViC, not by this laboratory"

_HCC: Final = ({"684"}, {"hepatocellular carcinoma"}, EvidenceFrom.HCC)
_DISEASES: Final = (
    _HCC,
    ({"5015"}, {"fibrolamellar carcinoma"}, EvidenceFrom.FIBROLAMELLAR),
    (
        {"4947", "4928"},
        {"cholangiocarcinoma", "intrahepatic cholangiocarcinoma"},
        EvidenceFrom.CHOLANGIOCARCINOMA,
    ),
    ({"162"}, {"cancer", "solid tumor", "solid tumour", "malignant solid tumor",
               "advanced solid tumor"}, EvidenceFrom.SOLID_TUMOURS),
)  # fmt: skip
"""Codes of the Disease Ontology and names; any other disease is another tumour."""
_SHOWN: Final = {
    EvidenceFrom.HCC: (Disease.HCC, Disease.MIXED),
    EvidenceFrom.FIBROLAMELLAR: (Disease.FIBROLAMELLAR,),
    EvidenceFrom.CHOLANGIOCARCINOMA: (Disease.CHOLANGIOCARCINOMA, Disease.MIXED),
}
"""Patients to whom a prognosis or diagnosis in these tumours is shown."""
_DIRECTIONS: Final = {
    "supports": Direction.SUPPORTS,
    "does not support": Direction.DOES_NOT_SUPPORT,
}
_CLAIMS: Final = {
    ("predictive", "sensitivity/response"): (Implication.SENSITIVITY, "a response to {0}"),
    ("predictive", "reduced sensitivity"): (
        Implication.REDUCED_SENSITIVITY,
        "less response to {0}",
    ),
    ("predictive", "resistance"): (Implication.REDUCED_SENSITIVITY, "less response to {0}"),
    ("predictive", "adverse response"): (Implication.TOXICITY, "adverse effects of {0}"),
    ("prognostic", "better outcome"): (Implication.PROGNOSTIC, "a longer course"),
    ("prognostic", "poor outcome"): (Implication.PROGNOSTIC, "a shorter course"),
    ("diagnostic", "positive"): (Implication.DIAGNOSTIC, "the diagnosis"),
}
_DESIGNS: Final = {"C": StudyDesign.CASES, "D": StudyDesign.PRECLINICAL}
"""Levels that name a design; A, B and E do not."""
_NCT: Final = re.compile(r"NCT\d{8}")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOTHING: Final = frozenset({"", "n/a", "na", "none", "null", "unknown"})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that is not in the overlay, and why."""

    evidence_id: str
    line: int
    profile: str
    why: str


@dataclass(frozen=True, slots=True)
class CivicRows:
    """Every item of the file: ``read = len(rows) + len(left_out)``."""

    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def read(self) -> int:
        """How many items the file holds."""
        return len(self.rows) + len(self.left_out)


def read_civic(
    path: Path, ground: Ground, *, dated: str = "", liver_only: bool = False
) -> CivicRows:
    """Every item of a file as a row of an overlay, or left out.

    Args:
        path: ``ClinicalEvidenceSummaries.tsv`` of either generation.
        ground: Our genes, proteins and therapies.
        dated: ISO date for items that state no date of review.
        liver_only: Leave out tumours of other organs.

    Raises:
        TableError: It is no such file; exit 5.
    """
    rows: dict[str, Row] = {}
    left_out: list[LeftOut] = []
    for line, item in _items(path):
        number = item.get("evidence_id", "")
        try:
            row = _row(item, ground, dated, liver_only=liver_only)
            if row["id"] in rows:
                raise ValueError("the item is there twice")
            rows[row["id"]] = row
        except ValueError as error:
            left_out.append(LeftOut(number, line, _profile_name(item), str(error)))
    return CivicRows(tuple(rows.values()), tuple(left_out))


def _items(path: Path) -> Iterator[tuple[int, Row]]:
    """Lines of the file; a line that has not the heading's cells is an item without any."""
    lines = [line.rstrip("\n") for line in io.StringIO(read_text(path), newline=None)]
    heading = [name.strip() for name in lines[0].split("\t")] if lines else []
    known = set(heading)
    missing = [name for name in BOTH if name not in known]
    is_newer, is_older = known.issuperset(NEWER), known.issuperset(OLDER)
    if missing or not (is_newer or is_older):
        lacking = missing or [name for name in NEWER if name not in known]
        raise TableError(
            f"This is no table of CIViC evidence summaries: there is no column {lacking[0]!r}.",
            where=path.name,
            line=1,
            hint="Download ClinicalEvidenceSummaries.tsv from civicdb.org.",
        )
    for number, line in enumerate(lines[1:], 2):
        cells = _cells(line, len(heading))
        if len(cells) == len(heading):
            yield number, dict(zip(heading, cells, strict=True))
        elif any(cells):
            yield number, {"": f"the line has {len(cells)} cells, the heading {len(heading)}"}


def _cells(line: str, wanted: int) -> list[str]:
    """The cells of a line: one that holds a quotation mark is quoted, in older files none is.

    The server writes lines with Ruby's CSV and takes line breaks out of the cells
    (https://github.com/griffithlab/civic-v2, ``generate_tsvs.rb``).
    """
    try:
        cells = next(csv.reader([line], delimiter=TAB), [])
    except csv.Error:  # a cell that is longer than the module takes
        cells = []
    if len(cells) != wanted:
        cells = line.split(TAB)
    return [" ".join(cell.split()) for cell in cells]


def _row(item: Row, ground: Ground, dated: str, *, liver_only: bool) -> Row:
    """One item as a row; ``ValueError`` with the reason why there is none."""
    if "" in item:
        raise ValueError(item[""])
    _refuse_doubtful(item)
    implication, claim = _claim(item)
    direction = _direction(item)
    source = _source(item)
    if liver_only and source is EvidenceFrom.OTHER_TUMOUR:
        raise ValueError("the tumour is of another organ")
    diseases = _diseases(implication, source)
    profile = _checked(read_profile(*_named(item)), ground)
    therapy = _therapy(item, implication, ground)
    name = _profile_name(item)
    terms = (*profile.any_of, *profile.all_of, *profile.none_of)
    statement = _statement(item, name, claim.format(" or ".join(therapy)), direction)
    return {
        "id": f"CIVIC-EID{item['evidence_id'].upper().removeprefix('EID')}",
        "genes": SEPARATOR.join(dict.fromkeys(g for t in terms for g in parse_event(t).genes)),
        "any_of": SEPARATOR.join(profile.any_of),
        "all_of": SEPARATOR.join(profile.all_of),
        "none_of": SEPARATOR.join(profile.none_of),
        "diseases": SEPARATOR.join(diseases),
        "evidence_from": source.value,
        "disease_context": _context(item, source),
        "implication": implication.value,
        "direction": direction.value,
        "therapy": SEPARATOR.join(therapy),
        "statement": statement,
        "caveats": SEPARATOR.join(_caveats(item, profile)),
        "trials": SEPARATOR.join(dict.fromkeys(_NCT.findall(item.get("nct_ids", "")))),
        "study_design": _DESIGNS.get(item["evidence_level"], StudyDesign.NONE).value,
        "citations": _citation(item),
        "verification": "partly_verified",
        "review_status": REVIEWED,
        "curated_on": _day(item.get("last_review_date", "")) or dated,
    }


def _refuse_doubtful(item: Row) -> None:
    """Only items that were accepted, are not flagged, and speak of the tumour."""
    if not re.fullmatch(r"(?:EID)?\d+", item["evidence_id"], re.IGNORECASE):
        raise ValueError("the item has no number")
    if item["evidence_status"].lower() != "accepted":
        raise ValueError(
            f"the item is {item['evidence_status'] or 'without a status'}, not accepted"
        )
    if item.get("is_flagged", "").lower() in ("true", "t", "1"):
        raise ValueError("the item is flagged")
    if "germline" in item.get("variant_origin", "").lower():
        raise ValueError("the variant is of the germline")


def _claim(item: Row) -> tuple[Implication, str]:
    said = item.get("significance", item.get("clinical_significance", ""))
    found = _CLAIMS.get((item["evidence_type"].lower(), said.lower()))
    if found is None:
        raise ValueError(f"no row says {item['evidence_type'] or 'nothing'}: {said or 'nothing'}")
    return found


def _direction(item: Row) -> Direction:
    found = _DIRECTIONS.get(item["evidence_direction"].lower())
    if found is None:
        raise ValueError("the direction of the evidence is not stated")
    return found


def _source(item: Row) -> EvidenceFrom:
    code = item["doid"].upper().removeprefix("DOID:")
    name = item["disease"].lower()
    if name in _NOTHING and code.lower() in _NOTHING:
        raise ValueError("no disease is stated")
    for codes, names, source in _DISEASES:
        if code in codes or name in names:
            return source
    return EvidenceFrom.OTHER_TUMOUR


def _diseases(implication: Implication, source: EvidenceFrom) -> tuple[Disease, ...]:
    """Patients to whom the row is shown: a prognosis is one of its own tumour."""
    if implication not in (Implication.PROGNOSTIC, Implication.DIAGNOSTIC):
        return tuple(Disease)
    shown = _SHOWN.get(source, ())
    if not shown:
        raise ValueError(f"{implication} evidence of another tumour says nothing of this one")
    return shown


def _named(item: Row) -> tuple[str, str]:
    """The profile, and of older files the gene."""
    if "molecular_profile" in item:
        return item["molecular_profile"], ""
    return item["variant"], item["gene"]


def _profile_name(item: Mapping[str, str]) -> str:
    if "molecular_profile" in item:
        return item["molecular_profile"]
    return " ".join(filter(None, (item.get("gene", ""), item.get("variant", ""))))


def _checked(profile: Profile, ground: Ground) -> Profile:
    """The profile, if its genes are known and its residues are what MANE Select has there."""
    for term in (*profile.any_of, *profile.all_of, *profile.none_of):
        event = parse_event(term)
        for gene in event.genes:
            if not ground.is_symbol(gene):
                raise ValueError(f"{gene} is not among the genes known here")
        if event.start is None or event.end is None:
            continue
        protein = ground.protein(event.genes[0])
        ends = zip((event.start, event.end), event.refs, strict=True)
        for place, letter in ends if protein is not None else ():
            if place > len(protein or "") or (protein or "")[place - 1] not in (letter, "X"):
                raise ValueError(f"MANE Select has no {letter}{place} in {event.genes[0]}")
        if event.refs[0] in event.changes:
            raise ValueError(f"{term!r} changes nothing")
    return profile


def _therapy(item: Row, implication: Implication, ground: Ground) -> tuple[str, ...]:
    """Generic names: alternatives, or one combination."""
    cell = item.get("therapies", item.get("drugs", ""))
    names = [name.strip() for name in cell.split(",")]
    names = [name for name in names if name.lower() not in _NOTHING]
    if item["evidence_type"].lower() != "predictive":
        return ()
    if not names:
        raise ValueError(f"no therapy is named, and the row would say {implication}")
    ours = [ground.therapy_names.get(name.casefold(), name.lower()) for name in names]
    how = item.get("therapy_interaction_type", item.get("drug_interaction_type", "")).lower()
    if len(ours) == 1 or how == "substitutes":
        return tuple(dict.fromkeys(ours))
    if how == "combination":
        return (TOGETHER.join(ours),)
    raise ValueError(f"the therapies are {how or 'joined in an unknown way'}")


def _statement(item: Row, profile: str, claim: str, direction: Direction) -> str:
    verb = "supports" if direction is Direction.SUPPORTS else "does not support"
    disease = "" if phrases_in(item["disease"]) else f" in {item['disease'].lower()}"
    statement = f"CIViC evidence item {item['evidence_id']} {verb} a link of {profile} with {claim}"
    said = f"{statement}{disease}."
    if phrases := phrases_in(said):
        raise ValueError(f"its names hold a phrase that is not said of a patient ({phrases[0]})")
    return said


def _context(item: Row, source: EvidenceFrom) -> str:
    name = item["disease"].lower()
    if phrases_in(name) or not name:
        name = f"DOID:{item['doid'].upper().removeprefix('DOID:')}"
    return f"extrapolated from {name}" if source is EvidenceFrom.OTHER_TUMOUR else name


def _caveats(item: Row, profile: Profile) -> Iterator[str]:
    rating = item.get("rating", "")
    stars = f", trust rating {rating} of 5" if rating.lower() not in _NOTHING else ""
    yield f"CIViC evidence level {item['evidence_level'] or 'not stated'}{stars}"
    yield NOT_OURS
    yield from profile.caveats


def _day(text: str) -> str:
    """The day of a time; "" where there is none."""
    day = text[: len("2026-10-03")]
    try:
        return str(date.fromisoformat(day)) if _DATE.fullmatch(day) else ""
    except ValueError:
        return ""


def _citation(item: Row) -> str:
    text = re.sub(r"[\[\]|]", " ", item["citation"]).strip() or f"CIViC EID{item['evidence_id']}"
    number = item["citation_id"]
    if item["source_type"].lower() == "pubmed" and number.isascii() and number.isdigit():
        return f"{text} [pmid:{number}] [partly_verified]"
    if not number:
        raise ValueError("nothing is cited")
    return f"{text}, {item['source_type']} {number} [partly_verified]"
