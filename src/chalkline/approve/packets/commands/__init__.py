"""Writes of packets: putting a request before a committee with its packet, taking it off, deciding it by delegation."""

from chalkline.approve.packets.commands.delegated import decide_request
from chalkline.approve.packets.commands.keeping import keepers_for
from chalkline.approve.packets.commands.making import keep_packet
from chalkline.approve.packets.commands.putting import put_on_agenda, take_off_agenda

__all__ = ["decide_request", "keep_packet", "keepers_for", "put_on_agenda", "take_off_agenda"]
