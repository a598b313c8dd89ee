"""Where a user's scenarios and runs are kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "MEMS_STORE"
FILE = "mems.db"


def store_url(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """The database's URL: ``MEMS_STORE``, else a SQLite file in `data_folder`."""
    return environ.get(VARIABLE) or f"sqlite:///{(data_folder(environ, platform) / FILE).as_posix()}"


def data_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The user's folder for application data.

    ``%LOCALAPPDATA%`` on Windows, ``~/Library/Application Support`` on macOS, elsewhere the one of the XDG Base
    Directory Specification, which ignores a relative ``XDG_DATA_HOME``.
    """
    if platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        named = Path(environ.get("XDG_DATA_HOME", ""))
        base = named if named.is_absolute() else Path.home() / ".local" / "share"
    return base / "mems"
