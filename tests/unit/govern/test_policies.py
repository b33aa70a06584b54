"""Policies: written, commented, decided on by others than who wrote them, signed by each person for themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cast import NOW, Cast
from chalkline.govern.committees.api import Outcome
from chalkline.govern.policies import api
from chalkline.govern.policies.api import (
    About,
    Binds,
    BoardAdoption,
    Brought,
    Days,
    Drafted,
    Holds,
    PolicyKind,
    PolicyVersion,
    Section,
    VersionState,
)
from chalkline.govern.policies.commands.adopting import settle_version
from chalkline.people.api import VISITOR, system_actor
from chalkline.people.models import Person
from chalkline.project.reactions import REACTIONS
from deciding import MEETING_AT, committee_seated, decided_by_all, meeting_called
from expecting import problem
from visiting import visitor

TODAY = NOW.date()
MEETING_ON = MEETING_AT.date()
DAYS = Days(date(2027, 1, 4), date(2027, 12, 1))
ABOUT = About("AI-2", "What staff may do with AI", PolicyKind.STAFF)
TEXT = (
    Section("Why we have this", "AI helps us only where people stay in charge."),
    Section("Student data", "Put no student record into a tool that is not approved.\n\n- Names\n- Grades"),
    Section("Your own work", "You read and own every output before it is used."),
)
MINUTES = Brought(b"%PDF-1.4 minutes", "minutes of January.pdf")


def draft(*sections: Section, **changes: object) -> Drafted:
    """The text above, for teachers and aides of every school."""
    whole: dict[str, object] = {"binds": Binds(frozenset({"teacher", "aide"})), "why": "", "changes_duties": True}
    return Drafted(sections or TEXT, **(whole | changes))  # type: ignore[arg-type]  # changes of a test


def begun(cast: Cast) -> PolicyVersion:
    """Written by Ada."""
    return api.begin_policy(cast.ada.actor, ABOUT, draft(), now=NOW)


def adopted_by_board(cast: Cast, version: PolicyVersion, **changes: object) -> PolicyVersion:
    """Recorded by Sue."""
    on = date(2026, 11, 17)
    adoption = BoardAdoption("Board of Education", on, "2026-88", MINUTES)
    days = Days(on, date(2027, 11, 1))
    return api.record_board_adoption(cast.sue.actor, version, adoption, days, now=NOW)


def test_a_draft_is_known_only_to_those_who_write_and_a_wrong_one_says_what_is_wrong(cast: Cast) -> None:
    for member in (cast.tess, cast.bo, cast.nora, cast.fay):
        with problem("not_allowed"):
            api.begin_policy(member.actor, ABOUT, draft(), now=NOW)
    with problem("policies.text_unclear") as caught:
        api.begin_policy(cast.ada.actor, About("a b", " ", PolicyKind.STAFF), draft(), now=NOW)
    assert set(caught.value.fields) == {"code", "title"}
    with problem("policies.text_unclear") as caught:
        api.begin_policy(cast.ada.actor, ABOUT, draft(Section("Heading only", "")), now=NOW)
    assert set(caught.value.fields) == {"sections"}
    with problem("policies.text_unclear"):
        api.begin_policy(cast.ada.actor, ABOUT, draft(binds=Binds(frozenset({"king"}))), now=NOW)
    version = begun(cast)
    with problem("policies.code_taken"):
        begun(cast)
    with problem("not_found"):
        api.version_by_id(cast.tess.actor, str(version.pk))
    assert api.version_by_id(cast.carl.actor, str(version.pk)).number == 1
    assert not api.policies(cast.tess.actor).exists()
    with problem("sign_in_needed"):
        api.policies(VISITOR)


def test_comments_are_taken_until_a_day_and_answered_before_anybody_decides(cast: Cast) -> None:
    version = api.open_comments(cast.ada.actor, begun(cast), TODAY + timedelta(days=14), now=NOW)
    with problem("policies.not_a_draft"):
        api.write_draft(cast.ada.actor, version, draft(), now=NOW)
    made = api.comment(cast.nora.actor, version, 2, "Does a seating chart count?", now=NOW)
    with problem("policies.text_unclear"):
        api.comment(cast.nora.actor, version, 9, "Which section?", now=NOW)
    with problem("policies.comments_over"):
        api.comment(cast.nora.actor, version, 0, "Too late", now=NOW + timedelta(days=16))
    meeting = meeting_called(cast, committee_seated(cast))
    with problem("policies.comments_unanswered"):
        api.put_before(cast.carl.actor, version, meeting, DAYS, now=NOW)
    with problem("not_allowed"):
        api.answer_comment(cast.nora.actor, made, "Yes", now=NOW)
    api.answer_comment(cast.carl.actor, made, "Yes, and section 2 will say so.", now=NOW)
    version = api.take_back(cast.carl.actor, version, now=NOW)
    assert version.state == VersionState.DRAFT
    assert api.comments_on(cast.ada.actor, version).get().answer.startswith("Yes")


def test_a_committee_adopts_exactly_the_text_before_it_and_its_writers_do_not_vote(cast: Cast) -> None:
    version = api.begin_policy(cast.carl.actor, ABOUT, draft(), now=NOW)
    meeting = meeting_called(cast, committee_seated(cast))
    with problem("policies.days_unclear"):
        api.put_before(cast.carl.actor, version, meeting, Days(TODAY, DAYS.review_on), now=NOW)
    item = api.put_before(cast.carl.actor, version, meeting, DAYS, now=NOW)
    assert [each["person_id"] for each in item.barred] == [cast.carl.actor.id]
    fay, text = visitor(cast.fay), f"/decide/policies/by-id/{version.pk}/"  # who votes reads the very text
    assert fay.get(text, follow=True).status_code == 200
    assert text in fay.get(f"/decide/items/{item.pk}/").content.decode()
    with problem("policies.not_a_draft"):
        api.write_draft(cast.ada.actor, version, draft(Section("Other", "Words")), now=NOW)
    with problem("policies.one_at_a_time"):
        api.begin_version(cast.ada.actor, version.policy, now=NOW)
    decision = decided_by_all(cast, item)
    assert ("govern.decision.recorded/1", api.follow_policy_decision) in REACTIONS
    with problem("not_allowed"):
        settle_version(cast.sue.actor, str(version.pk), decision, now=MEETING_AT)
    held = settle_version(system_actor("reactions"), str(version.pk), decision, now=MEETING_AT)
    assert held and held.state == VersionState.ADOPTED and held.decision == decision
    assert settle_version(system_actor("reactions"), str(version.pk), decision, now=MEETING_AT) is None
    assert (held.effective_on, held.review_on) == (DAYS.effective_on, decision.expires_on)
    assert api.holds(held, MEETING_ON) is Holds.NOT_YET
    assert api.versions_in_force(DAYS.effective_on) == [held] and not api.versions_in_force(MEETING_ON)
    cited = api.clause("AI-2/1/2")
    assert cited and cited.heading == "Student data" and str(cited.cited) == "AI-2, section 2: Student data"
    assert [each.ref for each in api.clauses_in_force(DAYS.effective_on)] == ["AI-2/1/1", "AI-2/1/2", "AI-2/1/3"]
    assert api.clause("AI-2/1/4") is api.clause("AI-9/1/1") is api.clause("nonsense") is None


@pytest.mark.parametrize("outcome", [Outcome.DECLINE, Outcome.DEFER])
def test_a_no_ends_a_version_and_putting_it_off_makes_it_a_draft_again(cast: Cast, outcome: Outcome) -> None:
    version = begun(cast)
    item = api.put_before(cast.ada.actor, version, meeting_called(cast, committee_seated(cast)), DAYS, now=NOW)
    item.motion = {**item.motion, "outcome": outcome.value, "expires_on": None, "reason": "Section 2 is unclear."}
    item.save()
    decision = decided_by_all(cast, item)
    held = settle_version(system_actor("reactions"), str(version.pk), decision, now=MEETING_AT)
    wanted = VersionState.NOT_ADOPTED if outcome is Outcome.DECLINE else VersionState.DRAFT
    assert held and held.state == wanted and api.version_to_sign(held.policy) is None
    if outcome is Outcome.DECLINE:
        with problem("policies.not_a_draft"):
            api.write_draft(cast.ada.actor, held, draft(), now=NOW)


def test_nobody_puts_their_own_text_in_force_alone_and_a_boards_adoption_is_proved(cast: Cast) -> None:
    version = begun(cast)
    adoption = BoardAdoption("Board of Education", TODAY, "2026-88", MINUTES)
    days = Days(TODAY, DAYS.review_on)
    with problem("policies.own_draft"):
        api.record_board_adoption(cast.ada.actor, version, adoption, days, now=NOW)
    api.write_draft(cast.priya.actor, version, draft(), now=NOW)
    with problem("policies.own_draft"):  # whoever wrote a word of it
        api.record_board_adoption(cast.priya.actor, version, adoption, days, now=NOW)
    for member in (cast.tess, cast.dana, cast.bo):
        with problem("not_allowed"):
            api.record_board_adoption(member.actor, version, adoption, days, now=NOW)
    with problem("policies.adoption_unclear") as caught:
        api.record_board_adoption(
            cast.sue.actor, version, BoardAdoption("", TODAY + timedelta(1), "", Brought(b"")), days, now=NOW
        )
    assert set(caught.value.fields) == {"body", "resolution", "adopted_on", "minutes"}
    held = api.record_board_adoption(cast.sue.actor, version, adoption, days, now=NOW)
    assert held.minutes.read() == MINUTES.file and held.minutes_name == MINUTES.name and api.is_intact(held)
    for attempt in (
        lambda: api.write_draft(cast.sue.actor, held, draft(Section("New", "Words")), now=NOW),
        lambda: api.take_back(cast.sue.actor, held, now=NOW),
    ):
        with problem("policies.not_a_draft"):
            attempt()
    with problem("policies.not_now"):
        api.open_comments(cast.ada.actor, held, TODAY + timedelta(3), now=NOW)
    with problem("policies.not_now"):
        api.record_board_adoption(cast.sue.actor, held, adoption, days, now=NOW)
    PolicyVersion.objects.filter(pk=held.pk).update(sections=[{"key": "", "heading": "Changed", "text": "behind"}])
    assert not api.is_intact(api.version_by_id(cast.tess.actor, str(held.pk)))
    with pytest.raises(IntegrityError), transaction.atomic():  # the table itself wants a second person
        PolicyVersion.objects.filter(pk=held.pk).update(recorded_by=cast.ada.person)


def test_each_person_signs_once_for_themselves_what_they_saw(cast: Cast) -> None:
    version = adopted_by_board(cast, begun(cast))
    assert [each.pk for each in api.to_sign(cast.tess.actor)] == [version.pk]
    assert api.to_sign(cast.dana.actor) == []
    for member in (cast.dana, cast.paula):
        with problem("policies.not_bound"):
            api.sign_policy(member.actor, version, version.digest, now=NOW)
    for actor in (cast.fay.actor, cast.otto.actor):
        with problem("not_allowed"):
            api.sign_policy(actor, version, version.digest, now=NOW)
    with problem("policies.not_bound"):  # nobody signs for others, Chalkline itself included
        api.sign_policy(system_actor("reactions"), version, version.digest, now=NOW)
    with problem("policies.text_changed"):
        api.sign_policy(cast.tess.actor, version, "0" * 64, now=NOW)
    signed = api.sign_policy(cast.tess.actor, version, version.digest, now=NOW)
    assert (signed.name, signed.role, signed.school_name) == ("Tess Moreno", "teacher", cast.alder.name)
    with problem("policies.already_signed"):
        api.sign_policy(cast.tess.actor, version, version.digest, now=NOW)
    Person.objects.filter(pk=cast.tess.person.pk).update(family_name="Moreno-Hill", school=cast.juniper)
    signed.refresh_from_db()
    assert (signed.name, signed.school_name) == ("Tess Moreno", cast.alder.name)


def test_who_has_not_signed_is_counted_by_school_and_named_to_few(cast: Cast) -> None:
    version = adopted_by_board(cast, begun(cast))
    api.sign_policy(cast.tess.actor, version, version.digest, now=NOW)
    counted = {each.school: (each.signed, each.bound) for each in api.signed_by_school(cast.ada.actor, version)}
    assert counted == {cast.alder.name: (1, 2), cast.juniper.name: (0, 1)}
    assert [each.school for each in api.signed_by_school(cast.paula.actor, version)] == [cast.alder.name]
    assert [str(each) for each in api.unsigned_named(cast.paula.actor, version)] == ["Nora Bell"]
    assert [str(each) for each in api.unsigned_named(cast.ada.actor, version)] == ["Nora Bell", "Theo Banks"]
    with problem("not_allowed"):
        api.unsigned_named(cast.bo.actor, version)  # a board member sees counts, not names
    for member in (cast.tess, cast.fay):
        with problem("not_allowed"):
            api.signed_by_school(member.actor, version)
    reminded = api.remind_signers(cast.ada.actor, version, now=NOW)
    assert reminded and reminded.count == 2 and api.remind_signers(cast.ada.actor, version, now=NOW) is None


def test_a_new_version_asks_anew_only_where_duties_change(cast: Cast) -> None:
    first = adopted_by_board(cast, begun(cast))
    api.sign_policy(cast.tess.actor, first, first.digest, now=NOW)
    second = api.begin_version(cast.ada.actor, first.policy, now=NOW)
    with problem("policies.nothing_new"):
        adopted_by_board(cast, second)
    clearer = (*TEXT[:2], Section(TEXT[2].heading, TEXT[2].text + " Always."))
    with problem("policies.text_unclear") as caught:
        api.write_draft(cast.ada.actor, second, draft(*clearer, changes_duties=False), now=NOW)
    assert set(caught.value.fields) == {"why"}
    why = "Says more clearly what we meant."
    api.write_draft(cast.ada.actor, second, draft(*clearer, why=why, changes_duties=False), now=NOW)
    second = adopted_by_board(cast, second)
    assert api.to_sign(cast.tess.actor) == [] and [each.pk for each in api.to_sign(cast.nora.actor)] == [second.pk]
    with problem("policies.not_signable"):
        api.sign_policy(cast.nora.actor, first, first.digest, now=NOW)
    assert api.holds(first, TODAY) is Holds.SUPERSEDED and api.holds(second, TODAY) is Holds.IN_FORCE
    third = api.begin_version(cast.ada.actor, first.policy, now=NOW)
    api.write_draft(cast.ada.actor, third, draft(*TEXT[:2], why="Section 3 falls away.", changes_duties=True), now=NOW)
    adopted_by_board(cast, third)
    assert len(api.to_sign(cast.tess.actor)) == 1 and api.own_signatures(cast.tess.actor).count() == 1


def test_a_teacher_says_of_their_own_classes_that_they_were_told(cast: Cast) -> None:
    Person.objects.filter(pk=cast.tess.person.pk).update(classes=["C1", "C2"])
    Person.objects.filter(pk=cast.theo.person.pk).update(classes=["C9"])
    about = About("AI-3", "How students use AI", PolicyKind.STUDENTS)
    binds = Binds(frozenset({"student"}), signed=False)
    version = adopted_by_board(cast, api.begin_policy(cast.ada.actor, about, draft(binds=binds), now=NOW))
    assert api.to_sign(cast.tess.actor) == [] and api.to_tell(cast.tess.actor) == [(version, ("C1", "C2"))]
    with problem("policies.class_not_yours"):
        api.tell_class(cast.tess.actor, version, "C9", TODAY, now=NOW)
    with problem("not_allowed"):
        api.tell_class(cast.nora.actor, version, "C1", TODAY, now=NOW)
    with problem("policies.days_unclear"):
        api.tell_class(cast.tess.actor, version, "C1", TODAY + timedelta(1), now=NOW)
    api.tell_class(cast.tess.actor, version, "C1", TODAY, now=NOW)
    with problem("policies.class_told_already"):
        api.tell_class(cast.tess.actor, version, "C1", TODAY, now=NOW)
    assert api.to_tell(cast.tess.actor) == [(version, ("C2",))]
    [alder] = api.told_by_school(cast.paula.actor, version)
    assert (alder.signed, alder.bound) == (1, 2)


def test_the_districts_own_file_is_the_version_and_its_text_is_shown(cast: Cast) -> None:
    brought = Brought(b"%PDF-1.7 the policy", "C:\\policies\\4710.pdf")
    version = api.begin_policy(cast.ada.actor, ABOUT, draft(), brought=brought, now=NOW)
    assert version.file.read() == brought.file and version.file_name == "4710.pdf"
    version = api.write_draft(cast.ada.actor, version, draft(Section("Typed", "over it")), now=NOW)
    assert [each.heading for each in api.sections_of(version)] == [each.heading for each in TEXT]
    with problem("policies.file_unfit"):
        api.write_draft(cast.ada.actor, version, draft(), brought=Brought(b"", "empty.docx"), now=NOW)


def test_families_read_it_in_their_language_where_somebody_translated_it(cast: Cast) -> None:
    version = adopted_by_board(cast, begun(cast))
    spanish = [Section(f"Sección {n}", "Texto") for n in (1, 2, 3)]
    with problem("policies.text_unclear"):
        api.translate_version(cast.ada.actor, version, "es", "Qué se espera", spanish[:2], now=NOW)
    api.translate_version(cast.ada.actor, version, "es", "Qué se espera", spanish, now=NOW)
    found = api.translation_of(version, "es")
    assert found and found.title == "Qué se espera" and api.translation_of(version, "fr") is None
