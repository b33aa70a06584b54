"""The public door of the board packet."""

from chalkline.report.board.commands import present_packet
from chalkline.report.board.events import BoardPacketPresented
from chalkline.report.board.models import BoardPacket
from chalkline.report.board.queries import document_of, is_unchanged, packet_by_id, packet_now, packets
from chalkline.report.board.rules import quarter_of
from chalkline.report.board.words import Span

__all__ = [
    "BoardPacket",
    "BoardPacketPresented",
    "Span",
    "document_of",
    "is_unchanged",
    "packet_by_id",
    "packet_now",
    "packets",
    "present_packet",
    "quarter_of",
]
