"""The base of everything that crosses the border of the package."""

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """Immutable, and suspicious of fields nobody declared."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )
