"""A laboratory's settings file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from hccgenomics.errors import SettingsError
from hccgenomics.model.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_OF_SEVERAL: Final = "Value error, "
"""With this begins what pydantic says of keys that do not fit each other."""


def read_settings(path: Path | None) -> Settings:
    """The settings in a TOML file, or the defaults without one.

    Raises:
        SettingsError: For an unknown key or a wrong value; the sentence names the key.
    """
    if path is None:
        return Settings()
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"This is no TOML: {error}.", where=path) from error
    except OSError as error:
        raise SettingsError(f"Cannot be read ({error.strerror}).", where=path) from error
    try:
        # As JSON, so that a list may be a tuple, but no text a number and no truth value a count.
        return Settings.model_validate_json(json.dumps(content, default=str), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        said = "there is no such key" if first["type"] == "extra_forbidden" else first["msg"]
        said = said.removeprefix(_OF_SEVERAL)
        raise SettingsError(
            f"{key}: {said}." if key else f"{said}.",
            where=path,
            hint="'hccgenomics schema settings' lists the keys.",
        ) from error
