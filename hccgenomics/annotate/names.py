"""Names of variants as people write them, read without knowing any gene.

What is accepted, and what each form means, is the table of ``docs/names.md``. Reading is pure: it
says what a name states, not whether that is so. ``annotate.resolve`` finds the variant and holds
every base and residue stated against the sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.base_names import NamedBases, Operation, read_bases
from hccgenomics.annotate.coordinates import CodingPosition
from hccgenomics.annotate.promoter import GENE as TERT
from hccgenomics.annotate.promoter import HOTSPOTS, POLYMORPHISMS
from hccgenomics.annotate.spelling import EXAMPLES, pieces, plain, shown, split_assembly
from hccgenomics.errors import VariantNameError
from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.protein_name import ProteinName, read_protein
from hccgenomics.vocabulary import ProteinChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.vocabulary import Assembly


@dataclass(frozen=True, slots=True)
class Name:
    """What a name states; whatever it leaves out is ``None`` or empty.

    Attributes:
        text: The name as given.
        contig: Our own spelling (``chr3``), or a versioned NC_ accession.
        genomic: Changes in g. numbering, as VCF, SPDI and HGVS g. names have them.
        accessions: Of a transcript and its protein, with the version stated.
        coding: Changes in c. numbering, made on one molecule.
        protein: The change of protein; beside a c. name it is held against that.
        silent: Whether a name of bases says that the protein does not change (``p.=``).
        notes: What had to be assumed.
    """

    text: str
    assembly: Assembly | None = None
    contig: str | None = None
    genomic: tuple[NamedBases, ...] = ()
    gene: str | None = None
    accessions: tuple[str, ...] = ()
    coding: tuple[NamedBases, ...] = ()
    protein: ProteinName | None = None
    silent: bool = False
    notes: tuple[str, ...] = ()


def parse_name(text: str, *, gene: str | None = None) -> Name:
    """What a name states, of a gene that is known already or stated in it.

    >>> parse_name("CTNNB1 S45F").protein == parse_name("NP_001895.1:p.(Ser45Phe)").protein
    True
    >>> parse_name("TERT C228T").notes
    ('C228T is the old name of c.-124C>T',)

    Raises:
        VariantNameError: If it follows no form known.
    """
    assembly, rest = split_assembly(plain(text))
    name = Name(shown(text), assembly, gene=gene)
    if problem := _unreadable(rest):
        raise VariantNameError(problem, hint=EXAMPLES, where=name.text or repr(text))
    return _spdi(name, rest) or _allele(name, rest) or _Reader(name, pieces(rest)).read()


_ENDLESS: Final = re.compile(r"\d{12}")  # an Ensembl accession has eleven digits


def _unreadable(rest: str) -> str | None:
    """What is wrong with a name as a whole."""
    if not rest:
        return "The name is empty."
    if _ENDLESS.search(rest):
        return "It holds a number that is no position."
    if "::" in rest:
        return "It names a fusion, which is no small variant."
    return None


# --- alleles: VCF and SPDI ------------------------------------------------------------------------

_CONTIG: Final = r"(?P<contig>(?:CHR)?(?:\d{1,2}|X|Y|MT?)|NC_\d+\.\d+)"
_ALLELE: Final = re.compile(
    rf"{_CONTIG}[\s:_-]*?(?:(?<=[\s:_-])|(?=G\.))(?:G\.)?(?P<pos>\d+)"
    r"(?:[\s:_-]+\.(?=\s))?[\s:_-]*(?P<ref>[ACGT]+)[\s:_/>-]+(?P<alt>[ACGT]+)"
)
_SPDI: Final = re.compile(
    r"(?P<contig>NC_\d+\.\d+):(?P<gap>\d+):(?P<ref>[ACGT]*|\d+):(?P<alt>[ACGT]*)"
)


def _allele(name: Name, rest: str) -> Name | None:
    """``chr3-41224646-C-T`` and its like: as VCF has it, ``pos`` the first base of ``ref``."""
    found = _ALLELE.fullmatch(re.sub(r"(?<=\d),(?=\d{3})", "", rest).upper())
    if found is None:
        return None
    ref, alt = found["ref"], found["alt"]
    _refuse_no_change(name, ref, alt)
    change = _replaced(int(found["pos"]), ref, alt)
    return replace(name, contig=_contig(found["contig"]), genomic=(change,))


def _spdi(name: Name, rest: str) -> Name | None:
    """NCBI's SPDI, which counts gaps (Holmes et al. 2020, doi:10.1093/bioinformatics/btz856)."""
    found = _SPDI.fullmatch(rest.upper())
    if found is None:
        return None
    start, ref, alt = int(found["gap"]) + 1, found["ref"], found["alt"]
    length = int(ref) if ref.isdecimal() else len(ref)
    stated = None if ref.isdecimal() else ref
    _refuse_no_change(name, stated, alt)
    change = NamedBases(
        Operation.REPLACE, CodingPosition(start), CodingPosition(start + length - 1), stated, alt
    )
    if not length:
        change = NamedBases(
            Operation.INSERT, CodingPosition(start - 1), CodingPosition(start), alt=alt
        )
    note = f"read as SPDI, which counts gaps: base {start}"
    return replace(name, contig=found["contig"], genomic=(change,), notes=(note,))


