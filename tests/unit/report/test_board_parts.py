"""The packet on what went wrong, where student data goes, who is trained, what ends, what changed since the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from cast import NOW, Cast
from chalkline.kernel.sentences import Sentence, day_as_said, plain
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import system_actor
from chalkline.report.board.api import Span, packet_by_id, packet_now, present_packet
from chalkline.report.board.rules import packet
from chalkline.report.board.words import (
    Before,
    BoardFacts,
    Cost,
    Danger,
    Ending,
    Going,
    OutcomeSaid,
    Paid,
    Safety,
    Sound,
    Trained,
)
from chalkline.report.documents.api import Document, Line, Points, Section, Tongue, compared, say
from chalkline.rollout.feedback.api import (
    READY,
    Answers,
    Audience,
    RoundPlan,
    Subject,
    answer_theme,
    give_answer,
    name_theme,
    open_round,
)
from chalkline.rollout.training.api import offer_course
from chalkline.tools.register.api import register_tool
from deciding import MEETING_AT, use_granted
from expecting import problem
from unit.oversee.overseeing import incident_opened
from visiting import visitor

TODAY = NOW.date()
SPAN = Span(date(2026, 9, 1), TODAY, TODAY)
QUIET = Safety(0, 0, 0, 0, 0, 0, 0, 0, None)


def told(document: Document) -> str:
    return "\n".join(say(document, Tongue("en", plain, day_as_said)).texts())


def test_an_incident_is_counted_with_its_duties_and_never_told(cast: Cast) -> None:
    incident = incident_opened(cast)
    said = told(packet_now(cast.sue.actor, SPAN))
    assert "1 incident with AI was recorded in these days." in said and "1 is still open." in said
    assert incident.title not in said and incident.what_happened not in said
    assert "incident" not in told(packet_now(cast.tess.actor, SPAN)).lower()


def test_clocks_are_said_in_time_late_and_overdue() -> None:
    safety = replace(QUIET, opened=2, severe=1, in_time=3, late=1, running=2, overdue=1, next_due=date(2026, 12, 1))
    said = told(packet(BoardFacts("Cedar", SPAN, safety=safety)))
    assert "What the law asks for after an incident: 4 things.\n1 of them was done late." in said
    assert "One duty of the law is overdue" in said and "The next is due on Dec 1, 2026." in said


def test_student_data_names_tool_kind_agreement_and_what_is_missing() -> None:
    tool = SubjectRef("tool", "diffit")
    going = (
        Going(tool, "Gauth", (Sentence("grades"),), "missing", "", None),
        Going(tool, "Diffit", (Sentence("student work"),), "covered", "NDPA", date(2027, 6, 30)),
    )
    sound = Sound(SubjectRef("audit", "1"), TODAY, 93, 88, Sentence("freshness"), 41, True)
    said = told(packet(BoardFacts("Cedar", SPAN, going=going, sound=sound)))
    assert "Student data goes to 2 AI tools." in said and "an agreement is missing" in said
    assert "yes: NDPA" in said and "scored 93 of 100" in said and "The time before it was 88." in said


def test_a_small_share_of_the_staff_is_told_by_its_end_and_a_small_staff_not_at_all(cast: Cast) -> None:
    course = SubjectRef("course", "1")
    trained = (
        Trained(course, "Basics", ">=", 95),
        Trained(course, "Privacy", "", 40),
        Trained(course, "Few", "", None),
    )
    said = told(packet(BoardFacts("Cedar", SPAN, trained=trained)))
    assert "at least 95 percent" in said and "Privacy: 40 percent" in said and "Few: too few people to tell." in said
    offer_course(cast.ada.actor, title="AI basics for staff", where="Online.", months=12, now=NOW)
    real = told(packet_now(cast.sue.actor, SPAN))
    assert "AI basics for staff: at most" in real or "AI basics for staff: too few" in real


def test_what_ends_soon_stands_with_its_days(cast: Cast) -> None:
    use = use_granted(cast)
    last_week = use.expires_on - timedelta(days=7)
    said = told(packet_now(cast.sue.actor, Span(last_week - timedelta(days=80), last_week, last_week)))
    assert "Looked at again, or ended, in the next three months" in said and use.title in said
    ending = (Ending(SubjectRef("use", "1"), "Diffit", None, date(2027, 1, 1)),)
    assert "Diffit\n–\nJan 1, 2027" in told(packet(BoardFacts("Cedar", SPAN, ending=ending)))


def test_the_next_packet_says_what_came_and_what_went(cast: Cast) -> None:
    first = present_packet(cast.sue.actor, date(2026, 7, 1), TODAY, now=NOW)
    assert "What changed since the last report" not in told(
        packet_now(cast.sue.actor, replace(SPAN, first_on=date(2026, 7, 1)))
    )
    use_granted(cast)
    later = MEETING_AT + timedelta(days=1)
    second = present_packet(cast.sue.actor, TODAY, later.date(), now=later)
    said = told(packet_now(cast.sue.actor, Span(TODAY, later.date(), later.date())))
    assert "Approved uses\n0\n1" in said and "New in use or newly approved:" in said
    assert packet_by_id(cast.bo.actor, str(first.pk)).digest == first.digest
    with problem("board.already_presented"):
        present_packet(cast.sue.actor, TODAY, later.date(), now=later + timedelta(minutes=5))
    assert second.document["figures"][0]["value"] == 1
    assert "What changed" not in told(packet_now(cast.tess.actor, Span(TODAY, later.date(), later.date())))


def test_documents_are_compared_by_what_they_say() -> None:
    def of(*sentences: Sentence) -> Document:
        points = Points(tuple((Line(each),) for each in sentences))
        return Document("D", "Cedar", TODAY, (), (Section("risk", "Risk", (points,)),))

    one, two = Sentence("{n} late", n=1), Sentence("{n} late", n=2)
    [changed] = compared(of(one), of(two))
    assert [each.words for each in changed.new] == [two] and [each.words for each in changed.gone] == [one]
    assert compared(of(one), of(one)) == ()
    assert [each.id for each in compared(of(one), Document("D", "Cedar", TODAY, (), ()))] == ["risk"]


def test_dangers_that_are_over_are_said_to_be_over() -> None:
    danger = Danger(Sentence("{tool} was declined and is still used.", tool="Gauth"), SubjectRef("tool", "gauth"))
    before = packet(BoardFacts("Cedar", SPAN, dangers=(danger,)))
    facts = BoardFacts("Cedar", SPAN, before=Before(SubjectRef("board_packet", "1"), TODAY, before))
    said = told(packet(facts))
    assert "No longer at risk:\nGauth was declined and is still used." in said


def test_what_it_cost_names_sources_ends_and_the_price_of_an_outcome(cast: Cast) -> None:
    result = SubjectRef("pilot", "1")
    cost = Cost(
        year="2026-27",
        total="$60,000",
        before="",
        after="$20,000",
        paid=(Paid("Spring grant", 40_000, date(2027, 9, 30)), Paid("General fund", 20_000, None)),
        cliffs=(Sentence("{source} ends.", source="Spring grant"),),
        outcomes=(OutcomeSaid(result, "Evenings back", "MagicSchool", "2026-27", "$500", "$8", "minutes a week"),),
    )
    said = told(packet(BoardFacts("Cedar", SPAN, cost=cost)))
    assert "For 2026-27, $60,000 is planned for AI." in said and "Spring grant pays the largest part" in said
    assert "Spring grant, until Sep 30, 2027\n40,000" in said and "Where the money ends:\nSpring grant ends." in said
    assert "That is $8 a person for each of the minutes a week gained." in said
    assert "No budget for AI is kept for 2026-27" in told(packet_now(cast.bo.actor, SPAN))
    assert "What it cost" not in told(packet_now(cast.tess.actor, SPAN))


def test_what_people_said_stands_beside_what_was_done_and_never_how_many_said_it(cast: Cast) -> None:
    tool = register_tool(cast.dana.actor, "Diffit", now=NOW)
    plan = RoundPlan("Reading", "Leer", Audience.FAMILIES, Subject(tool.slug), READY[Audience.FAMILIES], TODAY)
    found = open_round(cast.ada.actor, plan, now=NOW)
    give_answer(system_actor("public"), found, Answers("en", {1: "no"}, {3: "Tell us before."}), now=NOW)
    theme = name_theme(cast.ada.actor, found, heard_en="You want to know before.", heard_es="", now=NOW)
    assert "You want to know before" not in told(packet_now(cast.sue.actor, SPAN))  # not answered yet
    answer_theme(cast.ada.actor, theme, done_en="Each new tool is announced.", done_es="", now=NOW)
    said = told(packet_now(cast.sue.actor, SPAN))
    assert "families: “You want to know before.” We answered: Each new tool is announced." in said
    page = visitor(cast.tess).get(f"/tools/{tool.slug}/").content.decode()
    assert "You want to know before." in page and "Tell us before." not in page
