"""Soak tests: long, large, and only where they are asked for by name (`make soak`)."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Not part of a run of everything: leave it out unless this folder was named."""
    named = [Path(argument.split("::")[0]).resolve() for argument in config.args]
    return None if any(each == HERE or HERE in each.parents for each in named) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is long."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.soak)
