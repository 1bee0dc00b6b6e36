"""Reports as one self-contained page: no script, nothing fetched, everything escaped."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
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
from hccgenomics.reports.translation.catalogue import ENGLISH
from hccgenomics.reports.translation.template_text import text_functions
from hccgenomics.reports.translation.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from hccgenomics.model.report import Report
    from hccgenomics.reports.forced_rows import ForcedShown
    from hccgenomics.reports.translation.voice import Voice

TEMPLATES: Final = Path(__file__).with_name("templates")
FOOT_NAME: Final = 50  # letters of the sample's name that fit beside the notice
LONG_TABLE: Final = 30
"""Rows of plasma and of forced calls that stand open; the rest is folded, and printed."""
FOOT_STYLE: Final = "font:7pt sans-serif;text-align:left;color:#4b5863"
DIGEST_SHOWN: Final = 12  # hexadecimal digits: enough to compare by eye, the whole is in the JSON


def to_html(report: Report, language: str = ENGLISH) -> str:
    """The page of a report; the same report and language give the same bytes.

    Raises:
        ResourceError: There is no catalogue of that language.
    """
    page = page_of(report)
    return page_from(
        "report.html",
        title=page.title,
        status=page.status,
        language=language,
        report=report,
        page=page,
    )


def page_from(
    name: str, *, title: str, status: str, language: str = ENGLISH, **shown: object
) -> str:
    """A page of any document, by a template of its own, in the same style and policy."""
    voice = voice_of(language)
    foot = _foot(title, voice.plain(status), voice.plain(wording.NOTICE))
    return _environment(voice).get_template(name).render(foot=foot, **shown)


@cache
def _environment(voice: Voice) -> Environment:
    """Escape everything, fail on a name the template misspells, and speak one language.

    Text of the templates goes through gettext; sentences and labels of the report go through
    ``say``, and so does whatever a filter of ours words.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        auto_reload=False,
        bytecode_cache=template_cache(),
        keep_trailing_newline=True,
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        voice.translations, newstyle=True
    )
    environment.globals.update(text_functions(voice))
    environment.filters.update(_data_filters())
    words = {name: _said(voice, function) for name, function in _word_filters().items()}
    environment.filters.update(words)
    environment.filters.update(
        say=voice.say,
        plain=voice.plain,
        close_up=partial(_close_up, voice=voice),
        profile_figure=partial(_profile_figure, voice=voice),
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8").strip()
    environment.globals.update(
        voice=voice,
        words=_Words(wording, voice),
        forced_words=_Words(forced_wording, voice),
        style=Markup(style),  # noqa: S704 -- our own file, and its digest is in the policy
        style_digest=_sha256(style),
        is_of_laboratory=judged.is_of_laboratory,
        long_table=LONG_TABLE,
    )
    return environment


def _data_filters() -> dict[str, Callable[..., Any]]:
    """Filters that give data, markup or structure: alike in every language."""
    return {
        "arm_lines": page_sections.arm_lines,
        "criteria_by_outcome": judged.criteria_by_outcome,
        "design_facts": judged.design_facts,
        "digest": _digest,
        "forced_shown": _forced_shown,
        "gene_groups": page_sections.gene_groups,
        "links": links_of,
        "log2": page_sections.log2,
        "missed_by_kind": judged.missed_by_kind,
        "number": number,
        "parts_of": parts_of,
        "percent": percent,
        "place": _place,
        "quiet_hotspots": forced_wording.quiet_hotspots,
        "sha256": _sha256,
        "shared_steps": judged.shared_steps,
        "shortened": shortened,
        "tiers_shown": judged.tiers_shown,
        "trial_links": judged.trial_links,
        "vote": _vote,
        "width": _width,
        "windows_of": page_sections.windows_of,
    }


def _word_filters() -> dict[str, Callable[..., str]]:
    """Filters that give words of ours: said in the language of the page."""
    return {
        "alleles": page_sections.alleles,
        "annotated_field": wording.annotated_field,
        "arm_amount": page_sections.arm_amount,
        "copies_of": page_sections.copies_of,
        "disease_match": wording.disease_match,
        "effect_of": judged.effect_of,
        "effect_value": judged.effect_value,
        "elsewhere": page_sections.elsewhere,
        "error_from": forced_wording.error_from,
        "extent_of": page_sections.extent_of,
        "grade": wording.grade,
        "interval": page_sections.interval,
        "label": wording.label,
        "limit_of": limit_of,
        "opening": page_sections.opening,
        "patients_of": judged.patients_of,
        "reads_of": page_sections.reads_of,
        "rows_of": page_sections.rows_of,
        "score_value": judged.score_value,
        "why_untiered": judged.why_untiered,
        "yes": page_sections.yes,
    }


def _said(voice: Voice, function: Callable[..., str]) -> Callable[..., str]:
    """A filter whose words are said in the language of the page."""
    if voice.is_english:
        return function
    return lambda *given, **named: voice.say(function(*given, **named))


class _Words:
    """The constants of a module of wording, said in the language of the page."""

    def __init__(self, module: ModuleType, voice: Voice) -> None:
        self._module = module
        self._voice = voice

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the module holds
        value = getattr(self._module, name)
        return self._voice.say(value) if isinstance(value, str) else value


def _foot(title: str, status: str, notice: str) -> Markup:
    """The foot of every printed sheet: whose report it is; a sheet must not lose its patient.

    A style sheet knows no escaping but its own, so every character that is not a plain letter or
    digit is written by its number (CSS Syntax 3, section 4.3.7).
    """
    said = f"{title[:FOOT_NAME]} · {status} · {notice}"
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


def _profile_figure(report: Report, *, voice: Voice) -> Markup:
    """The genome-wide picture; its modules are opened only where there is one to draw."""
    del voice  # the figure speaks English so far
    from hccgenomics.reports.figures import profile_figure

    return profile_figure(report)


def _forced_shown(report: Report) -> ForcedShown:
    """Forced calls; their module is opened only where there are any."""
    from hccgenomics.reports.forced_rows import forced_shown

    return forced_shown(report)


def _close_up(report: Report, gene: str, *, voice: Voice) -> Markup:
    del voice  # the figure speaks English so far
    from hccgenomics.reports.figures import close_up

    return close_up(report, gene)


def _vote(drives: bool | None) -> str:  # noqa: FBT001 -- a filter takes its value first
    return {True: "for", False: "against", None: "remark"}[drives]
