"""Reading netCDF: version 4 by h5netcdf, classic files by SciPy, behind one small face.

Nothing is read before its declared size is known to be sensible.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.importing.refusals import refusal
from scenarios.reading.content import opened

MAX_BYTES = 4 * 2**30
MAX_ELEMENTS = 30_000_000
"""Numbers that are read at a time."""
_SINCE = re.compile(r"(days|hours|minutes|seconds|milliseconds|microseconds|nanoseconds) since (\S+)")
_PER_DAY = {
    "days": 1.0,
    "hours": 24.0,
    "minutes": 1440.0,
    "seconds": 86400.0,
    "milliseconds": 86400e3,
    "microseconds": 86400e6,
    "nanoseconds": 86400e9,
}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable: names and sizes of its dimensions, attributes, and its values on demand."""

    source: str
    name: str
    dimensions: tuple[str, ...]
    shape: tuple[int, ...]
    attributes: Mapping[str, Any]
    _values: Any

    def read(self, **at: int) -> NDArray[Any]:
        """The values, in the order of the dimensions that are not fixed by ``at``.

        Raises:
            DocumentError: they are too many.
        """
        index = tuple(at.get(name, slice(None)) for name in self.dimensions)
        size = math.prod(
            length for name, length in zip(self.dimensions, self.shape, strict=True) if name not in at
        )
        if size > MAX_ELEMENTS:
            values = {"found": f"{size:,}", "limit": f"{MAX_ELEMENTS:,}"}
            raise refusal("elements", self.source, self.name, **values)
        try:
            return np.asarray(self._values[index] if index else self._values[...])
        except (OSError, ValueError, KeyError, RuntimeError, MemoryError) as error:
            raise refusal("damaged", self.source, self.name, reason=str(error)[:200]) from error

    def floats(self, **at: int) -> NDArray[np.float64]:
        """The values as finite numbers.

        Raises:
            DocumentError: some are none.
        """
        values = self.read(**at)
        if values.dtype.kind not in "fiu":
            raise refusal("not_numeric", self.source, self.name)
        numbers = values.astype(float)
        if not np.isfinite(numbers).all():
            raise refusal("not_finite", self.source, self.name)
        return numbers

    def texts(self) -> tuple[str, ...]:
        """The values of a coordinate as texts."""
        values = self.read()
        if values.dtype.kind == "S" and values.ndim == 2:  # classic files hold texts letter by letter
            values = np.array([b"".join(row) for row in values])
        return tuple(
            one.decode("utf-8", "replace").rstrip("\0 ") if isinstance(one, bytes) else str(one)
            for one in values.ravel().tolist()
        )

    def dates(self) -> tuple[dt.date, ...]:
        """The values of a time coordinate as dates (CF conventions: units since a date)."""
        unit = self.attributes.get("units")
        text = unit.decode() if isinstance(unit, bytes) else str(unit)
        found = _SINCE.match(text)
        if found is None:
            raise refusal("date", self.source, self.name, found=text[:40])
        try:
            origin = dt.date.fromisoformat(found[2][:10])
            days = [int(value // _PER_DAY[found[1]]) for value in self.floats()]
            return tuple(origin + dt.timedelta(days=one) for one in days)
        except (ValueError, OverflowError) as error:
            raise refusal("date", self.source, self.name, found=text[:40]) from error


@dataclass(frozen=True, slots=True)
class Group:
    """Variables and attributes of a file, or of a group in it."""

    source: str
    path: tuple[str, ...]
    attributes: Mapping[str, Any]
    variables: Mapping[str, Variable]
    groups: Mapping[str, Group]

    def variable(self, name: str) -> Variable:
        """A variable by name.

        Raises:
            DocumentError: there is none.
        """
        if name not in self.variables:
            raise refusal("missing", self.source, *self.path, name)
        return self.variables[name]

    def group(self, name: str) -> Group:
        """A group by name.

        Raises:
            DocumentError: there is none.
        """
        if name not in self.groups:
            raise refusal("missing", self.source, name)
        return self.groups[name]


@contextmanager
def open_netcdf(path: Path) -> Iterator[Group]:
    """The content of a netCDF file while it is open.

    Raises:
        DocumentError: no such file, no netCDF file, too large, or needs a package that is not installed.
    """
    with opened(path) as file:
        size, magic = os.fstat(file.fileno()).st_size, file.read(8)
    if size > MAX_BYTES:
        raise refusal("file_size", path.name, megabytes=MAX_BYTES // 2**20)
    if magic.startswith(b"\x89HDF"):
        with _open_hdf(path) as root:
            yield _group(path.name, (), root)
    elif magic.startswith(b"CDF"):
        with _open_classic(path) as root:
            yield _classic_group(path.name, root)
    else:
        raise refusal("netcdf", path.name, reason="")


@contextmanager
def _open_hdf(path: Path) -> Iterator[Any]:
    try:
        import h5netcdf  # noqa: PLC0415
    except ImportError as error:
        raise refusal("netcdf_missing", path.name) from error
    try:
        file = h5netcdf.File(path, "r")
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise refusal("netcdf", path.name, reason=str(error)[:200]) from error
    with file:
        yield file


@contextmanager
def _open_classic(path: Path) -> Iterator[Any]:
    from scipy.io import netcdf_file  # noqa: PLC0415

    try:
        file = netcdf_file(str(path), "r", mmap=False)
    except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
        raise refusal("netcdf", path.name, reason=str(error)[:200]) from error
    with file:
        yield file


def _group(source: str, path: tuple[str, ...], group: Any) -> Group:
    variables = {
        name: Variable(source, ".".join((*path, name)), one.dimensions, one.shape, dict(one.attrs), one)
        for name, one in group.variables.items()
    }
    groups = {name: _group(source, (*path, name), one) for name, one in group.groups.items()}
    return Group(source, path, dict(group.attrs), variables, groups)


def _classic_group(source: str, file: Any) -> Group:
    variables = {
        name: Variable(source, name, one.dimensions, one.shape, dict(one._attributes), one)  # noqa: SLF001
        for name, one in file.variables.items()
    }
    return Group(source, (), dict(file._attributes), variables, {})  # noqa: SLF001
