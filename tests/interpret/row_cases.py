"""What meets a curated term in each of its ways, and what stands beside it and does not.

Everything is made from the term itself, so that a new row brings its own cases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from hccgenomics.interpret.facts import KINDS
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.residues import RECURRENT_CHANGE
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.alteration import Finding
from hccgenomics.model.copy_number import CopyEvent
from hccgenomics.model.event import PROMOTER_HOTSPOT, parse_event
from hccgenomics.model.fact_terms import VALUE
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import (
    Comparison,
    Disease,
    EffectClass,
    EventKind,
    Extent,
    FactKind,
    Frame,
    HotspotKind,
    PromoterVerdict,
    Specimen,
)
from tests.builders_alterations import an_alteration
from tests.builders_large import AGAINST, FLAGGED, broken, changed, fused, inserted, the_copies

BASE = load_knowledge()
COUNTED = Finding(RECURRENT_CHANGE, drives=True, why="It recurs by the counts.")
FACT_KINDS = {event_kind: kind for kind, event_kind in KINDS.items()}
STEP = 0.1
OTHER_UNIT = "furlongs"
NAMES = {
    EffectClass.MISSENSE: ("p.{ref}{start}{other}",),
    EffectClass.INFRAME: ("p.{ref}{start}del", "p.{ref}{start}dup"),
    EffectClass.INFRAME_DELETION: ("p.{ref}{start}del",),
    EffectClass.INFRAME_INSERTION: ("p.{ref}{start}dup",),
    EffectClass.TRUNCATING: ("p.{ref}{start}*", "p.{ref}{start}fs"),
    EffectClass.LOSS_OF_FUNCTION: ("p.{ref}{start}*", "p.{ref}{start}fs", "c.{donor}+1G>A"),
    EffectClass.SPLICE: ("c.{donor}+1G>A",),
    EffectClass.ANY: ("p.{ref}{start}{other}", "p.{ref}{start}*"),
}


@dataclass(frozen=True)
class Given:
    """What a sample shows."""

    alterations: tuple = ()
    copies: tuple = ()
    facts: tuple = ()
    called: str = ""

    def __add__(self, other):
        return Given(
            self.alterations + other.alterations,
            self.copies + other.copies,
            self.facts + other.facts,
            f"{self.called} and {other.called}",
        )


NOTHING = Given(called="nothing")


def found_in(given, specimen=Specimen.TISSUE, disease=Disease.HCC):
    """What the matcher looks a sample up by."""
    return Found(
        given.alterations,
        specimen=specimen,
        disease=disease,
        hotspots=BASE.hotspots,
        copies={one.gene: one for one in given.copies},
        facts=given.facts,
    )


def together(*parts):
    return sum(parts, NOTHING)


def small(text, **fields):
    return an_alteration(text, **({"findings": (FLAGGED,)} | fields))


def seen(*alterations, called=""):
    return Given(tuple(alterations), called=called or ", ".join(one.id for one in alterations))


def other_than(letters):
    return next(letter for letter in "WYH" if letter not in letters)


def ways(term):
    """Each way in which a term is met."""
    event = parse_event(term)
    return list(_WAYS[event.kind](event))


def beside(term):
    """What is near a term and does not meet it."""
    event = parse_event(term)
    gene = event.genes[0] if event.genes else ""
    if gene and event.kind not in FACT_KINDS:
        yield seen(an_alteration(f"{gene} p.L900L"), called="a silent change")
        yield seen(small("GPC3 p.R5*"), called="another gene")
    yield from _BESIDE[event.kind](event)


def _protein(event):
    gene = event.genes[0]
    if event.changes[0] in {"del", "dup"}:
        yield seen(small(f"{gene} {event.body}"))
        return
    for change in event.changes:
        yield seen(small(f"{gene} p.{event.refs[0]}{event.start}{change}"))


def _beside_protein(event):
    gene, ref = event.genes[0], event.refs[0]
    change = other_than((ref, *event.changes))
    yield seen(small(f"{gene} p.{ref}{event.start}{change}"))
    yield seen(small(f"{gene} p.{ref}{event.start + 1}{other_than(ref)}"))


def _promoter(event):
    is_any = PROMOTER_HOTSPOT in event.changes
    for name in ("c.-124C>T", "c.-146C>T") if is_any else event.changes:
        hot = PromoterVerdict.HOTSPOT
        yield seen(small(f"{event.genes[0]} promoter {name}", verdict=hot))


def _beside_promoter(event):
    gene = event.genes[0]
    other = next(name for name in ("c.-124C>T", "c.-146C>T") if name not in event.changes)
    hot = PromoterVerdict.HOTSPOT
    if PROMOTER_HOTSPOT not in event.changes:
        yield seen(small(f"{gene} promoter {other}", verdict=hot))
    yield seen(small(f"{gene} promoter c.-125C>T"))
    yield seen(small(f"{gene} promoter c.-245T>C", verdict=PromoterVerdict.BENIGN, findings=()))


def _named(event):
    """Changes of codons, of an exon and of a class."""
    ref, start = (event.refs or ("R",))[0], event.start or 100
    donor, other = 3 * start, other_than(ref)
    for name in NAMES[event.effect]:
        yield name.format(ref=ref, start=start, other=other, donor=donor)
    if event.start is not None and event.end != event.start:
        last = event.refs[1]
        for name in NAMES[event.effect]:
            yield name.format(
                ref=last, start=event.end, other=other_than(last), donor=3 * event.end
            )


def _of_class(event):
    gene = event.genes[0]
    place = {} if event.exon is None else {"exon": (event.exon, 30), "intron": (event.exon, 29)}
    vaf = None if event.below_vaf is None else event.below_vaf * 0.99
    for name in _named(event):
        one = small(f"{gene} {name}", vaf=vaf, **_where(name, place))
        if not event.both_alleles:
            yield seen(one)
            continue
        yield seen(one, small(f"{gene} p.Q7*"))
        yield seen(one) + _loh(gene)
    if event.effect is EffectClass.LOSS_OF_FUNCTION:
        yield seen(changed(gene, "homozygous_deletion"))
        cut = seen(broken(gene))
        yield cut + _loh(gene) if event.both_alleles else cut


def _where(name, place):
    return {key: place[key] for key in ("intron" if name[0] == "c" else "exon",) if key in place}


def _loh(gene):
    return Given(copies=(the_copies(gene, "loss", is_loh=True, minor_copies=0.0),), called="LOH")


def _beside_class(event):
    gene = event.genes[0]
    ref = (event.refs or ("R",))[0]
    if event.start is not None:
        for at in (event.start - 1, event.end + 1):
            if not _touches_more(event, at):
                name = NAMES[event.effect][0]
                changes = {"ref": ref, "start": at, "other": other_than(ref), "donor": 3 * at}
                yield seen(small(f"{gene} {name.format(**changes)}"))
    if event.exon is not None:
        name = next(iter(_named(event)))
        place = {"exon": (event.exon + 2, 30), "intron": (event.exon + 2, 29)}
        yield seen(small(f"{gene} {name}", **_where(name, place)))
    if event.below_vaf is not None:
        for vaf in (event.below_vaf, event.below_vaf + 0.001, None):
            yield seen(small(f"{gene} {next(iter(_named(event)))}", vaf=vaf))
    if event.both_alleles:
        yield seen(small(f"{gene} {next(iter(_named(event)))}"), called="one hit")
    if event.effect in {EffectClass.LOSS_OF_FUNCTION, EffectClass.TRUNCATING}:
        yield seen(small(f"{gene} p.R100W", findings=()))
        yield seen(changed(gene, "loss", findings=()))


def _coding(event):
    yield seen(small(f"{event.genes[0]} p.W100S", hgvs_c=f"NM_000001.1:{event.changes[0]}"))


def _beside_coding(event):
    gene, name = event.genes[0], event.changes[0]
    other = name[:-1] + next(base for base in "ACGT" if base not in {name[-1], name[-3]})
    yield seen(small(f"{gene} p.W100S", hgvs_c=f"NM_000001.1:{other}"))
    yield seen(small(f"{gene} p.W100S", hgvs_c=f"NM_000001.1:c.1{name[2:]}"))
    yield seen(small(f"{gene} p.W100S", hgvs_c=f"NM_000001.1:{name[:-3]}_999delinsTA"))
    yield seen(small(f"{gene} p.W100S"), called="the bases are not known")


def _touches_more(event, at):
    return event.effect is EffectClass.SPLICE and event.start <= at <= event.end


def _hotspot(event):
    gene = event.genes[0]
    rows = BASE.hotspots.by_gene.get(gene, ())
    for row in rows:
        if row.kind is HotspotKind.MISSENSE:
            to = row.changes[0] if row.changes else other_than(row.start_ref)
            yield seen(small(f"{gene} p.{row.start_ref}{row.start}{to}"))
    if not any(row.start <= 150 <= row.end for row in rows):
        yield seen(small(f"{gene} p.R150W", findings=(COUNTED,)))


def _beside_hotspot(event):
    yield seen(small(f"{event.genes[0]} p.L990W", findings=()))


def _copy_number(event):
    gene, asked = event.genes[0], event.detail
    if asked in {"gain", "loss"}:
        yield Given(copies=(the_copies(gene, asked),), called=asked)
        more = {"gain": "amplification", "loss": "homozygous_deletion"}[asked]
        yield seen(changed(gene, more))
        yield seen(changed(gene, f"borderline_{more}"))
        return
    one = changed(gene, asked.removeprefix("focal_"))
    yield seen(one)
    yield seen(_of_width(one, Extent.FOCAL))
    if not asked.startswith("focal_"):
        yield seen(_of_width(one, Extent.ARM))


def _of_width(one, extent):
    around = CopyEvent("chr7", 0, 9_000_000, extent, "7q", 0.5, (one.gene,), 0, 1)
    return replace(one, copies=replace(one.copies, event=around))


def _beside_copy_number(event):
    gene, asked = event.genes[0], event.detail
    bare = asked.removeprefix("focal_")
    if bare in {"amplification", "homozygous_deletion"}:
        yield seen(changed(gene, f"borderline_{bare}"))
        milder = {"amplification": "gain", "homozygous_deletion": "loss"}[bare]
        yield Given(copies=(the_copies(gene, milder),), called=milder)
    for none in ("no_change", "no_call"):
        yield Given(copies=(the_copies(gene, none),), called=none)
    opposite = "loss" if bare in {"amplification", "gain"} else "gain"
    yield Given(copies=(the_copies(gene, opposite),), called=opposite)
    if asked.startswith("focal_"):
        yield seen(_of_width(changed(gene, bare), Extent.ARM), called="the whole arm")


def _structural(event):
    genes = event.genes
    if event.detail == "viral_integration":
        yield seen(inserted(genes[0]))
    elif event.detail == "rearrangement":
        yield seen(broken(genes[0]))
        yield seen(fused("GPC3", genes[0]))
    elif len(genes) > 1:
        yield seen(fused(*genes))
        yield seen(fused(*genes[::-1]))
    else:
        yield seen(fused("TPM3", genes[0]))
        yield seen(fused(genes[0], "TPM3"))
        yield seen(fused("TPM3", genes[0], frame=Frame.UNKNOWN))


def _beside_structural(event):
    genes = event.genes
    if event.detail == "viral_integration":
        yield seen(inserted(genes[0], findings=()), called="a remark")
        yield seen(broken(genes[0], "promoter_rearrangement"))
        return
    yield seen(inserted(genes[0]))
    if event.detail == "rearrangement":
        return
    pair = genes if len(genes) > 1 else ("TPM3", genes[0])
    yield seen(fused(*pair, frame=Frame.OUT_OF_FRAME), called="out of frame")
    yield seen(fused(*pair, findings=(AGAINST,)), called="argued against")
    yield seen(broken(genes[0]))
    if len(genes) > 1:
        yield seen(fused(genes[0], "CIC"))
        yield seen(fused("CIC", genes[1]))


def stated(event, numbers=None, words=(), **changes):
    gene = event.genes[0] if event.genes else ""
    kind = FACT_KINDS[event.kind]
    units = [test.unit for test in event.tests if test.name == VALUE and test.unit]
    fields = {
        "id": ":".join(filter(None, (kind.value, gene, event.subject))),
        "kind": kind, "subject": event.subject, "gene": gene,
        "text": f"{gene} {event.subject} {numbers or ''} {' '.join(words)}".strip(),
        "numbers": numbers or {}, "words": tuple(words), "unit": units[0] if units else "",
    }  # fmt: skip
    fact = Fact(**(fields | changes))
    return Given(facts=(fact,), called=fact.text)


def _meeting(test):
    """A number at the very edge of what a condition admits."""
    outside = {Comparison.ABOVE: STEP, Comparison.BELOW: -STEP}
    return test.number + outside.get(test.comparison, 0.0)


def _failing(test):
    """The nearest number, a step away, that it does not admit."""
    outside = {Comparison.AT_LEAST: -STEP, Comparison.AT_MOST: STEP}
    return test.number + outside.get(test.comparison, 0.0)


def _numbers(event):
    return {test.name: _meeting(test) for test in event.tests if test.comparison}


def _fact(event):
    numbers = _numbers(event)
    alternatives = [test.words for test in event.tests if test.words]
    for words in product(*alternatives):
        yield stated(event, numbers, words)
    if numbers:
        yield stated(
            event, {name: value + _inwards(event, name) for name, value in numbers.items()}
        )


def _inwards(event, name):
    of = {test.name: test.comparison for test in event.tests}
    return 1000.0 if of[name] in {Comparison.AT_LEAST, Comparison.ABOVE} else -STEP


def _beside_fact(event):
    yield replace(NOTHING, called="not stated")
    numbers = _numbers(event)
    words = tuple(test.words[0] for test in event.tests if test.words)
    for test in event.tests:
        if test.comparison:
            yield stated(event, numbers | {test.name: _failing(test)}, words)
            fewer = {name: value for name, value in numbers.items() if name != test.name}
            yield stated(event, fewer, words)
        if test.words:
            yield stated(event, numbers, ("some_other_word",))
    if any(test.unit for test in event.tests):
        yield stated(event, numbers, words, unit=OTHER_UNIT)
    yield stated(event, numbers, words, subject="another_subject")
    if event.genes:
        yield stated(event, numbers, words, gene="CD8A")


_WAYS = {
    EventKind.PROTEIN: _protein,
    EventKind.CODING: _coding,
    EventKind.PROMOTER: _promoter,
    EventKind.CODONS: _of_class,
    EventKind.EXON: _of_class,
    EventKind.CLASS: _of_class,
    EventKind.HOTSPOT: _hotspot,
    EventKind.COPY_NUMBER: _copy_number,
    EventKind.STRUCTURAL: _structural,
    EventKind.EXPRESSION: _fact,
    EventKind.SIGNATURE: _fact,
    EventKind.LABORATORY: _fact,
    EventKind.CLINICAL: _fact,
}
_BESIDE = {
    EventKind.PROTEIN: _beside_protein,
    EventKind.CODING: _beside_coding,
    EventKind.PROMOTER: _beside_promoter,
    EventKind.CODONS: _beside_class,
    EventKind.EXON: _beside_class,
    EventKind.CLASS: _beside_class,
    EventKind.HOTSPOT: _beside_hotspot,
    EventKind.COPY_NUMBER: _beside_copy_number,
    EventKind.STRUCTURAL: _beside_structural,
    EventKind.EXPRESSION: _beside_fact,
    EventKind.SIGNATURE: _beside_fact,
    EventKind.LABORATORY: _beside_fact,
    EventKind.CLINICAL: _beside_fact,
}
assert set(_WAYS) == set(_BESIDE) == set(EventKind), "a kind of term without cases"
assert set(FACT_KINDS.values()) == set(FactKind)
