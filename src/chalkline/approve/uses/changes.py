"""What an approved use rests on and is otherwise now: compared with the packet that was decided on."""

from __future__ import annotations

from chalkline.approve.packets.api import MATERIAL, Change, ChangeKind, packet_of, what_changed
from chalkline.approve.requests.api import Request, requests_on_their_way
from chalkline.approve.uses.models import ApprovedUse
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import vocabulary


def changes_since(use: ApprovedUse) -> tuple[Change, ...]:
    """What changed since it was decided, and what to do. Takes no actor: it names nobody."""
    now = packet_of(use.request)
    found = what_changed(use.packet.content, now.content, vocabulary()) if now else ()
    return (*(each for each in found if each.kind in MATERIAL), *_wanted_besides(use))


def wider_request(use: ApprovedUse) -> Request | None:
    """A request on its way for the same tool and purpose that asks for data the use does not have."""
    held = set(use.elements)
    for each in requests_on_their_way().filter(tool=use.tool, purpose=use.purpose).order_by("filed_at"):
        if set(each.elements) - held:
            return each
    return None


def _wanted_besides(use: ApprovedUse) -> tuple[Change, ...]:
    wider = wider_request(use)
    if wider is None:
        return ()
    words = vocabulary().elements
    labels = tuple(words[each].label for each in sorted(set(wider.elements) - set(use.elements)) if each in words)
    return (
        Change(
            ChangeKind.DATA,
            Sentence("A request asks that it may see more: {data}.", data=labels),
            Sentence("Nothing of it goes out before that request is decided. Read it before you review this use."),
        ),
    )
