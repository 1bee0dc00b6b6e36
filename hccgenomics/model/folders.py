"""The folders of a user: where what can be made again is kept, and where what was installed is.

They are those of the XDG base directory specification, version 0.8
(https://specifications.freedesktop.org/basedir-spec/): a relative path is ignored, and without a
home there is none.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

OURS: Final = "hccgenomics"
OWNER_ONLY: Final = 0o700
"""The mode of every folder made here, as the specification asks."""
_OTHERS_MAY_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where what can be made again is kept; ``None`` without a home.

    >>> cache_folder({"XDG_CACHE_HOME": "/x", "HOME": "/h"})
    PosixPath('/x/hccgenomics')
    >>> cache_folder({"XDG_CACHE_HOME": "relative"}) is None
    True
    """
    return _folder(environ, "XDG_CACHE_HOME", ".cache")


def data_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where what a user has installed is kept; ``None`` without a home.

    >>> data_folder({"HOME": "/h"})
    PosixPath('/h/.local/share/hccgenomics')
    """
    return _folder(environ, "XDG_DATA_HOME", ".local/share")


def _folder(environ: Mapping[str, str], variable: str, below_home: str) -> Path | None:
    root = Path(environ.get(variable, ""))
    if not root.is_absolute():
        home = Path(environ.get("HOME", ""))
        if not home.is_absolute():
            return None
        root = home / below_home
    return root / OURS


def is_ours(folder: Path) -> bool:
    """Whether a folder is this user's and nobody else may write to it.

    Raises:
        OSError: There is no such folder.
    """
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_MAY_WRITE
