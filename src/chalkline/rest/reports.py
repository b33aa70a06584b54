"""/api/v1/board-packets and /strategy: what is presented, as sentences with what they open to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.govern.committees.api import meeting_by_id
from chalkline.kernel.clock import utc_now
from chalkline.report.board.api import (
    BoardPacket,
    document_of,
    is_unchanged,
    packet_by_id,
    packet_now,
    packets,
    present_packet,
    quarter_of,
)
from chalkline.report.board.api import Span as Days
from chalkline.report.documents.api import Document, Line
from chalkline.report.strategy.api import (
    StrategyVersion,
    adopted,
    propose_strategy,
    strategy,
    version_by_id,
    version_document,
    versions,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Span,
    created,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["reports"])


class ReportSentenceTold(Schema):
    """One sentence, and the records that it rests on."""

    text: str
    sources: list[Named]


class ReportSectionTold(Schema):
    """A part of a document."""

    id: str
    title: str
    sentences: list[ReportSentenceTold]


class ReportDocumentTold(Schema):
    """A document as it is read out. Groups under ten are in none."""

    title: str
    district: str
    on: date
    lead: list[ReportSentenceTold]
    sections: list[ReportSectionTold]


class PacketDays(Sent):
    """The days that a packet tells of."""

    model_config = like(first_on="2026-09-01", last_on="2026-11-20")

    first_on: date
    last_on: date


class PacketTold(Schema):
    """A presented packet. ``is_unchanged``: whether it still has the digest that the ledger holds."""

    id: str
    first_on: date
    last_on: date
    digest: str
    is_unchanged: bool
    presented_by: Named
    presented_at: datetime


class PacketWhole(PacketTold):
    """A presented packet with all it said."""

    document: ReportDocumentTold


class PacketPage(Page[PacketTold]):
    """Presented packets, latest first."""


class VersionProposed(Sent):
    """The meeting that the strategy of this moment is put before."""

    model_config = like(meeting_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    meeting_id: UUID


class ReportVersionTold(Schema):
    """A version of the strategy: "proposed", "adopted" or "set_aside"."""

    id: str
    number: int
    state: str
    digest: str
    proposed_at: datetime
    adopted_on: date | None
    until: date | None
    decision: str


class VersionPage(Page[ReportVersionTold]):
    """Versions, latest first."""


class StrategyTold(Schema):
    """The strategy that is in force (``version`` null: a draft from the records of today)."""

    version: ReportVersionTold | None
    document: ReportDocumentTold


@router.get("/board-packets", response={200: PacketPage, REFUSALS: ProblemDocument})
def list_board_packets(request: HttpRequest, span: Query[Span]) -> object:
    """Presented packets, latest first."""
    return paged(packets(who(request)), span, _packet)


@router.post("/board-packets", response={201: PacketTold, REFUSALS: ProblemDocument})
def present_a_packet(request: HttpRequest, days: PacketDays) -> object:
    """Make the packet for these days from the records, and keep it as the board sees it."""
    return created(_packet(present_packet(who(request), days.first_on, days.last_on, now=utc_now())))


@router.get("/board-packets/{packet_id}", response={200: PacketWhole, REFUSALS: ProblemDocument})
def read_board_packet(request: HttpRequest, packet_id: UUID) -> object:
    """One packet as it was presented."""
    found = packet_by_id(who(request), str(packet_id))
    return PacketWhole(**_packet(found).dict(), document=_document(document_of(found)))


@router.get("/report", response={200: ReportDocumentTold, REFUSALS: ProblemDocument})
def read_report(request: HttpRequest, first_on: date | None = None, last_on: date | None = None) -> object:
    """The report from the records of this moment; without days, of the last three months."""
    today = localdate(utc_now())
    quarter = quarter_of(today)
    return _document(packet_now(who(request), Days(first_on or quarter.first_on, last_on or quarter.last_on, today)))


@router.get("/strategy", response={200: StrategyTold, REFUSALS: ProblemDocument})
def read_strategy(request: HttpRequest) -> object:
    """The strategy that is in force; before any was adopted, the draft."""
    actor, today = who(request), localdate(utc_now())
    found = adopted(actor, today)
    document = version_document(found) if found else strategy(actor, today)
    return StrategyTold(version=_version(found) if found else None, document=_document(document))


@router.get("/strategy/versions", response={200: VersionPage, REFUSALS: ProblemDocument})
def list_strategy_versions(request: HttpRequest, span: Query[Span]) -> object:
    """Every version that was put before a committee."""
    return paged(versions(who(request)), span, _version)


@router.post("/strategy/versions", response={201: ReportVersionTold, REFUSALS: ProblemDocument})
def propose_a_strategy(request: HttpRequest, proposed: VersionProposed) -> object:
    """Freeze the strategy of this moment and put exactly it on an agenda."""
    actor = who(request)
    item = propose_strategy(actor, meeting_by_id(actor, str(proposed.meeting_id)), now=utc_now())
    return created(_version(version_by_id(actor, item.subject_id)))


@router.get("/strategy/versions/{version_id}", response={200: StrategyTold, REFUSALS: ProblemDocument})
def read_strategy_version(request: HttpRequest, version_id: UUID) -> object:
    """One version as it was put before a committee."""
    found = version_by_id(who(request), str(version_id))
    return StrategyTold(version=_version(found), document=_document(version_document(found)))


def _packet(packet: BoardPacket) -> PacketTold:
    return PacketTold(
        id=str(packet.pk),
        first_on=packet.first_on,
        last_on=packet.last_on,
        digest=packet.digest,
        is_unchanged=is_unchanged(packet),
        presented_by=Named(id=str(packet.presented_by_id), name=str(packet.presented_by)),
        presented_at=packet.presented_at,
    )


def _version(version: StrategyVersion) -> ReportVersionTold:
    return ReportVersionTold(
        id=str(version.pk),
        number=version.number,
        state=version.state,
        digest=version.digest,
        proposed_at=version.proposed_at,
        adopted_on=version.adopted_on,
        until=version.until,
        decision=str(version.decision) if version.decision else "",
    )


def _document(document: Document) -> ReportDocumentTold:
    return ReportDocumentTold(
        title=said(document.title),
        district=document.district,
        on=document.on,
        lead=[_line(each) for each in document.lead],
        sections=[
            ReportSectionTold(id=each.id, title=said(each.title), sentences=[_line(line) for line in each.lines()])
            for each in document.sections
        ],
    )


def _line(line: Line) -> ReportSentenceTold:
    found = [line.whole] if line.whole else [source for _, source in line.sources]
    return ReportSentenceTold(text=said(line.words), sources=[Named(id=each.id, name=each.kind) for each in found])
