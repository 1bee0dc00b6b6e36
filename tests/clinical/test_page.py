"""The page on the clinical file shows the bundled example, and every key there is."""

from __future__ import annotations

import re

from hccgenomics.clinical.facts import LIVER_WORDS
from hccgenomics.knowledge.files import resource
from hccgenomics.model.clinical import ClinicalFile, GeneResult, PriorTherapy, Stage, TumourContent
from hccgenomics.readers.clinical import read_clinical
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "clinical.md").read_text(encoding="utf-8")


def test_the_example_on_the_page_is_read(tmp_path):
    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "shown.toml"
    path.write_text(shown, encoding="utf-8")

    assert shown == resource("example/hcc-example.toml").read_text(encoding="utf-8")
    assert read_clinical(path).document.laboratory["afp"].unit == "ng/mL"


def test_every_section_and_key_is_on_the_page():
    for section in ClinicalFile.model_fields:
        assert re.search(rf"`(\[\[)?{section}", PAGE), section
    keys = {*LIVER_WORDS, *Stage.model_fields, *PriorTherapy.model_fields}
    for key in keys | {*GeneResult.model_fields, *TumourContent.model_fields}:
        assert f"`{key}`" in PAGE, key
