"""Writes of the packet: presenting it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.report.board.events import BoardPacketPresented
from chalkline.report.board.models import BoardPacket
from chalkline.report.board.queries import packet_now
from chalkline.report.board.words import Span
from chalkline.report.documents.api import digest_of_document, spelled


@command(records=(BoardPacketPresented,))
def present_packet(actor: Actor, first_on: date, last_on: date, *, now: datetime) -> BoardPacket:
    """Make the packet for these days from the records, and keep it as the board sees it. Raises Problem."""
    actor.must("board.present")
    document = packet_now(actor, Span(first_on, last_on, local_day(now, settings.CHALKLINE.zone)))
    digest = digest_of_document(document)
    if BoardPacket.objects.filter(digest=digest).exists():
        raise Problem(
            "board.already_presented",
            what=Sentence("This packet was presented already."),
            why=Sentence("The records say today, word for word, what they said then."),
            next_step=Sentence("Open the presented packet, or choose other days."),
            kind=Kind.CONFLICT,
        )
    kept = BoardPacket.objects.create(
        first_on=first_on,
        last_on=last_on,
        document=spelled(document),
        digest=digest,
        presented_by_id=UUID(actor.id),
        presented_at=now,
    )
    told = BoardPacketPresented(SubjectRef("board_packet", str(kept.pk), digest), first_on, last_on, digest)
    record(told, actor_id=actor.id, now=now)
    return kept
