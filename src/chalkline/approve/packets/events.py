"""The facts of packets."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("approve.packet.made/1", says="The packet of “{title}” was made for the {committee_name}.")
@dataclass(frozen=True)
class PacketMade:
    """What a committee will read and approve was fixed; ``request.digest`` is the packet's."""

    request: SubjectRef
    use_case: SubjectRef
    problem: SubjectRef
    reviews: tuple[SubjectRef, ...]
    committee: SubjectRef
    title: str
    committee_name: str
