"""What SnpEff and ``bcftools csq`` answer, in the words in which they can be compared.

The classes are coarse: peers know no donor region, no 5th base and no polypyrimidine tract, and
each has its own names for in-frame changes.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.peers import Peers

IN_FRAME: Final = "in-frame"
RETAINED: Final = "retained"
_COARSE: Final = {
    "splice_donor_5th_base_variant": "splice_region",
    "splice_donor_region_variant": "splice_region",
    "splice_polypyrimidine_tract_variant": "intron",
    "inframe_insertion": IN_FRAME,
    "inframe_deletion": IN_FRAME,
    "protein_altering_variant": IN_FRAME,
    "inframe_altering": IN_FRAME,
    "conservative_inframe_deletion": IN_FRAME,
    "conservative_inframe_insertion": IN_FRAME,
    "disruptive_inframe_deletion": IN_FRAME,
    "disruptive_inframe_insertion": IN_FRAME,
    "feature_elongation": IN_FRAME,
    "feature_truncation": IN_FRAME,
    "initiator_codon_variant": "initiator_codon",
    "5_prime_UTR_premature_start_codon_gain_variant": "5_prime_utr",
    "5_prime_UTR_truncation": "5_prime_utr",
    "3_prime_UTR_truncation": "3_prime_utr",
    "exon_loss_variant": "exon_loss",
    "start_retained_variant": RETAINED,
    "stop_retained_variant": RETAINED,
    "stop_retained": RETAINED,
    "start_retained": RETAINED,
}
_ORDER: Final = (
    "transcript_ablation", "exon_loss", "splice_acceptor", "splice_donor", "stop_gained",
    "frameshift", "stop_lost", "start_lost", "initiator_codon", IN_FRAME, "missense",
    "splice_region", RETAINED, "synonymous", "coding_sequence", "5_prime_utr", "3_prime_utr",
    "intron", "upstream_gene", "downstream_gene", "intergenic",
)  # fmt: skip
NOTHING: Final = "none"
_SPLICE_SITES: Final = {"splice_donor", "splice_acceptor"}


def coarse(terms: Iterable[str]) -> str:
    """The most severe term, as peers can tell it.

    >>> coarse(["splice_donor_5th_base_variant", "intron_variant"])
    'splice_region'
    >>> coarse(["disruptive_inframe_deletion"]), coarse(["protein_altering_variant"])
    ('in-frame', 'in-frame')
    """
    classes = [_class(str(term)) for term in terms]
    known = [name for name in classes if name in _ORDER]
    return min(known, key=_ORDER.index) if known else "+".join(classes) or NOTHING


def _class(term: str) -> str:
    return _COARSE.get(term) or term.removesuffix("_variant").replace("UTR", "utr")


@dataclass(frozen=True, slots=True)
class Answer:
    """One tool on one variant and transcript; names without accession, "" where there is none."""

    terms: tuple[str, ...] = ()
    hgvs_c: str = ""
    hgvs_p: str = ""

    @property
    def coarse(self) -> str:
        """The class in which tools are compared."""
        return coarse(self.terms)

    def is_like(self, peer: Answer) -> bool:
        """Whether a peer says the same; of two splice sites lost it may name either."""
        if {self.coarse, peer.coarse} == _SPLICE_SITES:
            return set(map(_class, self.terms)) >= _SPLICE_SITES
        return self.coarse == peer.coarse


def snpeff_answers(peers: Peers, vcf: Path, transcripts: dict[str, str]) -> dict[str, Answer]:
    """SnpEff's answers by ID of the record, on the transcript stated for each."""
    command = peers.snpeff(vcf, "-no-upstream", "-no-downstream", "-noInteraction", "-noMotif")
    answers = {}
    for record, info in _records(command):
        for entry in _field(info, "ANN"):
            cells = entry.split("|")
            if cells[6] == transcripts[record]:
                terms = tuple(cells[1].split("&"))
                answers[record] = Answer(terms, cells[9], _protein(cells[10]))
                break
    return answers


def _protein(name: str) -> str:
    """SnpEff's p. name with Ter and =.

    >>> _protein("p.Arg5Arg"), _protein("p.ArgLeu5ProVal"), _protein("p.Arg5*")
    ('p.Arg5=', 'p.Arg5_Leu6delinsProVal', 'p.Arg5Ter')
    """
    name = name.replace("*", "Ter")
    found = re.fullmatch(r"p\.((?:[A-Z][a-z]{2})+)(\d+)((?:[A-Z][a-z]{2})+)", name)
    if found is None:
        return name
    old, new = (re.findall("...", found[at]) for at in (1, 3))
    first, last = int(found[2]), int(found[2]) + len(old) - 1
    if old == new:
        return f"p.{old[0]}{first}=" if first == last else f"p.{old[0]}{first}_{old[-1]}{last}="
    if len(old) == len(new) == 1:
        return name
    return f"p.{old[0]}{first}_{old[-1]}{last}delins{''.join(new)}"


def csq_answers(peers: Peers, vcf: Path, transcripts: dict[str, str]) -> dict[str, Answer]:
    """The classes of ``bcftools csq`` by ID of the record."""
    answers = {}
    for record, info in _records(peers.csq(vcf)):
        wanted = transcripts[record].partition(".")[0]
        entries = [entry.lstrip("*").split("|") for entry in _field(info, "BCSQ")]
        terms = [
            term for cells in entries if cells[2:3] == [wanted] for term in cells[0].split("&")
        ]
        if terms:
            answers[record] = Answer(tuple(terms))
    return answers


def _field(info: str, name: str) -> list[str]:
    found = re.search(rf"(?:^|;){name}=([^;]*)", info)
    return found[1].split(",") if found else []


def _records(command: list[str]) -> Iterator[tuple[str, str]]:
    """ID and INFO of every record that a command writes."""
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-1000:]}")
    _, _, records = done.stdout.partition("\n#CHROM")
    for line in records.splitlines()[1:]:
        cells = line.split("\t", 8)
        yield cells[2], cells[7]
