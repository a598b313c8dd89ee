"""One door for every source: the file itself says what it is."""

from __future__ import annotations

import os
from pathlib import Path

from scenarios.importing import meridian, tables
from scenarios.importing.netcdf import open_netcdf
from scenarios.importing.options import ImportOptions
from scenarios.importing.pymc import curves as pymc
from scenarios.importing.refusals import refusal
from scenarios.importing.regions import by_region
from scenarios.importing.result import Imported
from scenarios.importing.robyn import allocator
from scenarios.importing.robyn import curves as robyn
from scenarios.importing.robyn.document import read_model
from scenarios.reading import csv, json
from scenarios.reading.content import read_content
from scenarios.reading.text import text_of
from scenarios.suggestions import listing

SUFFIXES = (".json", ".nc", ".nc4", ".netcdf", ".csv")


def import_curves(path: str | os.PathLike[str], options: ImportOptions | None = None) -> Imported:
    """The response curves in a file of Robyn, PyMC-Marketing or Meridian, or in a table.

    Raises:
        DocumentError: it is none of these, is broken, holds what no document can express, or its own figures are
            not reproduced: file, key, what is allowed, and what to do next.
    """
    file, chosen = Path(path), options or ImportOptions()
    found = _read(file, chosen)
    if chosen.allocation is not None:
        found = allocator.with_allocation(found, chosen.allocation, chosen.spend_unit)
    return found if chosen.regions is None else by_region(found, chosen.regions)


def _read(file: Path, options: ImportOptions) -> Imported:
    suffix = file.suffix.lower()
    if suffix == ".json":
        root = json.parse(text_of(read_content(file), file.name), file.name)
        return robyn.imported(read_model(root, file.name, options), options)
    if suffix in {".nc", ".nc4", ".netcdf"}:
        return _netcdf(file, options)
    if suffix == ".csv":
        return _csv(file, options)
    raise refusal("format", file.name, found=suffix or "-", known=listing(SUFFIXES))


def _netcdf(file: Path, options: ImportOptions) -> Imported:
    with open_netcdf(file) as root:
        if meridian.is_meridian(root):
            return meridian.imported(root, options)
        if "posterior" in root.groups:
            return pymc.imported(root, options)
    raise refusal("netcdf_content", file.name, found=listing([*root.groups, *root.variables]))


def _csv(file: Path, options: ImportOptions) -> Imported:
    table = csv.read(file)
    if allocator.is_allocator_export(table):
        raise refusal("allocator_alone", table.source)
    if tables.is_curve_table(table):
        return tables.imported(table, options)
    raise refusal("csv_content", table.source, line=1, columns=listing(table.header))
