"""The one door to the compiler: kernels are compiled where numba is there, and run as plain Python where it is not."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

AVAILABLE = importlib.util.find_spec("numba") is not None
"""Whether kernels are compiled. Answers are the same either way; without numba they take a hundred times longer."""
ROOT = Path(__file__).resolve().parents[1]
"""The folder of all packages."""
KEPT = 3
"""Versions of a package's kernels whose machine code is kept."""
_CALLED = re.compile(r"^from ([\w.]+kernel) import ", re.MULTILINE)


def compiled(function: Kernel) -> Kernel:
    """Compile a function of arrays and numbers at its first call, and keep the machine code between processes.

    The interpreter's lock is released while it runs. Kernels call only kernels.
    """
    return cast("Kernel", _compiler(counting=True)(function)) if AVAILABLE else function


def in_place(function: Kernel) -> Kernel:
    """As `compiled`, for kernels that make no arrays: none of their references are counted, which saves a fifth."""
    return cast("Kernel", _compiler(counting=False)(function)) if AVAILABLE else function


@functools.cache
def address() -> Callable[[Any], Any]:
    """What turns an array into the address of its first element, for `in_place` kernels called by a compiled one.

    An address is read and written by place as the array is, but knows no length: nothing is added to places below
    zero, and one word is handed on instead of seven, which saves a third. Without numba the array itself serves.
    """
    if not AVAILABLE:
        return _itself
    import numba  # noqa: PLC0415 - as below
    from numba.core import cgutils  # noqa: PLC0415

    settings: Any = numba.config
    if settings.DISABLE_JIT:
        return _itself
    pointer: Any = numba.types.CPointer
    proxy: Any = cgutils.create_struct_proxy

    def typed(_context: Any, array: Any) -> Any:
        def lowered(backend: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return proxy(signature.args[0])(backend, builder, arguments[0]).data

        return pointer(array.dtype)(array), lowered

    return cast("Callable[[Any], Any]", numba.extending.intrinsic(typed))


def _itself(array: Any) -> Any:
    return array


@functools.cache
def _compiler(*, counting: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    import numba  # noqa: PLC0415 - takes a second to import, and most commands compile nothing

    settings: Any = numba.config
    named: str = settings.CACHE_DIR
    njit: Any = numba.njit
    # Kernels that count references may divide by nothing, and are to say so; the others never do.
    errors = "python" if counting else "numpy"

    def compiler(function: Callable[..., Any]) -> Callable[..., Any]:
        if not named:
            settings.CACHE_DIR = str(
                _machine_code(Path(function.__code__.co_filename).resolve().parent) or ""
            )
        options = {"nogil": True, "no_cfunc_wrapper": True, "error_model": errors, "_nrt": counting}
        kernel = njit(cache=True, **options)(function)
        if settings.DISABLE_JIT:
            return function
        template = kernel.get_call_template
        # Called by another kernel with a constant, it would be compiled once more for each constant.
        kernel.get_call_template = lambda args, kws: template(tuple(map(numba.types.unliteral, args)), kws)
        return cast("Callable[..., Any]", kernel)

    return compiler


def is_compiled(package: str, kernel: str) -> bool:
    """Whether the machine code of a package's kernel (``file.function``) is kept: its first call takes no time then."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    folder = Path(named) if named else _machine_code(ROOT.joinpath(*package.split(".")))
    return folder is not None and any(folder.glob(f"*/{kernel}-*.nbi"))


def version_of_kernels(package: Path, root: Path) -> str:
    """A digest of a package's kernels, of the kernels below ``root`` that they call, and of how they are compiled.

    Compilers keep the code of a kernel as long as its own file is unchanged, and miss a change of one that it calls.
    """
    digest = hashlib.sha256(Path(__file__).read_bytes())
    waiting, seen = sorted(package.glob("*kernel.py")), set[Path]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        text = path.read_text(encoding="utf-8")
        digest.update(f"{path.relative_to(root).as_posix()}\n{text}".encode())
        called = (root.joinpath(*name.split(".")).with_suffix(".py") for name in _CALLED.findall(text))
        waiting += sorted(one for one in called if one.is_file())
    return digest.hexdigest()[:16]


@functools.cache
def _machine_code(package: Path) -> Path | None:
    """The folder for the machine code of this version of a package's kernels; None where none can be written."""
    inside = package.is_relative_to(ROOT)
    name = ".".join(package.relative_to(ROOT).parts) if inside else "elsewhere"
    base = _cache_home() / "mems" / "kernels" / name
    folder = base / version_of_kernels(package, ROOT if inside else package)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
    except OSError:
        return None
    for old in sorted(base.iterdir(), key=lambda one: -one.stat().st_mtime)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return folder if os.access(folder, os.W_OK) else None


def _cache_home() -> Path:
    """Where this system keeps what can be made again."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"
