"""The board packet: made from records, six questions, numbers that open, small groups hidden, kept as it was shown."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from cast import NOW, Cast, Member
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import day_as_said, plain
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import history_of
from chalkline.protect.disclosure import SUPPRESSED
from chalkline.report.board.api import (
    BoardPacket,
    Span,
    document_of,
    is_unchanged,
    packet_by_id,
    packet_now,
    packets,
    present_packet,
    quarter_of,
)
from chalkline.report.board.rules import packet
from chalkline.report.board.words import BoardFacts, InLogs, Seen
from chalkline.report.documents.api import Tongue, say
from deciding import MEETING_AT, use_granted
from expecting import problem
from visiting import visitor

ENGLISH = Tongue("en", plain, day_as_said)
TODAY = NOW.date()
LATER = MEETING_AT + timedelta(days=1)


def told(document: object) -> str:
    return "\n".join(say(document, ENGLISH).texts())  # type: ignore[arg-type]


def days(last_on: date = TODAY) -> Span:
    return Span(date(2026, 9, 1), last_on, max(last_on, TODAY))


def test_an_empty_district_has_a_packet_that_claims_nothing(cast: Cast) -> None:
    said = told(packet_now(cast.sue.actor, days()))
    for question in ("What we decided", "What improved", "What it cost", "What is at risk", "What is next"):
        assert question in said
    assert "no decision about AI was taken" in said
    assert "No pilot has ended in these days, so no improvement is claimed." in said
    assert "No logs are loaded, so this report cannot say what else is in use." in said


def test_it_tells_what_was_decided_with_the_votes_and_where_each_number_opens(cast: Cast) -> None:
    use = use_granted(cast)
    document = packet_now(cast.sue.actor, days(LATER.date()))
    said = told(document)
    assert "the AI oversight committee approved" in said and "6 to 0" in said
    assert "Diffit" in said and "1 use of AI is approved" in said
    opened = {source for line in document.lines() for _, source in line.sources}
    assert SubjectRef("decision", str(use.decision_id)) in opened
    assert "Adapting reading passages takes evenings" in said and "from 5.2 to 2 hours a week" in said


def test_small_groups_are_never_told() -> None:
    tools = (
        InLogs(SubjectRef("tool", "gauth"), "Gauth", 40, False, True),
        InLogs(SubjectRef("tool", "quill"), "Quill", None, False, False),
    )
    facts = BoardFacts("Cedar", days(), may_see_audit=True, seen=Seen(date(2026, 9, 1), date(2026, 9, 14), tools))
    said = told(packet(facts))
    assert "Gauth was declined and is still used." in said
    assert "Quill, not approved\nnot shown" in said
    assert "Being used is not a sign of success." in said
    assert repr(SUPPRESSED) not in said


def test_who_may_not_see_the_audit_reads_nothing_of_it(cast: Cast) -> None:
    said = told(packet_now(cast.tess.actor, days()))
    assert "logs" not in said


@pytest.mark.parametrize(
    ("first_on", "last_on", "field"),
    [
        (TODAY, TODAY - timedelta(days=1), "first_on"),
        (TODAY, TODAY + timedelta(days=1), "last_on"),
        (TODAY - timedelta(days=500), TODAY, "first_on"),
        (date.min, TODAY, "first_on"),
    ],
)
def test_days_that_make_no_packet(cast: Cast, first_on: date, last_on: date, field: str) -> None:
    with pytest.raises(Problem) as refused:
        present_packet(cast.sue.actor, first_on, last_on, now=NOW)
    assert refused.value.code == "board.bad_span"
    assert list(refused.value.fields) == [field]


def test_a_presented_packet_is_kept_with_its_digest_and_a_fact(cast: Cast) -> None:
    use_granted(cast)
    kept = present_packet(cast.sue.actor, date(2026, 9, 1), LATER.date(), now=LATER)
    assert is_unchanged(kept)
    assert told(document_of(kept)) == told(packet_now(cast.sue.actor, days(LATER.date())))
    [fact] = history_of("board_packet", str(kept.pk))
    assert fact.values["digest"] == kept.digest
    with problem("board.already_presented"):
        present_packet(cast.sue.actor, date(2026, 9, 1), LATER.date(), now=LATER)
    BoardPacket.objects.filter(pk=kept.pk).update(document={**kept.document, "district": "Another"})
    assert not is_unchanged(packet_by_id(cast.bo.actor, str(kept.pk)))


def test_only_the_superintendent_presents_and_only_some_read(cast: Cast) -> None:
    for member in (cast.ada, cast.dana, cast.bo, cast.tess):
        with problem("not_allowed"):
            present_packet(member.actor, date(2026, 9, 1), TODAY, now=NOW)
    present_packet(cast.sue.actor, date(2026, 9, 1), TODAY, now=NOW)
    assert packets(cast.bo.actor).count() == 1
    for member in (cast.tess, cast.nora, cast.fay):
        with problem("not_allowed"):
            packets(member.actor)
    with problem("not_found"):
        packet_by_id(cast.bo.actor, "nothing")


def test_page_and_paper_say_the_same(cast: Cast) -> None:
    use_granted(cast)
    kept = present_packet(cast.sue.actor, date(2026, 9, 1), LATER.date(), now=LATER)
    reader = visitor(cast.bo)
    page = reader.get(f"/report/board/{kept.pk}/")
    paper = reader.get(f"/report/board/{kept.pk}.pdf")
    pdf = PdfReader(io.BytesIO(paper.content))
    printed = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    for text in page.context["document"].texts():
        assert " ".join(text.split()) in printed
    assert len(pdf.pages) <= 4
    assert str(kept.digest) in page.content.decode()


def test_the_home_page_is_the_answer_and_survives_odd_days(cast: Cast) -> None:
    for member in (cast.sue, cast.bo, cast.tess):
        page = visitor(member).get("/report/")
        assert "What is at risk" in page.content.decode()
        assert ("Present it to the board" in page.content.decode()) == (member is cast.sue)
    for days_asked in ("first_on=x&last_on=y", "first_on=2026-01-01&last_on=2020-01-01", "last_on=9999-12-31"):
        assert visitor(cast.sue).get(f"/report/?{days_asked}").status_code == 200


@pytest.mark.parametrize("who", ["tess", "fay", "paula"])
def test_pages_of_packets_are_closed_to_others(cast: Cast, who: str) -> None:
    kept = present_packet(cast.sue.actor, date(2026, 9, 1), TODAY, now=NOW)
    member: Member = getattr(cast, who)
    assert visitor(member).get(f"/report/board/{kept.pk}/").status_code == 403
    assert visitor(member).get(f"/report/board/{kept.pk}.pdf").status_code == 403


def test_presenting_shows_first_what_happens(cast: Cast) -> None:
    sue = visitor(cast.sue)
    assert "kept word for word" in sue.get("/report/board/present/").content.decode()
    assert BoardPacket.objects.count() == 0
    span = quarter_of(TODAY)
    sent = {"first_on": str(span.first_on), "last_on": str(span.first_on + timedelta(days=5))}
    assert sue.post("/report/board/present/", sent).status_code == 302
    assert "presented already" in sue.post("/report/board/present/", sent).content.decode()
