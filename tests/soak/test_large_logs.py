"""A log of a gigabyte is counted right, and takes no more memory than one of a tenth of that."""

from __future__ import annotations

import gzip
import resource
import shutil
import sys
import time
from pathlib import Path

import pytest

from cast import Cast
from large_logs import write_large

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "discover"))
from loading import KEY, LOADED_AT, exact, load_district

from chalkline.discover.sources.api import folder, import_log

GB, MB = 1024**3, 1024**2
MOST_MEMORY = 0.75 * GB  # two rows in three of this log are AI visits, far more than in a real one


def peak_of_children() -> int:
    """The most memory any child process has held so far, in bytes; it never falls."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


@pytest.fixture
def district(cast: Cast) -> Cast:
    shutil.rmtree(folder("rows").parent)
    load_district(cast.dana.actor)
    return cast


def load_large(cast: Cast, path: Path, size: int, *, packed: bool = False) -> int:
    """Write, load and count a log of this size; returns the peak of memory so far."""
    copies = write_large(path, size)
    file = path
    if packed:
        file = path.with_suffix(".gz")
        with path.open("rb") as source, gzip.open(file, "wb", compresslevel=1) as target:
            shutil.copyfileobj(source, target, MB)
        path.unlink()
    started = time.monotonic()
    loaded = import_log(cast.dana.actor, file, file.name, now=LOADED_AT)
    took = time.monotonic() - started
    core = exact().core
    key = KEY["network"]["core_total"]
    assert loaded.rejected == 0
    assert loaded.rows == copies * KEY["files"]["umbrella_proxy.csv"]["data_rows"]
    assert (core.events, core.blocked) == (copies * key["events"], copies * key["blocked"])
    assert core.people == key["people"]
    print(f"\n{size // MB:,} MB, {loaded.rows:,} rows, {took:.0f} s, peak {peak_of_children() / MB:,.0f} MB")
    file.unlink()
    return peak_of_children()


def test_a_gigabyte_takes_no_more_memory_than_a_tenth_of_it(district: Cast, tmp_path: Path) -> None:
    small = load_large(district, tmp_path / "small.csv", 100 * MB)
    shutil.rmtree(folder("rows"))
    from chalkline.discover.sources.models import Source

    Source.objects.all().delete()
    large = load_large(district, tmp_path / "large.csv", GB)
    assert large < MOST_MEMORY
    assert large - small < 0.4 * GB


def test_a_gigabyte_in_gzip_is_read_the_same(district: Cast, tmp_path: Path) -> None:
    assert load_large(district, tmp_path / "packed.csv", GB, packed=True) < MOST_MEMORY
