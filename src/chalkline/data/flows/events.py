"""The facts of flows."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "data.routes.stated/1",
    says="{actor} said why “{title}” needs each of {count} kinds of data, and where it comes from.",
)
@dataclass(frozen=True)
class RoutesStated:
    """Each element with its reason, the id of the system it comes from ("" for people), and its way."""

    use: SubjectRef
    tool: SubjectRef
    title: str
    count: int
    routes: tuple[tuple[str, str, str, str], ...]