def _replaced(pos: int, ref: str, alt: str) -> NamedBases:
    last = CodingPosition(pos + len(ref) - 1)
    return NamedBases(Operation.REPLACE, CodingPosition(pos), last, ref, alt)


def _refuse_no_change(name: Name, ref: str | None, alt: str) -> None:
    if ref == alt:
        raise VariantNameError("It changes nothing.", where=name.text, hint=EXAMPLES)


def _contig(text: str) -> str:
    """Our own spelling; an accession stays what it is."""
    spelt = text.removeprefix("CHR")
    return canonical_contig(spelt) or text


# --- names put together from pieces ---------------------------------------------------------------

_MOLECULE: Final = re.compile(r"(?:N[MP]_|ENS[TP])\d+(?:\.\d+)?", re.IGNORECASE)
_PROTEIN: Final = re.compile(r"NP_|ENSP")
_CHROMOSOME: Final = re.compile(r"NC_\d+(?:\.\d+)?", re.IGNORECASE)
_OTHER_ACCESSION: Final = re.compile(
    r"(?:N[RTWG]_|X[MRP]_|ENSG|LRG_|rs\d\d|COS[MV])\d+\S*", re.IGNORECASE
)
_LEVEL: Final = re.compile(r"(?P<level>[CGPMNR])\.(?P<body>.+)", re.IGNORECASE)
_SYMBOL: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_JOINED: Final = re.compile(r"(?P<gene>[A-Za-z][A-Za-z0-9]*)[-_](?P<rest>.+)")
_PROMOTER_NAMES: Final = {
    event.legacy_name.upper(): event.name
    for event in (*HOTSPOTS, *POLYMORPHISMS)
    if event.legacy_name is not None
}
_SILENT: Final = "="
_NO_ONE_CHANGE: Final = frozenset({_SILENT, "?", "0", "0?"})
_LEGACY_ZERO: Final = 104
"""The old names of TERT promoter changes count from base 1,295,000 of GRCh37's chromosome 5, where
c.-1 of NM_198253 is 1,295,105 (Horn et al. 2013, doi:10.1126/science.1230062)."""
_LEGACY: Final = re.compile(r"(?P<ref>[ACGT])(?P<number>\d{3})(?P<alt>[ACGT])")
_MINUS_INSIDE: Final = re.compile(r"(?P<ref>[ACGT])(?P<pos>-\d+)(?P<alt>[ACGT])")


