"""Run in a process of its own, on a prepared home: the sample district's roster and the catalogue, and no log yet."""

from __future__ import annotations

import sys
from pathlib import Path

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()

import django  # noqa: E402  (sqlite first)

django.setup()

from journeys.seating import cast_found  # noqa: E402  (after setup)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "discover"))
from loading import load_district  # noqa: E402  (path first)

if __name__ == "__main__":
    load_district(cast_found().dana.actor)
