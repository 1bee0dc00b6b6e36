"""Reports as one self-contained page: no script, nothing fetched, everything escaped."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hccgenomics.model.long_bases import shortened
from hccgenomics.model.precision import rounded
from hccgenomics.reports import forced_wording, judged, page_sections, wording
from hccgenomics.reports.inert import inert
from hccgenomics.reports.links import links_of
from hccgenomics.reports.marker_strip import limit_of, parts_of
from hccgenomics.reports.page import page_of
from hccgenomics.reports.precision import number, percent
from hccgenomics.reports.template_cache import template_cache

if TYPE_CHECKING:
    from hccgenomics.model.report import Report
    from hccgenomics.reports.forced_rows import ForcedShown

TEMPLATES: Final = Path(__file__).with_name("templates")
FOOT_NAME: Final = 50  # letters of the sample's name that fit beside the notice
LONG_TABLE: Final = 30
"""Rows of plasma and of forced calls that stand open; the rest is folded, and printed."""
FOOT_STYLE: Final = "font:7pt sans-serif;text-align:left;color:#4b5863"
DIGEST_SHOWN: Final = 12  # hexadecimal digits: enough to compare by eye, the whole is in the JSON


def to_html(report: Report) -> str:
    """The page of a report; the same report gives the same bytes."""
    template = _environment().get_template("report.html")
    page = page_of(report)
    return template.render(report=report, page=page, foot=_foot(page.title, page.status))


def page_from(name: str, *, title: str, status: str, **shown: object) -> str:
    """A page of another document, by a template of its own in the same style and policy."""
    return _environment().get_template(name).render(foot=_foot(title, status), **shown)


@cache
def _environment() -> Environment:
    """Escape everything, and fail on a name the template misspells."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        auto_reload=False,
        bytecode_cache=template_cache(),
        keep_trailing_newline=True,
    )
    environment.filters.update(
        annotated_field=wording.annotated_field,
        digest=_digest,
        disease_match=wording.disease_match,
        grade=wording.grade,
        label=wording.label,
        limit_of=limit_of,
        links=links_of,
        number=number,
        parts_of=parts_of,
        percent=percent,
        place=_place,
        sha256=_sha256,
        shortened=shortened,
        vote=_vote,
        width=_width,
    )
    environment.filters.update(
        alleles=page_sections.alleles,
        arm_amount=page_sections.arm_amount,
        arm_lines=page_sections.arm_lines,
        copies_of=page_sections.copies_of,
        elsewhere=page_sections.elsewhere,
        extent_of=page_sections.extent_of,
        gene_groups=page_sections.gene_groups,
        interval=page_sections.interval,
        log2=page_sections.log2,
        reads_of=page_sections.reads_of,
        rows_of=page_sections.rows_of,
        windows_of=page_sections.windows_of,
        yes=page_sections.yes,
        criteria_by_outcome=judged.criteria_by_outcome,
        design_facts=judged.design_facts,
        effect_of=judged.effect_of,
        effect_value=judged.effect_value,
        missed_by_kind=judged.missed_by_kind,
        patients_of=judged.patients_of,
        shared_steps=judged.shared_steps,
        tiers_shown=judged.tiers_shown,
        why_untiered=judged.why_untiered,
        score_value=judged.score_value,
        trial_links=judged.trial_links,
        close_up=_close_up,
        error_from=forced_wording.error_from,
        forced_shown=_forced_shown,
        profile_figure=_profile_figure,
        quiet_hotspots=forced_wording.quiet_hotspots,
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8").strip()
    environment.globals.update(
        words=wording,
        forced_words=forced_wording,
        style=Markup(style),  # noqa: S704 -- our own file, and its digest is in the policy
        style_digest=_sha256(style),
        is_of_laboratory=judged.is_of_laboratory,
        long_table=LONG_TABLE,
    )
    return environment


def _foot(title: str, status: str) -> Markup:
    """The foot of every printed sheet: whose report it is; a sheet must not lose its patient.

    A style sheet knows no escaping but its own, so every character that is not a plain letter or
    digit is written by its number (CSS Syntax 3, section 4.3.7).
    """
    said = f"{title[:FOOT_NAME]} · {status} · {wording.NOTICE}"
    quoted = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in inert(said))
    rule = f'@page{{@bottom-left{{content:"{quoted}";width:88%;{FOOT_STYLE}}}}}'
    return Markup(rule)  # noqa: S704 -- letters, digits and numbered characters only


def _sha256(text: str) -> str:
    """The digest of a style as a content security policy states it."""
    return b64encode(sha256(text.encode()).digest()).decode()


def _finalize(value: Any) -> Any:  # noqa: ANN401 -- Jinja hands over whatever is printed
    return inert(value) if type(value) is str else value


def _digest(whole: str) -> str:
    return f"{whole[:DIGEST_SHOWN]}…" if len(whole) > DIGEST_SHOWN else whole


def _width(fraction: float) -> str:
    """A fraction as a width in percent, inside its track."""
    return _place(100 * rounded(min(1.0, max(0.0, fraction))))


def _place(value: float) -> str:
    return f"{rounded(value):g}"


def _profile_figure(report: Report) -> Markup:
    """The genome-wide picture; its modules are opened only where there is one to draw."""
    from hccgenomics.reports.figures import profile_figure

    return profile_figure(report)


def _forced_shown(report: Report) -> ForcedShown:
    """Forced calls; their module is opened only where there are any."""
    from hccgenomics.reports.forced_rows import forced_shown

    return forced_shown(report)


def _close_up(report: Report, gene: str) -> Markup:
    from hccgenomics.reports.figures import close_up

    return close_up(report, gene)


def _vote(drives: bool | None) -> str:  # noqa: FBT001 -- a filter takes its value first
    return {True: "for", False: "against", None: "remark"}[drives]
