"""A clinical file, TOML or JSON: read once, checked key by key, refused in one sentence.

What it holds about a patient is never part of a message: a message names the key, the line and
what may stand there.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from hccgenomics.errors import FormatError, UnreadableError
from hccgenomics.model.clinical import ClinicalFile
from hccgenomics.readers.clinical_lines import line_in_json, line_in_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Key = tuple[str | int, ...]

MOST_BYTES: Final = 1 << 20
"""1 MiB: more than a patient's results come to; beyond it this is another kind of file."""
JSON: Final = "JSON"
TOML: Final = "TOML"
SCHEMA_HINT: Final = "'hccgenomics schema clinical' lists the keys and units."
_AFTER: Final = " (at "
_LINE: Final = re.compile(r"line (\d+)")
_OF_SEVERAL: Final = "Value error, "
_PLAINLY: Final = {
    "json_invalid": "A text holds a character that is none (half of a surrogate pair)",
    "string_too_short": "it is blank", "too_short": "it is empty",
    "string_type": "write a text", "int_type": "write a whole number",
    "int_from_float": "write a whole number", "float_type": "write a number",
    "model_type": "write keys and values", "model_attributes_type": "write keys and values",
    "dict_type": "write keys and values", "tuple_type": "write a list",
    "string_too_long": "the text is longer than 500 characters",
}  # fmt: skip
"""What is said in place of the checker's own words."""
_UNKNOWN: Final = "extra_forbidden"
_CLOSE: Final = 0.6
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_NO_PLAIN_KEY: Final = "(a key that is no plain word)"


@dataclass(frozen=True, slots=True)
class ReadClinical:
    """A clinical file as it was read.

    Attributes:
        where: As the user named it.
        text: Of the file, by which a key's line is found; holds a patient's data.
    """

    where: str
    document: ClinicalFile
    text: str
    file_format: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.where).name

    @property
    def statements(self) -> int:
        """How many things it states, ids of orders included."""
        return _leaves(self.document.model_dump(exclude_defaults=True))

    def refused(self, key: Key, detail: str, hint: str = SCHEMA_HINT) -> FormatError:
        """The error that names a key and its line."""
        return _refused(self.where, self.text, self.file_format, (key, detail, hint))


def read_clinical(path: str | Path) -> ReadClinical:
    """Read a clinical file to its end.

    Raises:
        UnreadableError: It cannot be opened, is empty, too large, or no UTF-8.
        FormatError: It is neither TOML nor JSON, or a key or value is wrong.
    """
    where = str(path)
    data = _bytes(path)
    text = _text(data, where)
    file_format = JSON if text.startswith("{") or where.lower().endswith(".json") else TOML
    content = (_json if file_format == JSON else _toml)(text, where)
    try:
        # As JSON, so that a list may be a tuple and a date of TOML is the text of one.
        document = ClinicalFile.model_validate_json(json.dumps(content, default=str), strict=True)
    except ValidationError as error:
        raise _refused(where, text, file_format, _said(error)) from None
    except RecursionError:
        raise _too_deep(where) from None
    digest = hashlib.sha256(data).hexdigest()
    return ReadClinical(where, document, text, file_format, digest, len(data))


def _leaves(content: object) -> int:
    """Entries of every section; an observation counts as one."""
    if not isinstance(content, dict):
        return 1
    return sum(
        len(section) if isinstance(section, (dict, tuple, list)) else 1
        for section in content.values()
    )


def _bytes(path: str | Path) -> bytes:
    try:
        with Path(path).open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(
            f"Cannot be read ({error.strerror}).", where=path, hint="Check the path."
        ) from error
    if len(data) > MOST_BYTES:
        raise UnreadableError(
            "The clinical file is larger than 1 MiB.",
            where=path,
            hint="Pass a TOML or JSON file of one patient's results.",
        )
    return data


