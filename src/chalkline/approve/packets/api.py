"""The public door of packets."""

from chalkline.approve.packets.changes import MATERIAL, Change, ChangeKind, what_changed
from chalkline.approve.packets.commands import decide_request, keep_packet, keepers_for, put_on_agenda, take_off_agenda
from chalkline.approve.packets.following import return_from_agenda
from chalkline.approve.packets.heard import LATELY, HeardIn, Voice, people_said_of_tools
from chalkline.approve.packets.queries import is_current, packet_by_digest, packet_of
from chalkline.approve.packets.rules import latest_expiry, suggested_expiry
from chalkline.approve.packets.words import PacketBody

__all__ = [
    "LATELY",
    "MATERIAL",
    "Change",
    "ChangeKind",
    "HeardIn",
    "PacketBody",
    "Voice",
    "decide_request",
    "is_current",
    "keep_packet",
    "keepers_for",
    "latest_expiry",
    "packet_by_digest",
    "packet_of",
    "people_said_of_tools",
    "put_on_agenda",
    "return_from_agenda",
    "suggested_expiry",
    "take_off_agenda",
    "what_changed",
]
