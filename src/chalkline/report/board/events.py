"""The facts of the board packet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("report.board_packet.presented/1", says="{actor} presented the board packet for {first_on} to {last_on}.")
@dataclass(frozen=True)
class BoardPacketPresented:
    """A packet was kept as it was shown to the board; ``digest`` is of the whole document."""

    packet: SubjectRef
    first_on: date
    last_on: date
    digest: str
