"""A clinical file in a few lines, and what it comes to."""

from __future__ import annotations

import json
import tomllib
from functools import cache

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.clinical import ClinicalFile
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.clinical import clinical_of
from hccgenomics.readers.clinical import ReadClinical


@cache
def base():
    return load_knowledge()


def findings(text, *, settings=None, purity=None):
    """Facts, scores and remarks of a clinical file's text, TOML."""
    content = json.dumps(tomllib.loads(text), default=str)
    document = ClinicalFile.model_validate_json(content, strict=True)
    read = ReadClinical("patient.toml", document, text, "TOML", "0" * 64, len(text))
    return clinical_of(read, base(), settings or Settings(), purity=purity)


def scores(text, **more):
    """By name."""
    return {score.name: score for score in findings(text, **more).document.scores}


def facts(text, **more):
    """By id."""
    return {fact.id: fact for fact in findings(text, **more).facts}


def laboratory(**stated):
    """A section of laboratory values, in short form."""
    lines = (f"{name} = {json.dumps(value)}" for name, value in stated.items())
    return "\n".join(("[laboratory]", *lines))
