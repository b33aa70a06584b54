"""One stub model for all, a district with a gateway for each module or test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.gateway.district import District, Running


@pytest.fixture(scope="session")
def stub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The stub model service."""
    district = District(tmp_path_factory.mktemp("stub"))
    yield district.start("stub", {}, "/v1/models")
    district.stop()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    """A district that has published one use, with nothing running yet."""
    made = District(tmp_path)
    made.publish()
    yield made
    made.stop()


@pytest.fixture
def gateway(district: District, stub: Running) -> Running:
    """A gateway of this district, ready."""
    return district.start_gateway(stub.url)


@pytest.fixture(scope="session")
def shared(stub: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A gateway for tests that change nothing and count nothing."""
    made = District(tmp_path_factory.mktemp("shared"))
    made.publish()
    yield made.start_gateway(stub.url)
    made.stop()
