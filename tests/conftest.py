"""Shared by all tests: the fixed SQLite, a scratch home folder, the cast."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()
os.environ.setdefault("CHALKLINE_HOME", tempfile.mkdtemp(prefix="chalkline-test-"))
os.environ.setdefault("CHALKLINE_PLAIN_STATIC", "1")
os.environ.setdefault("CHALKLINE_DISTRICT", "Cedar Hollow Unified School District")
os.environ.setdefault("CHALKLINE_DOMAIN", "cedarhollow.example")

import pytest  # noqa: E402  (settings read the environment above)

from cast import Cast, make_cast  # noqa: E402  (as above)


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast of people, on the database under test."""
    return make_cast()
