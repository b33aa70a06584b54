"""Reads of the packet: as the records have it now, and as it was presented."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.report.board.gathering import facts_for
from chalkline.report.board.models import BoardPacket
from chalkline.report.board.rules import check_span, packet
from chalkline.report.board.words import Before, Span
from chalkline.report.documents.api import Document, digest_of_document, read


def packet_now(actor: Actor, span: Span) -> Document:
    """The packet as the records have it at this moment, as far as this reader may see them."""
    check_span(span)
    return packet(facts_for(actor, span, before=_last_presented(actor, span)))


def _last_presented(actor: Actor, span: Span) -> Before | None:
    """The packet before this one, for those who may read packets."""
    if not actor.may("board.see"):
        return None
    others = packets(actor).exclude(first_on=span.first_on, last_on=span.last_on)
    last = others.filter(last_on__lte=span.last_on).first()
    if last is None:
        return None
    on = local_day(last.presented_at, settings.CHALKLINE.zone)
    return Before(SubjectRef("board_packet", str(last.pk), last.digest), on, document_of(last))


def packets(actor: Actor) -> QuerySet[BoardPacket]:
    """Every packet that was presented, latest first."""
    actor.must("board.see")
    return BoardPacket.objects.select_related("presented_by")


def packet_by_id(actor: Actor, packet_id: str) -> BoardPacket:
    """One presented packet. Raises Problem("not_found")."""
    found = packets(actor).filter(pk=id_from(packet_id)).first()
    if found is None:
        raise not_found(Sentence("board packet"))
    return found


def document_of(kept: BoardPacket) -> Document:
    """The packet as it was presented."""
    return read(kept.document)


def is_unchanged(kept: BoardPacket) -> bool:
    """Whether it still has the digest that was written into the ledger with it."""
    return digest_of_document(document_of(kept)) == kept.digest