def _text(data: bytes, where: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(
            "The clinical file is not UTF-8.", where=where, hint="Save it as UTF-8."
        ) from None
    if not text.strip():
        raise UnreadableError(
            "The clinical file is empty.", where=where, hint="Leave --clinical out, or fill it in."
        )
    return text.lstrip() if text.lstrip().startswith("{") else text


def _toml(text: str, where: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, _, at = str(error).partition(_AFTER)
        found = _LINE.match(at)
        line = int(found[1]) if found else len(text.splitlines())
        said = said.partition(": '")[0].partition(" '")[0]  # what follows may be the patient's
        raise FormatError(
            f"This is no TOML: {said[:1].lower()}{said[1:]}.",
            where=where,
            line=line,
            hint='Write key = value lines below [section] headings, texts in "quotes".',
        ) from None
    except RecursionError:
        raise _too_deep(where) from None
    except ValueError:
        raise _no_number(where) from None


def _json(text: str, where: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"This is no JSON: {error.msg[:1].lower()}{error.msg[1:]}.",
            where=where,
            line=error.lineno,
            hint="Comments are for TOML alone; texts stand in double quotes.",
        ) from None
    except RecursionError:
        raise _too_deep(where) from None
    except _TwiceError as error:
        raise FormatError(
            f"The key {_plain(error.args[0])!r} stands twice in one object.",
            where=where,
            hint="Keep one of the two.",
        ) from None
    except ValueError:
        raise _no_number(where) from None
    if not isinstance(content, dict):
        raise FormatError(
            "The JSON is no object.", where=where, hint='Write {"laboratory": {…}, …}.'
        )
    return content


class _TwiceError(Exception):
    """A key of a JSON object that stands there twice."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The members of an object, each once; null is as if it were left out."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        raise _TwiceError(next(key for at, key in enumerate(names) if key in names[:at]))
    return {key: value for key, value in found.items() if value is not None}


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _too_deep(where: str) -> FormatError:
    return FormatError("The clinical file is nested too deeply.", where=where, hint=SCHEMA_HINT)


def _no_number(where: str) -> FormatError:
    return FormatError(
        "The clinical file holds a number that is none (NaN, Infinity, or thousands of digits).",
        where=where,
        hint="Leave out what is not known.",
    )


def _refused(where: str, text: str, file_format: str, problem: tuple[Key, str, str]) -> FormatError:
    key, detail, hint = problem
    find: Callable[[str, Key], int | None]
    find = line_in_json if file_format == JSON else line_in_toml
    name = key_name(key)
    return FormatError(
        f"{name}: {detail}" if name else detail, where=where, line=find(text, key), hint=hint
    )


def key_name(key: Sequence[str | int]) -> str:
    """A key as a user finds it; items of a list are counted from one.

    >>> key_name(("results", 1, "percent"))
    'results[2].percent'
    """
    name = ""
    for step in key:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            name += f".{_plain(step)}" if name else _plain(step)
    return name


def _plain(key: str) -> str:
    """A key as a message may repeat it: one that nobody knows may hold a name.

    >>> _plain("bilirubine"), _plain("Jane Roe")
    ('bilirubine', '(a key that is no plain word)')
    """
    return key if _PLAIN_KEY.fullmatch(key) else _NO_PLAIN_KEY


def _said(error: ValidationError) -> tuple[Key, str, str]:
    """Key, what is wrong and what to do of one problem; never what the file holds.

    A key that nobody knows comes first: most often it is the one that another is said to lack.
    """
    problems = error.errors(include_input=False, include_url=False)
    problem = next((one for one in problems if one["type"] == _UNKNOWN), problems[0])
    key: Key = tuple(problem["loc"])
    if problem["type"] == _UNKNOWN:
        return key, "there is no such key.", nearest(str(key[-1]), _keys_at(key[:-1]))
    if problem["type"] == "missing":
        return key[:-1], f"it lacks {key[-1]!r}.", SCHEMA_HINT
    said = _PLAINLY.get(problem["type"], problem["msg"].removeprefix(_OF_SEVERAL).rstrip("."))
    return key, f"{said[:1].lower()}{said[1:]}.", SCHEMA_HINT


def nearest(name: str, known: Sequence[str], *, hint: str = SCHEMA_HINT) -> str:
    """What the user may have meant, or all that there is.

    >>> nearest("bilirubine", ["albumin", "bilirubin"], hint="")
    "Did you mean 'bilirubin'?"
    """
    found = get_close_matches(name.lower(), known, n=1, cutoff=_CLOSE)
    said = f"Did you mean {found[0]!r}?" if found else f"Known are {', '.join(known)}."
    return f"{said} {hint}".rstrip()


def _keys_at(key: Key) -> list[str]:
    """The keys that may stand in the object under this one."""
    document: type[BaseModel] = ClinicalFile
    for step in key:
        if isinstance(step, str) and step in document.model_fields:
            document = _document_in(document.model_fields[step].annotation) or document
    return list(document.model_fields)


def _document_in(annotation: object) -> type[BaseModel] | None:
    """The document that a field holds: itself, in a list, by name, or as one of several."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_document_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)
