"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)  # the same examples every time
settings.load_profile("ci" if os.environ.get("CI") else "default")

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
"""Facts and real files beside the checkout; tests skip only where they are absent."""


FOLDERS = {
    variable: Path(tempfile.mkdtemp(prefix="hccgenomics-tests-"))
    for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME")
}
"""Of this run: no test meets what a developer has cached or installed, or leaves anything there."""
os.environ |= {variable: str(folder) for variable, folder in FOLDERS.items()}
os.environ.pop("HCCGENOMICS_MODELS", None)


def pytest_sessionfinish() -> None:
    for folder in FOLDERS.values():
        shutil.rmtree(folder, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="rewrite the golden files")


@pytest.fixture
def data() -> Path:
    return DATA


@pytest.fixture
def shared() -> Path:
    """The folder of shared facts; its absence is a skip on a laptop and a failure in CI."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("../shared is absent, and in CI it must not be")
        pytest.skip("../shared is absent")
    return SHARED


@pytest.fixture(scope="session")
def panels():
    """The embedded models of both assemblies."""
    return {assembly: load_models(assembly) for assembly in Assembly}
