"""The facts of bundles."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "publish.bundle.prepared/1",
    says="{actor} prepared policy {revision}. Changes: {changes}. Every rule holds; cases checked: {cells}.",
)
@dataclass(frozen=True)
class BundlePrepared:
    """A policy was compiled and checked; it has no effect yet. ``uses`` are the approved uses in it."""

    bundle: SubjectRef
    revision: int
    changes: int
    cells: int
    uses: tuple[SubjectRef, ...]


@fact(
    "publish.bundle.roll_back_prepared/1", says="{actor} prepared policy {revision}, which restores policy {restores}."
)
@dataclass(frozen=True)
class RollBackPrepared:
    """The content of an earlier policy was prepared again; it has no effect yet."""

    bundle: SubjectRef
    revision: int
    restores: int


@fact("publish.bundle.activated/1", says="{actor} activated policy {revision}. Gateways obey it within seconds.")
@dataclass(frozen=True)
class BundleActivated:
    """A policy was signed and took effect. ``prepared_by`` is the id of the other person."""

    bundle: SubjectRef
    revision: int
    previous_digest: str
    prepared_by: SubjectRef
