"""Typed cells of curated tables: citations, effects, approvals, yes or no.

One item of each list, as a curator writes it::

    citation = reference [ " [" status "]" ]              an id of references.tsv: harding_2019
             | text { " [" name ":" id "]" } " [" status "]"
                                                          Harding 2019 [pmid:30373752] [verified]
    effect   = endpoint " " measure " " number [ " vs " number ]
               [ " (" [ level "% " ] low "-" high ")" ]
               [ " p=" number ] [ " n=" number ] [ " of " words ]
                                                          OS HR 2.58 (1.96-3.41) n=988 of whom
                                                          PFS median_months 2.0 vs 7.4 of whom
    approval = region " " status " " tumours [ " " date ] [ " of " therapy ] " [" status "]"
                                            us accelerated solid_tumours 2022-06-22 [verified]

``high`` may be ``NE``: not reached. Numbers use a point.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import Verification

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.knowledge.tables import Fields

_TAG: Final = re.compile(r"\[(?:(doi|pmid|pmc|trial):)?([^\[\]]+)\]")
_STATES: Final = frozenset(Verification)
_REFERENCE: Final = re.compile(r"(?P<id>[a-z][a-z0-9_]*)(?: \[(?P<status>[a-z_]+)\])?")
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_EFFECT: Final = re.compile(
    rf"(?P<endpoint>\S+) (?P<measure>\S+) (?P<value>{_NUMBER})"
    rf"(?: vs (?P<versus>{_NUMBER}))?"
    rf"(?: \((?:(?P<level>\d+(?:\.\d+)?)% )?(?P<low>{_NUMBER})-(?P<high>{_NUMBER}|NE)\))?"
    rf"(?: p=(?P<p>\d+(?:\.\d+)?(?:e-\d+)?))?"
    r"(?: n=(?P<n>\d+))?"
    r"(?: of (?P<of>.+))?"
)
_APPROVAL: Final = re.compile(
    r"(?P<region>[a-z]{2}) (?P<status>[a-z_]+) (?P<scope>[a-z_-]+)"
    r"(?: (?P<date>\d{4}(?:-\d{2}){0,2}))?"
    r"(?: of (?P<therapy>.+?))? \[(?P<verification>[a-z_]+)\]"
)
NOT_REACHED: Final = "NE"
YES_NO: Final = {"yes": True, "no": False}
DEFAULT_LEVEL: Final = 95.0


def citation(text: str, references: Mapping[str, Fields]) -> Fields:
    """One reference with its identifiers and status; ``ValueError`` in one sentence.

    >>> citation("Someone 2020 [pmid:1] [verified]", {})["pmid"]
    '1'
    >>> citation("someone_2020", {})
    Traceback (most recent call last):
    ...
    ValueError: there is no reference someone_2020
    """
    listed = _REFERENCE.fullmatch(text)
    if listed is not None:
        return _listed(listed, references)
    tags = _TAG.findall(text)
    states = [value for name, value in tags if not name]
    if len(states) != 1 or states[0] not in _STATES or not text.endswith(f"[{states[0]}]"):
        wanted = ", ".join(f"[{state}]" for state in Verification)
        raise ValueError(f"{text!r} does not end in one of {wanted}")
    identifiers = {name: value for name, value in tags if name}
    return {"text": _TAG.sub("", text).strip(), "verification": states[0], **identifiers}


def _listed(found: re.Match[str], references: Mapping[str, Fields]) -> Fields:
    row = references.get(found["id"])
    if row is None:
        raise ValueError(f"there is no reference {found['id']}")
    if found["status"] is None:
        return dict(row)
    if found["status"] not in _STATES:
        raise ValueError(f"{found['status']!r} is no status of verification")
    return {**row, "verification": found["status"]}


def effect(text: str) -> Fields:
    """One figure of a study; ``ValueError`` if it is not of the form.

    >>> effect("OS HR 2.58 (1.96-3.41) n=988 of Asian surgical series")["high"]
    3.41
    """
    found = _EFFECT.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no effect: write 'OS HR 2.58 (1.96-3.41) n=988 of whom'")
    fields: Fields = {"endpoint": found["endpoint"], "measure": found["measure"]}
    fields["value"] = float(found["value"])
    for name in ("versus", "low", "p"):
        if found[name] is not None:
            fields[name] = float(found[name])
    if found["low"] is not None:
        fields["level"] = DEFAULT_LEVEL if found["level"] is None else float(found["level"])
        fields["open_high"] = found["high"] == NOT_REACHED
        fields["high"] = None if found["high"] == NOT_REACHED else float(found["high"])
    if found["n"] is not None:
        fields["n"] = int(found["n"])
    fields["of"] = found["of"] or ""
    return fields


def approval(text: str) -> Fields:
    """What one regulator has said; ``ValueError`` if it is not of the form.

    >>> approval("us approved solid_tumours 2018-11-26 [verified]")["date"]
    '2018-11-26'
    """
    found = _APPROVAL.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no approval: write 'us approved hcc 2020-05-29 [verified]'")
    return {name: value for name, value in found.groupdict().items() if value is not None}


def yes_no(text: str) -> bool:
    """``yes`` or ``no``."""
    if text not in YES_NO:
        raise ValueError(f"{text!r} is neither yes nor no")
    return YES_NO[text]