class _Reader:
    """The pieces of one name, on the way to what it states."""

    def __init__(self, name: Name, parts: Iterable[str]) -> None:
        self._name = name
        self._parts = list(parts)
        self._promoter = False
        self._no_one_change = ""

    def read(self) -> Name:
        """The name, each piece in its place."""
        for part in self._parts:
            self._place(part)
        return self._whole()

    def _whole(self) -> Name:
        """The name, if nothing is missing."""
        name = self._name
        if self._no_one_change:
            return self._without_protein(self._no_one_change)
        if not (name.genomic or name.coding or name.protein):
            raise self._error("It names no change that can be read.")
        if name.genomic and not name.contig:
            raise self._error("It names no chromosome.")
        if not name.genomic and not (name.gene or name.accessions):
            raise self._error("It names no gene and no transcript.")
        if name.coding and name.accessions and all(map(_PROTEIN.match, name.accessions)):
            raise self._error(f"{name.accessions[0]} is a protein, which has no c. positions.")
        return name

    def _without_protein(self, body: str) -> Name:
        """``p.?`` and ``p.=`` say something beside a name of bases only."""
        if not self._name.genomic and not self._name.coding:
            raise self._error(f"p.{body} is no single change of a protein that can be read.")
        self._no_one_change = ""
        self._name = replace(self._name, silent=body == _SILENT)
        return self._whole()

    def _place(self, part: str) -> None:
        if part.upper() == "PROMOTER":
            self._promoter = True
        elif _MOLECULE.fullmatch(part):
            self._take_accession(part.upper())
        elif _CHROMOSOME.fullmatch(part):
            self._take_contig(part.upper())
        elif _OTHER_ACCESSION.fullmatch(part) and not self._is_promoter_name(part):
            raise self._error(f"Identifiers like {part} are not read.")
        elif (allele := _allele(self._name, part)) is not None:
            self._take_allele(allele)
        elif found := _LEVEL.fullmatch(part):
            self._take_level(found["level"].upper(), found["body"])
        elif self._is_contig(part):
            self._take_contig(_contig(part.upper()))
        elif (
            self._name.gene is None and _SYMBOL.fullmatch(part) and not self._is_last_of_many(part)
        ):
            self._take_gene(part)
        else:
            self._take_bare(part)

    def _take_allele(self, allele: Name) -> None:
        """``chr3-41224646-C-T`` beside a gene, as the identifiers of a report have it."""
        self._add(allele.genomic, genomic=True)
        self._take_contig(allele.contig)

    def _take_contig(self, contig: str | None) -> None:
        if self._name.contig not in {None, contig}:
            raise self._error("It names two chromosomes.")
        self._name = replace(self._name, contig=contig)

    def _is_contig(self, part: str) -> bool:
        """``chr3``; a bare ``3`` just before a place."""
        upper = part.upper()
        if upper.startswith("CHR"):
            return canonical_contig(upper.removeprefix("CHR")) is not None
        behind = self._parts[self._parts.index(part) + 1 :][:1]
        before_a_place = bool(behind) and re.match(r"G\.|\d", behind[0].upper()) is not None
        return before_a_place and canonical_contig(upper) is not None

    def _is_last_of_many(self, part: str) -> bool:
        """Behind an accession a lone word such as ``S45F`` is the change, not the gene."""
        return bool(self._name.accessions) and read_protein(part) is not None

    def _take_gene(self, part: str) -> None:
        """A symbol; ``BRAF-V600E`` holds a change as well."""
        joined = _JOINED.fullmatch(part)
        if len(self._parts) == 1 and joined and read_protein(joined["rest"]):
            self._name = replace(self._name, gene=joined["gene"])
            self._take_bare(joined["rest"])
            return
        self._name = replace(self._name, gene=part)

    def _take_accession(self, part: str) -> None:
        if part not in self._name.accessions:
            self._name = replace(self._name, accessions=(*self._name.accessions, part))

    def _take_level(self, level: str, body: str) -> None:
        if level == "P":
            self._take_protein(body)
        elif level in "CG":
            changes = read_bases(body)
            if changes is None:
                raise self._error(f"{level.lower()}.{body} is no change that can be read.")
            self._add(changes, genomic=level == "G")
        else:
            raise self._error(f"Names in {level.lower()}. numbering are not read.")

    def _take_protein(self, body: str) -> None:
        body = body[1:-1] if body.startswith("[") and body.endswith("]") else body
        if body in _NO_ONE_CHANGE:
            self._no_one_change = body
            return
        protein = read_protein(body)
        if protein is None:
            raise self._error(f"p.{body} is no single change of a protein that can be read.")
        self._add_protein(protein, body)

    def _add_protein(self, protein: ProteinName, body: str) -> None:
        if self._name.protein not in {None, protein}:
            raise self._error("It names two changes of the protein.")
        self._name = replace(self._name, protein=protein)
        if protein.kind is ProteinChangeKind.NONSENSE and body.upper().endswith("X"):
            residue = str(protein).removeprefix("p.").removesuffix("Ter")
            self._note(f"X read as a stop; for any change of the residue write {residue}")

    def _add(self, changes: tuple[NamedBases, ...], *, genomic: bool) -> None:
        if (self._name.genomic if genomic else self._name.coding) not in {(), changes}:
            raise self._error("It names two changes; give one name for each.")
        if genomic:
            self._name = replace(self._name, genomic=changes)
        else:
            self._name = replace(self._name, coding=changes)

    def _take_bare(self, part: str) -> None:
        """A change without ``c.`` or ``p.``: bases with ``>`` are c., the rest is p."""
        if (self._name.gene or "").upper() == TERT and self._take_promoter(part.upper()):
            return
        if self._name.contig and (changes := read_bases(part)):
            self._add(changes, genomic=True)
        elif ">" in part and (changes := read_bases(part)):
            self._add(changes, genomic=False)
            self._note(f"{part} read as c.{part}")
        elif protein := read_protein(part):
            self._add_protein(protein, part)
        else:
            raise self._error(f"{part!r} cannot be read.")

    def _is_promoter_name(self, part: str) -> bool:
        return (self._name.gene or "").upper() == TERT and part.upper() in _PROMOTER_NAMES

    def _take_promoter(self, part: str) -> bool:
        """The names that papers give to changes of the TERT promoter."""
        if (event := _PROMOTER_NAMES.get(part)) is not None:
            self._legacy(part, event)
        elif found := _MINUS_INSIDE.fullmatch(part):
            self._legacy(part, f"c.{found['pos']}{found['ref']}>{found['alt']}")
        elif self._promoter and (found := _LEGACY.fullmatch(part)):
            base = _LEGACY_ZERO - int(found["number"])
            self._legacy(part, f"c.{base}{found['ref']}>{found['alt']}")
        elif self._promoter and part[:1].isdecimal() and read_bases(f"-{part}"):
            self._legacy(part, f"c.-{part}")
        else:
            return False
        return True

    def _legacy(self, part: str, event: str) -> None:
        changes = read_bases(event.removeprefix("c."))
        if changes is None or changes[0].start.base >= 0:
            raise self._error(f"{part!r} cannot be read.")
        self._add(changes, genomic=False)
        self._note(f"{part} is the old name of {event}")

    def _note(self, note: str) -> None:
        if note in self._name.notes:
            return
        self._name = replace(self._name, notes=(*self._name.notes, note))

    def _error(self, detail: str) -> VariantNameError:
        return VariantNameError(detail, where=self._name.text, hint=EXAMPLES)
