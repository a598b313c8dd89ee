"""Files that are damaged, huge or something else entirely: named errors, no memory, no traceback."""

import h5netcdf
import numpy as np
import pytest

from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
from scenarios.importing import ImportOptions, import_curves
from tests.scenarios.importing.writers import write_pymc


def refused(path, options=None):
    with pytest.raises(DocumentError) as caught:
        import_curves(path, options)
    for language in LANGUAGES:
        assert path.name in caught.value.render(language)
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("model.nc", b"", "import_netcdf"),
        ("model.nc", b"not a netcdf file", "import_netcdf"),
        ("model.nc", b"\x89HDF\r\n\x1a\n" + b"\0" * 100, "import_netcdf"),
        ("model.nc", b"CDF\x01" + b"\xff" * 60, "import_netcdf"),
        ("model.json", b"{", "text_unfinished"),
        ("model.json", b"[]", "import_missing"),
        ("model.json", b'{"InputCollect": NaN}', "not_finite"),
        ("model.json", b"[" * 5000, "too_deep"),
        ("model.json", b"\xff\xfe\x00", "not_utf8"),
        ("model.csv", b"\0\1", "binary_file"),
        ("model.rds", b"RDX3", "import_format"),
        ("model", b"", "import_format"),
    ],
)
def test_other_content_is_refused(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == code


def test_there_is_no_such_file(tmp_path):
    assert refused(tmp_path / "nothing.nc") == "table_file_missing"
    assert refused(tmp_path / "nothing.csv") == "table_file_missing"


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "folder.nc").mkdir()
    assert refused(tmp_path / "folder.nc") == "file_unreadable"


def test_a_truncated_model_is_refused(tmp_path):
    path = write_pymc(tmp_path)
    path.write_bytes(path.read_bytes()[:4000])
    assert refused(path) == "import_netcdf"


def test_damage_within_the_file_is_refused(tmp_path):
    """Compressed numbers that do not unpack."""
    path = tmp_path / "damaged.nc"
    with h5netcdf.File(path, "w") as file:
        file.dimensions = {"spend_multiplier": 400, "channel": 2, "metric": 1}
        for name in ("spend", "incremental_outcome"):
            values = np.random.default_rng(1).uniform(size=(400, 2))
            file.create_variable(
                name, ("spend_multiplier", "channel"), float, data=values, compression="gzip", chunks=(400, 2)
            )
        file.create_variable("spend_multiplier", ("spend_multiplier",), float, data=np.arange(400.0))
        texts = file.create_variable("metric", ("metric",), h5netcdf.core.h5py.string_dtype())
        texts[0] = "mean"
        offset = file.variables["spend"]._h5ds.id.get_chunk_info(0).byte_offset
    content = bytearray(path.read_bytes())
    content[offset : offset + 300] = bytes(300)
    path.write_bytes(bytes(content))
    assert refused(path, ImportOptions(periods=52)) == "import_damaged"


@pytest.mark.parametrize(
    "units", ["days since when", "days since 2026-13-01", "days since 9999-12-31", "fortnights"]
)
def test_dates_that_are_none_are_refused(tmp_path, units):
    path = write_pymc(tmp_path)
    with h5netcdf.File(path, "a") as file:
        file["constant_data"].variables["date"].attrs["units"] = units
    assert refused(path) == "import_date"


def test_a_declared_size_is_checked_before_anything_is_read(tmp_path):
    path = tmp_path / "huge.nc"
    with h5netcdf.File(path, "w") as file:
        file.dimensions = {"spend_multiplier": 10**6, "channel": 10**6, "metric": 1}
        for name in ("spend", "incremental_outcome"):
            file.create_variable(name, ("spend_multiplier", "channel"), float, chunks=(1000, 1000))
        texts = file.create_variable("metric", ("metric",), h5netcdf.core.h5py.string_dtype())
        texts[0] = "mean"
    assert path.stat().st_size < 10**6
    assert refused(path, ImportOptions(periods=52)) == "import_elements"


def test_a_file_with_other_variables_is_refused(tmp_path):
    path = tmp_path / "other.nc"
    with h5netcdf.File(path, "w") as file:
        file.dimensions = {"x": 2}
        file.create_variable("temperature", ("x",), float)
    assert refused(path) == "import_netcdf_content"


@pytest.mark.parametrize(
    "bad", [{"spend_unit": 0.0}, {"spend_unit": float("nan")}, {"draws": 2001}, {"draws": -1}]
)
def test_options_are_checked(bad):
    with pytest.raises(ValueError, match="spend_unit"):
        ImportOptions(**bad)
