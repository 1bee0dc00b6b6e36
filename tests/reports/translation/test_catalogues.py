"""The catalogues: whole, true to what they translate, and as the code would make them."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest
from babel.messages.catalog import Catalog

from hccgenomics.errors import ResourceError
from hccgenomics.reports import to_html as page_module
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.translation import catalogue, voice
from hccgenomics.reports.translation.catalogue import LOCALE, languages, tag_of
from scripts import translations
from tests import builders
from tests.forbidden import phrases_in
from tests.reports.markup import Markup

PO = tuple(sorted(LOCALE.glob("*.po")))
NAMES = [path.stem for path in PO]
PERCENT_SLOT = re.compile(r"%\((\w+)\)s|%%|%")
GRAMMAR = re.compile(
    r"a|an|are|has|have|is|it|its|lie|lies|noun|plural|s|tells|that|the|them|they|was|were|"
    r"(?:\w+_)?(?:are|carry|do|has|have|is|lie|need|noun|s|was|were|verb)"
)
"""Slots that hold English grammar alone; a language without it leaves them out."""
SHOWN = 8
DOUBLED = re.compile(r"。。|，，|；；|：：|。，|，。|；。|。；")
BEYOND_ENGLISH = ("阴性", "有资格", "预测应答", "预测反应", "建议用药", "抵抗")
"""Further words that no sentence about a patient may have (``model.forbidden`` has the rest)."""


@pytest.fixture(scope="module")
def template():
    return translations.template_catalogue()[0]


@pytest.fixture(params=PO, ids=NAMES)
def path(request):
    return request.param


@pytest.fixture
def held(path):
    return translations.read(path)


def messages(held):
    return [message for message in held if message.id]


def forms(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def slots(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def percent_slots(text: str) -> Counter[str]:
    return Counter(found.group() for found in PERCENT_SLOT.finditer(text))


def none_of(found) -> None:
    """Fails with the first few; a difference of ten thousand lines takes minutes to print."""
    listed = list(found)
    if listed:
        pytest.fail(f"{len(listed)}: {listed[:SHOWN]}", pytrace=False)


def same_bytes(held: bytes, made: bytes) -> None:
    if held != made:
        pytest.fail("The file is not what the code makes of it: make locale.", pytrace=False)


def is_of_template(message) -> bool:
    return any(where.startswith("templates/") for where, _ in message.locations)


def test_the_template_file_is_what_the_code_says(template):
    same_bytes(translations.POT.read_bytes(), translations.pot_bytes(template))


def test_every_message_and_no_other_is_in_every_language(template, held):
    wanted = {(message.context, message.id) for message in messages(template)}

    none_of(wanted ^ {(message.context, message.id) for message in messages(held)})


def test_everything_is_translated(held):
    none_of(message.id for message in messages(held) if not all(forms(message.string)))
    none_of(message.id for message in messages(held) if message.fuzzy)


def test_plural_forms_are_as_many_as_the_language_has(held):
    for message in messages(held):
        if message.pluralizable:
            assert len(message.string) == held.num_plurals, message.id


def test_slots_are_kept(held):
    wrong = []
    for message in messages(held):
        of_english = set().union(*map(slots, forms(message.id)))
        for told in filter(None, forms(message.string)):
            gone = of_english - slots(told)
            if slots(told) - of_english or any(not GRAMMAR.fullmatch(name) for name in gone):
                wrong.append((message.id, told))
    none_of(wrong)


def test_slots_of_templates_are_kept(held):
    """A slot that is lost is a number that is not shown; a new one is an error on the page."""
    none_of(
        (message.id, told)
        for message in messages(held)
        if is_of_template(message)
        for told in filter(None, forms(message.string))
        if percent_slots(told) != percent_slots(forms(message.id)[-1])
    )


def test_nothing_forbidden_is_said(held):
    told = [text for message in messages(held) for text in forms(message.string)]

    none_of(text for text in told if phrases_in(text))
    none_of(text for text in told for word in BEYOND_ENGLISH if word in text)


def test_a_translation_of_a_template_holds_no_markup(held):
    """It is printed as it stands, within the page and within attributes."""
    none_of(
        message.id
        for message in messages(held)
        if is_of_template(message) and set('<>"&') & set("".join(forms(message.string)))
    )


def test_no_punctuation_is_doubled(held):
    told = [text for message in messages(held) for text in forms(message.string)]

    none_of(text for text in told if DOUBLED.search(text))


def test_the_compiled_file_is_that_of_the_text(path, held):
    same_bytes(path.with_suffix(".mo").read_bytes(), translations.mo_bytes(held))


def test_the_text_is_as_the_script_writes_it(path, template):
    chinese = translations.template_catalogue()[1]
    fresh = translations.updated(path, template, chinese)

    same_bytes(path.read_bytes(), translations.po_bytes(fresh))


# --- a third language is one file


POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"


@pytest.fixture
def other_language(tmp_path, monkeypatch, template):
    """Puts a language beside English, of these messages alone."""

    def make(name: str, told: dict[str, str | tuple[str, ...]]) -> None:
        fresh = Catalog(locale=name, project=translations.PROJECT, charset="utf-8", fuzzy=False)
        for message in template:
            if message.id:
                found = told.get(forms(message.id)[0], "")
                fresh.add(message.id, found, message.locations, context=message.context)
        (tmp_path / f"{name}.po").write_bytes(translations.po_bytes(fresh))
        translations.compile_all()

    for module in (catalogue, translations):
        monkeypatch.setattr(module, "LOCALE", tmp_path)
    caches = (catalogue.catalogue, voice.voice_of, page_module._environment)
    for one in caches:
        one.cache_clear()
    yield make
    for one in caches:
        one.cache_clear()


def test_a_third_language_is_one_file(other_language):
    genes = ("%(num)s gen", "%(num)s geny", "%(num)s genów")
    other_language("pl", {"Limits": "Ograniczenia", "present": "obecny", "%(num)s gene": genes})

    page = to_html(builders.a_report(), "pl")

    assert languages() == ("en", "pl")
    assert tag_of("pl") == "pl"
    assert Markup(page).all("html") == [{"lang": "pl", "dir": "ltr"}]
    assert "Ograniczenia" in Markup(page).text
    assert Markup(page).unclosed == []


@pytest.mark.parametrize(("count", "said"), [(1, "1 gen"), (3, "3 geny"), (5, "5 genów")])
def test_it_counts_by_its_own_rule(other_language, count, said):
    genes = ("%(num)s gen", "%(num)s geny", "%(num)s genów")
    other_language("pl", {"%(num)s gene": genes})
    template = page_module._environment(voice.voice_of("pl")).from_string(
        '{{ ngettext("%(num)s gene", "%(num)s genes", count) }}'
    )

    assert template.render(count=count) == said


def test_a_number_is_not_lost_where_a_plural_is_not_translated(other_language):
    """Japanese has one form; filled up from English it would be the singular, of any number."""
    other_language("ja", {"Limits": "限界"})
    template = page_module._environment(voice.voice_of("ja")).from_string(
        '{{ ngettext("one reason", "%(num)s reasons", count) }}'
    )

    assert [template.render(count=count) for count in (1, 11)] == ["one reason", "11 reasons"]


def test_a_compiled_file_has_no_clock(held):
    compiled = translations.mo_bytes(held)

    assert b"-Date" not in compiled
    assert b"Generated-By" not in compiled


def test_what_it_does_not_translate_stays_english_and_is_marked(other_language):
    other_language("pl", {"Limits": "Ograniczenia"})

    page = Markup(to_html(builders.a_report(), "pl"))

    assert "Provenance" in page.text
    assert {"lang": "en"} in page.all("span")


@pytest.mark.parametrize("name", ["ar", "de", "pt_BR"])
def test_any_language_can_be_put_there(other_language, name):
    other_language(name, {"Limits": "…"})

    assert Markup(to_html(builders.a_report(), name)).unclosed == []


@pytest.mark.parametrize(
    "content", [b"", b"\xde\x12", "cut", b"\0" * 64], ids=["empty", "two bytes", "cut", "zeros"]
)
def test_a_damaged_catalogue_is_an_error_that_names_it(content, other_language, tmp_path):
    other_language("pl", {"Limits": "Ograniczenia"})
    path = tmp_path / "pl.mo"
    path.write_bytes(path.read_bytes()[:100] if content == "cut" else content)
    catalogue.catalogue.cache_clear()

    with pytest.raises(ResourceError) as caught:
        to_html(builders.a_report(), "pl")

    assert "pl.mo" in str(caught.value)
    assert "install the package again" in str(caught.value.hint)


def test_a_language_that_is_not_there_is_an_error_that_says_which_are():
    with pytest.raises(ResourceError) as caught:
        to_html(builders.a_report(), "tlh")

    assert "zh" in str(caught.value.hint)
