"""The import contracts name every module that they are meant for."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pkgutil import iter_modules

from hccgenomics import clinical
from hccgenomics.clinical.stated import Scored
from hccgenomics.interpret.oncogenicity.classify import CRITERIA
from tests.conftest import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]


def kept_apart(name):
    (contract,) = [one for one in CONTRACTS["contracts"] if one["name"] == name]
    assert contract["type"] == "independence"
    return set(contract["modules"])


def test_every_clinical_score():
    names = {found.name for found in iter_modules(clinical.__path__, f"{clinical.__name__}.")}
    others = names - {Scored.__module__}
    scores = {name for name in others if hasattr(import_module(name), Scored.__name__)}

    assert len(scores) >= len(["ALBI", "Child-Pugh", "BCLC", "AFP", "CRAFITY", "DCP", "GALAD"])
    assert kept_apart("One clinical score never leans on another") == scores


def test_every_criterion_of_oncogenicity():
    families = {rule.__module__ for rule in CRITERIA.values()}

    assert len(families) > 1
    assert kept_apart("One family of oncogenicity criteria never leans on another") == families
