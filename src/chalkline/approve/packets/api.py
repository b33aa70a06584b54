"""The public door of packets."""

from chalkline.approve.packets.commands import put_on_agenda, take_off_agenda
from chalkline.approve.packets.following import return_from_agenda
from chalkline.approve.packets.queries import is_current, packet_by_digest, packet_of
from chalkline.approve.packets.words import PacketBody

__all__ = [
    "PacketBody",
    "is_current",
    "packet_by_digest",
    "packet_of",
    "put_on_agenda",
    "return_from_agenda",
    "take_off_agenda",
]
