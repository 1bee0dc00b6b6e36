"""Reports as one self-contained page: no script, nothing fetched, everything escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_eval_context
from markupsafe import Markup, escape

from hccgenomics.model.long_bases import shortened
from hccgenomics.model.precision import rounded
from hccgenomics.reports import (
    fail_wording,
    forced_wording,
    judged,
    page_sections,
    page_wording,
    wording,
)
from hccgenomics.reports.fail_page import carries_report, fail_page_of
from hccgenomics.reports.first_sheet import first_sheet
from hccgenomics.reports.inert import inert, shown
from hccgenomics.reports.links import links_of
from hccgenomics.reports.marker_strip import limit_of, parts_of
from hccgenomics.reports.page import Fact, page_of
from hccgenomics.reports.precision import number, percent
from hccgenomics.reports.room import LARGEST_PAGE, ROOMS
from hccgenomics.reports.template_cache import template_cache
from hccgenomics.reports.translation.catalogue import ENGLISH
from hccgenomics.reports.translation.template_text import said_list, text_functions
from hccgenomics.reports.translation.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import ModuleType

    from jinja2.nodes import EvalContext

    from hccgenomics.model.gene_picture import GenePicture
    from hccgenomics.model.report import Alteration, Report
    from hccgenomics.reports.figures.lollipop import Lollipop
    from hccgenomics.reports.forced_rows import ForcedShown
    from hccgenomics.reports.page import Page
    from hccgenomics.reports.room import Room
    from hccgenomics.reports.translation.voice import Voice

TEMPLATES: Final = Path(__file__).with_name("templates")
STRETCH: Final = re.compile(r"\[\d+ bases\]")
FOOT_NAME: Final = 50  # letters of the sample's name that fit beside the notice
LONG_TABLE: Final = 30
"""Rows of plasma and of forced calls that stand open; the rest is folded, and printed."""
FOOT_STYLE: Final = "font:7pt sans-serif;text-align:left;color:#4b5863"
DIGEST_SHOWN: Final = 12  # hexadecimal digits: enough to compare by eye, the whole is in the JSON


def to_html(report: Report, language: str = ENGLISH, *, is_changed: bool = False) -> str:
    """The page of a report; the same report and language give the same bytes.

    Args:
        report: What the page is made of, and nothing else.
        language: Of the page.
        is_changed: Say in place of its status that the report is not as it was made.

    Raises:
        ResourceError: There is no catalogue of that language.
    """
    page = page_of(report)
    if is_changed:
        note = Fact("", wording.CHANGED_NOTE, wording.CHANGED_NOTE, is_said=True)
        page = replace(page, status=wording.CHANGED, status_note=note, is_changed=True)
    if not carries_report(report):
        return _fail_page(report, page, language)
    sheet = first_sheet(report, page, voice_of(language).plain)
    return fitted(
        "report.html",
        title=page.title,
        status=page.status,
        language=language,
        report=report,
        page=page,
        sheet=sheet,
    )


def _fail_page(report: Report, page: Page, language: str) -> str:
    """The page that stands in place of a report where the files carry none."""
    fail = fail_page_of(report)
    return page_from(
        "fail.html",
        title=fail.title,
        status=page.status,
        language=language,
        report=report,
        page=page,
        fail=fail,
    )


def page_from(
    name: str, *, title: str, status: str, language: str = ENGLISH, **shown: object
) -> str:
    """A page of any document, by a template of its own, in the same style and policy."""
    voice = voice_of(language)
    words = (status, wording.NOTICE, page_wording.UNPRINTED)
    foot = _foot(title, *map(voice.plain, words))
    return _environment(voice).get_template(name).render(foot=foot, **shown)


def fitted(name: str, *, title: str, status: str, language: str = ENGLISH, **shown: object) -> str:
    """The page in the widest room in which it stays below its limit."""
    made = ""
    for wider, room in zip((None, *ROOMS), ROOMS, strict=False):
        if wider == replace(room, has_meanings=True):  # what settings mean, and nothing else
            long, short = (_shipped_settings(one, language, shown) for one in (wider, room))
            made = made.replace(long, short, 1)
        else:
            made = page_from(
                name, title=title, status=status, language=language, room=room, **shown
            )
        if len(made.encode()) < LARGEST_PAGE:
            break
    return made


def _shipped_settings(room: Room, language: str, shown: Mapping[str, object]) -> str:
    """The settings as shipped, as a page of this room has them; nothing where it has none."""
    if "page" not in shown:
        return ""
    template = _environment(voice_of(language)).get_template("shipped_settings.html")
    return template.render(room=room, **shown)


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
    lists = _list_filters().items()
    environment.filters.update({name: partial(said_list, voice, *how) for name, how in lists})
    environment.filters.update(
        join=_joined,
        say=voice.say,
        plain=voice.plain,
        close_up=partial(_close_up, voice=voice),
        lollipop=partial(_lollipop, voice=voice),
        profile_figure=partial(_profile_figure, voice=voice),
        shortened=partial(_shortened, voice=voice),
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8").strip()
    environment.globals.update(
        voice=voice,
        words=_Words(wording, voice),
        forced_words=_Words(forced_wording, voice),
        fail_words=_Words(fail_wording, voice),
        style=Markup(style),  # noqa: S704 -- our own file, and its digest is in the policy
        style_digest=_sha256(style),
        is_of_laboratory=judged.is_of_laboratory,
        long_table=LONG_TABLE,
        room=ROOMS[0],
    )
    return environment


def _data_filters() -> dict[str, Callable[..., Any]]:
    """Filters that give data, markup or structure: alike in every language."""
    return {
        "arm_lines": page_sections.arm_lines,
        "criteria_by_outcome": judged.criteria_by_outcome,
        "design_facts": judged.design_facts,
        "digest": _digest,
        "drops_of": page_sections.drops_of,
        "forced_shown": _forced_shown,
        "gene_groups": page_sections.gene_groups,
        "links": links_of,
        "log2": page_sections.log2,
        "missed_by_kind": judged.missed_by_kind,
        "number": number,
        "parts_of": parts_of,
        "percent": percent,
        "picture_in": _picture_in,
        "pictures_apart": _pictures_apart,
        "place": _place,
        "sha256": _sha256,
        "shared_steps": judged.shared_steps,
        "tiers_shown": judged.tiers_shown,
        "trial_links": judged.trial_links,
        "vote": _vote,
        "width": _width,
        "windows_of": page_sections.windows_of,
    }


def _word_filters() -> dict[str, Callable[..., str]]:
    """Filters that give words of ours: said in the language of the page."""
    return {
        "annotated_field": wording.annotated_field,
        "copies_of": page_sections.copies_of,
        "disease_match": wording.disease_match,
        "effect_value": judged.effect_value,
        "error_from": forced_wording.error_from,
        "extent_of": page_sections.extent_of,
        "grade": wording.grade,
        "interval": page_sections.interval,
        "label": wording.label,
        "limit_of": limit_of,
        "opening": page_sections.opening,
        "patients_of": judged.patients_of,
        "score_value": judged.score_value,
        "why_untiered": judged.why_untiered,
        "yes": page_sections.yes,
    }


def _list_filters() -> dict[str, tuple[Callable[..., tuple[str, ...]], str, str]]:
    """Filters that give several words: each is said by itself, with what joins them or is none."""
    unknown = page_sections.UNKNOWN
    return {
        "alleles": (page_sections.alleles, ", ", unknown),
        "arm_amount": (page_sections.arm_amount, "; ", ""),
        "effect_of": (judged.effect_of, "; ", ""),
        "quiet_hotspots": (forced_wording.quiet_hotspots, " ", ""),
        "reads_of": (page_sections.reads_of, ", ", unknown),
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


def _foot(title: str, status: str, notice: str, unprinted: str) -> Markup:
    """What style says on paper: whose report a sheet is of, and that what is folded is elsewhere.

    A sheet must not lose its patient. A style sheet knows no escaping but its own, so every
    character that is not a plain letter or digit is written by its number (CSS Syntax 3, section
    4.3.7).
    """
    said = _numbered(f"{title[:FOOT_NAME]} · {status} · {notice}")
    rule = (
        f'@page{{@bottom-left{{content:"{said}";width:88%;{FOOT_STYLE}}}}}'
        f':root{{--unprinted:"{_numbered(unprinted)}"}}'
    )
    return Markup(rule)  # noqa: S704 -- letters, digits and numbered characters only


def _numbered(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in inert(text))


def _sha256(text: str) -> str:
    """The digest of a style as a content security policy states it."""
    return b64encode(sha256(text.encode()).digest()).decode()


def _finalize(value: Any) -> Any:  # noqa: ANN401 -- Jinja hands over whatever is printed
    return shown(value) if type(value) is str else value


@pass_eval_context
def _joined(_: EvalContext, values: Iterable[object], joint: str = "") -> Markup:
    """Values one after the other, each as it would be printed by itself."""
    return escape(joint).join(_finalize(value) for value in values)


def _digest(whole: str) -> str:
    return f"{whole[:DIGEST_SHOWN]}…" if len(whole) > DIGEST_SHOWN else whole


def _shortened(name: str, *, voice: Voice) -> str:
    """A name whose long stretches of bases are told by their length."""
    short = shortened(name)
    return short if short == name else STRETCH.sub(lambda found: voice.plain(found[0]), short)


def _width(fraction: float) -> str:
    """A fraction as a width in percent, inside its track."""
    return _place(100 * rounded(min(1.0, max(0.0, fraction))))


def _place(value: float) -> str:
    return f"{rounded(value):g}"


def _profile_figure(report: Report, *, voice: Voice) -> Markup:
    """The genome-wide picture; its modules are opened only where there is one to draw."""
    from hccgenomics.reports.figures.genome import profile_figure

    return profile_figure(report, voice)


def _lollipop(picture: GenePicture, *, voice: Voice) -> Lollipop:
    """A gene along its coding sequence; the module is opened only where there is one to draw."""
    from hccgenomics.reports.figures.lollipop import Lollipop

    return Lollipop(picture, voice)


def _picture_in(found: Alteration, report: Report, most: int) -> GenePicture | None:
    """The picture of a gene beside the first of its drivers, where the page has room for it."""
    if not report.gene_pictures[:most]:
        return None
    from hccgenomics.reports.figures.lollipop import picture_in

    return picture_in(found, report, most)


def _pictures_apart(
    report: Report, shown: Sequence[Alteration], most: int
) -> tuple[tuple[GenePicture, ...], tuple[str, ...]]:
    """Pictures beside none of the cards, and the genes for whose pictures there is no room."""
    if not report.gene_pictures:
        return (), ()
    from hccgenomics.reports.figures.lollipop import pictures_apart

    return pictures_apart(report, shown, most)


def _forced_shown(report: Report) -> ForcedShown:
    """Forced calls; their module is opened only where there are any."""
    from hccgenomics.reports.forced_rows import forced_shown

    return forced_shown(report)


def _close_up(report: Report, gene: str, *, voice: Voice) -> Markup:
    from hccgenomics.reports.figures.window import close_up

    return close_up(report, gene, voice)


def _vote(drives: bool | None) -> str:  # noqa: FBT001 -- a filter takes its value first
    return {True: "for", False: "against", None: "remark"}[drives]
