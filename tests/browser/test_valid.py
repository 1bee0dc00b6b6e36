"""Every page is valid HTML by the Nu Html Checker: no error, and no warning either."""

from __future__ import annotations

import json
import subprocess

from tests.browser.pages import LANGUAGES, MAKERS

EVERY = [(name, language) for name in MAKERS for language in LANGUAGES]
SECONDS = 100
INVENTED = ("long-names.zh.html", "crowded.zh.html", "monitor.zh.html")


def messages_of(validator, *paths) -> list[str]:
    done = subprocess.run(
        [*validator, "--format", "json", "--exit-zero-always", *paths],
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    return [
        f"{one['url'].rpartition('/')[2]}: {one.get('subType', one['type'])}: {one['message']}"
        for one in json.loads(done.stderr)["messages"]
    ]


def test_every_page_is_valid(validator, written):
    paths = [written(name, language) for name, language in EVERY]
    found = messages_of(validator, *paths)

    assert [one for one in found if not is_of_invented_sentences(one)] == []


def is_of_invented_sentences(message: str) -> bool:
    """Sentences that a test made up stay English on a Chinese page; those of a run must not."""
    return message.startswith(INVENTED) and "appears to be written in English" in message


def test_the_validator_would_find_a_fault(validator, tmp_path):
    faults = ("<p><div></div></p>", "<img src=x>", "<b id=a></b><b id=a></b>")
    paths = [tmp_path / f"bad-{number}.html" for number in range(len(faults))]
    for path, fault in zip(paths, faults, strict=True):
        path.write_text(f"<!DOCTYPE html><html lang=en><title>x</title>{fault}", encoding="utf-8")

    found = messages_of(validator, *paths)

    assert {message.partition(":")[0] for message in found} == {path.name for path in paths}
