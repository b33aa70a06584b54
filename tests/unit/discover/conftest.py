"""The cast with the catalogue, or with the whole sample district: read once for a file of tests, not for each test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cast import NOW, Cast, make_cast
from chalkline.tools.register.api import import_catalogue
from shared_rows import shared_rows

sys.path.insert(0, str(Path(__file__).parent))
from loading import CATALOGUE, load_district


def with_catalogue() -> Cast:
    made = make_cast()
    import_catalogue(made.dana.actor, CATALOGUE, now=NOW)
    return made


def with_district() -> Cast:
    made = make_cast()
    load_district(made.dana.actor)
    return made


@pytest.fixture(scope="module")
def catalogue_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast, and the catalogue that ships."""
    with shared_rows(django_db_blocker, with_catalogue) as made:
        yield made


@pytest.fixture(scope="module")
def district_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast, the catalogue, and the roster of the sample district."""
    with shared_rows(django_db_blocker, with_district) as made:
        yield made
