"""Soak: long runs with figures at the end. `make soak` runs them; `make test` does not.

CHALKLINE_SOAK_KILLS   how often processes are killed (100)
CHALKLINE_SOAK_CALLS   how many odd calls each person makes (400)
"""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.gateway.conftest import stub

__all__ = ["stub"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder takes long."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.soak)
