"""decide(): each term of a use, said as a teacher would understand it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chalkline.rulebook.api import (
    UNKNOWN,
    Condition,
    ConditionKind,
    DataException,
    Declined,
    Drilled,
    Ended,
    KeptBy,
    NextStep,
    Standing,
    Stops,
    ToolFacts,
    Verdict,
    Word,
    as_finding,
    as_refusal,
    as_teacher,
    decide,
)
from policies import DAY, FEEDBACK, LESSON, asked, policy

FEEDBACK_ASKED = asked(purpose="uc_feedback", role="student", elements=frozenset({"student_work"}))


def said(answer: object) -> list[str]:
    return [str(reason.sentence) for reason in answer.failed]  # type: ignore[attr-defined]


def test_what_an_approved_use_covers_is_allowed() -> None:
    answer = decide(asked(), policy(LESSON))
    assert (answer.verdict, answer.standing) == (Verdict.ALLOW, Standing.COVERED)
    assert (answer.use_id, answer.decision_number) == ("use-lesson", "2026-14")


@pytest.mark.parametrize(
    ("changes", "sentence", "code"),
    [
        ({"grade_band": "g35"}, "This use is for grades 6–8, not for grades 3–5.", "grade_not_covered"),
        ({"role": "student"}, "This use is for teachers, not for students.", "role_not_covered"),
        (
            {"purpose": "uc_tutor"},
            "This use is for “Draft rubrics and exemplars” and “Lesson and unit ideas”, "
            "not for “AI tutor for practice”.",
            "purpose_not_covered",
        ),
        ({"purpose": "uc_grading"}, "“Assign grades” is a matter that AI has no part in here.", "purpose_never"),
        ({"elements": frozenset({"stu_ssn"})}, "The district keeps this from every AI tool: Social Security number.",
         "data_blocked"),
        ({"elements": frozenset({"course_grades"})}, "This use does not cover: Course grades and marks.",
         "data_not_covered"),
        ({"elements": frozenset({"stu_first_name", "stu_last_name", "stu_preferred_name"})},
         "This use does not cover: Student names.", "data_not_covered"),
        ({"on": date(2027, 7, 1)}, "This use was approved until Jun 30, 2027 and has ended.", "use_not_in_force"),
        ({"on": date(2026, 10, 31)}, "This use starts on Nov 1, 2026.", "use_not_in_force"),
        ({"tool": "gauth"}, "No one has approved gauth for any use yet.", "use_not_in_force"),
        ({"model": "stub-small"}, "This use is not one that goes through the gateway.", "model_not_covered"),
        ({"use_id": "gone"}, "The approved use that this key was made for is not in force.", "use_not_in_force"),
        ({"use_id": "use-lesson", "tool": "chatgpt"}, "This use is for MagicSchool only.", "tool_not_covered"),
    ],
)  # fmt: skip
def test_a_refusal_says_which_term_does_not_hold(changes: dict[str, object], sentence: str, code: str) -> None:
    answer = decide(asked(**changes), policy(LESSON))
    assert answer.verdict is Verdict.REFUSE
    assert said(answer) == [sentence]
    refusal = as_refusal(answer)
    assert (refusal.code, refusal.status) == (code, 403)
    assert sentence in str(refusal.message)


def test_the_last_day_still_counts() -> None:
    assert decide(asked(on=date(2027, 6, 30)), policy(LESSON)).verdict is Verdict.ALLOW


def test_a_school_that_was_not_named_is_outside_the_terms() -> None:
    answer = decide(replace(FEEDBACK_ASKED, school="S1"), policy(FEEDBACK))
    assert said(answer) == ["This use is for Juniper Middle School, not for Alder Creek Elementary."]
    assert str(answer.changes[0]) == "A decision widens this use to Alder Creek Elementary."


def test_the_nearest_use_is_the_one_that_fails_least() -> None:
    answer = decide(asked(purpose="uc_feedback", role="aide", grade_band="g68"), policy(LESSON, FEEDBACK))
    assert answer.use_id == "use-feedback"
    assert said(answer) == ["This use is for teachers and students, not for aides."]


def test_an_adults_own_work_is_not_a_grade() -> None:
    assert decide(asked(grade_band="none"), policy(LESSON)).verdict is Verdict.REFUSE
    wider = replace(LESSON, grade_bands=frozenset({"g68", "none"}))
    assert decide(asked(grade_band="none"), policy(wider)).verdict is Verdict.ALLOW


class TestData:
    def test_listed_student_data_passes_while_the_agreement_is_in_date(self) -> None:
        made = policy(FEEDBACK)
        assert decide(FEEDBACK_ASKED, made).verdict is Verdict.ALLOW
        lapsed = replace(made, tools=(ToolFacts("magicschool", "MagicSchool", agreement_ends_on=date(2026, 11, 19)),))
        answer = decide(FEEDBACK_ASKED, lapsed)
        assert said(answer) == [
            "MagicSchool has no student data agreement in date. Needed for: Student writing, pictures and other work."
        ]

    def test_what_the_agreement_does_not_list_is_refused(self) -> None:
        use = replace(FEEDBACK, elements=FEEDBACK.elements | {"course_grades"})
        answer = decide(replace(FEEDBACK_ASKED, elements=frozenset({"course_grades"})), policy(use))
        assert said(answer) == ["The agreement with MagicSchool does not list: Course grades and marks."]

    def test_what_the_gateway_can_find_is_replaced_and_what_it_cannot_find_is_refused(self) -> None:
        made = policy(FEEDBACK)
        answer = decide(replace(FEEDBACK_ASKED, elements=frozenset({"student_work", "stu_phone"})), made)
        assert (answer.verdict, answer.redact) == (Verdict.REDACT, {"stu_phone"})
        grades = decide(replace(FEEDBACK_ASKED, elements=frozenset({"course_grades"})), made)
        assert grades.verdict is Verdict.REFUSE
        by_people = policy(replace(FEEDBACK, kept_by=frozenset({KeptBy.PEOPLE})))
        assert decide(replace(FEEDBACK_ASKED, elements=frozenset({"stu_phone"})), by_people).verdict is Verdict.REFUSE

    def test_names_and_numbers_that_the_schedule_does_not_list_are_replaced_or_refused(self) -> None:
        use = replace(FEEDBACK, elements=FEEDBACK.elements | {"stu_phone", "stu_state_id"})
        phone = replace(FEEDBACK_ASKED, elements=frozenset({"stu_phone"}))
        name = replace(FEEDBACK_ASKED, elements=frozenset({"stu_state_id"}))
        answer = decide(phone, policy(use))
        assert (answer.verdict, answer.redact) == (Verdict.REDACT, {"stu_phone"})
        assert decide(name, policy(use)).verdict is Verdict.REFUSE
        listing = ToolFacts(
            "magicschool",
            "MagicSchool",
            "registered",
            "NDPA",
            frozenset({"stu_phone", "stu_state_id"}),
            date(2027, 8, 1),
        )
        assert decide(phone, policy(use, tools=(listing,))).verdict is Verdict.ALLOW
        assert decide(name, policy(use, tools=(listing,))).verdict is Verdict.ALLOW

    def test_restricted_data_needs_an_exception_that_has_not_ended(self) -> None:
        exception = DataException("iep", date(2026, 12, 1), "2026-20")
        use = replace(FEEDBACK, elements=FEEDBACK.elements | {"iep"}, exceptions=(exception,))
        question = replace(FEEDBACK_ASKED, elements=frozenset({"iep"}))
        assert decide(question, policy(use)).verdict is Verdict.ALLOW
        assert decide(replace(question, on=date(2026, 12, 2)), policy(use)).verdict is Verdict.REFUSE
        assert decide(question, policy(replace(use, exceptions=()))).verdict is Verdict.REFUSE

    def test_data_that_the_policy_does_not_know_is_refused(self) -> None:
        answer = decide(asked(elements=frozenset({"aura"})), policy(LESSON))
        assert said(answer) == ["The policy does not know this kind of data: aura."]

    def test_data_that_is_about_nobody_needs_no_listing(self) -> None:
        documents = frozenset({"internal_docs", "licensed_content", "grade_level"})
        assert decide(asked(elements=documents), policy(LESSON)).verdict is Verdict.ALLOW


class TestUnknown:
    def test_what_is_unknown_is_not_guessed(self) -> None:
        answer = decide(asked(purpose=UNKNOWN, elements=UNKNOWN), policy(LESSON))
        assert answer.verdict is Verdict.CANNOT_TELL
        assert answer.matches_so_far
        assert [reason.term for reason in answer.unknown] == ["purpose", "data"]
        finding = as_finding(answer)
        assert finding.standing is Standing.CANNOT_TELL
        assert "what it is for is not known here" in str(finding.not_shown[0])

    def test_what_is_known_can_be_enough_for_a_no(self) -> None:
        answer = decide(asked(purpose=UNKNOWN, elements=UNKNOWN, grade_band="g35"), policy(LESSON))
        assert (answer.verdict, answer.standing) == (Verdict.REFUSE, Standing.OUTSIDE_TERMS)

    def test_to_a_teacher_the_unknown_is_a_condition(self) -> None:
        answer = as_teacher(decide(asked(grade_band=UNKNOWN, school=UNKNOWN), policy(LESSON)))
        assert answer.word is Word.YES_IF
        assert [str(limit) for limit in answer.limits] == ["Only for grades 6–8."]

    def test_a_call_must_say_what_it_is(self) -> None:
        refusal = as_refusal(decide(asked(grade_band=UNKNOWN), policy(LESSON)))
        assert refusal.code == "context_missing"
        assert "which grade it is for is not known here" in str(refusal.message)


class TestStanding:
    def test_a_stop_pauses_a_use_a_tool_or_a_key(self) -> None:
        made = policy(LESSON)
        question = asked(use_id="use-lesson", key_id="k1")
        assert decide(question, made).verdict is Verdict.ALLOW
        for stops, code, status in (
            (Stops(uses=frozenset({"use-lesson"})), "use_paused", 403),
            (Stops(tools=frozenset({"magicschool"})), "use_paused", 403),
            (Stops(keys=frozenset({"k1"})), "key_revoked", 401),
        ):
            answer = decide(question, made, stops)
            assert answer.standing is Standing.SUSPENDED
            assert (as_refusal(answer).code, as_refusal(answer).status) == (code, status)
            assert as_teacher(answer).next_step is NextStep.WAIT

    def test_a_drill_stops_for_its_own_key_alone(self) -> None:
        made = policy(replace(LESSON, models=frozenset({"small"}), kept_by=frozenset({KeptBy.GATEWAY})))
        tool = Stops(drilled=(Drilled("tool", "magicschool", "k1"),))
        model = Stops(drilled=(Drilled("model", "small", "k1"),))
        for stops, code, named in ((tool, "use_paused", ""), (model, "model_stopped", "small")):
            held = asked(use_id="use-lesson", key_id="k1", model=named)
            answer = decide(held, made, stops)
            assert as_refusal(answer).code == code
            for others in (replace(held, key_id="k2"), replace(held, key_id="")):
                assert decide(others, made, stops) == decide(others, made), "real calls do not notice"

    def test_what_ended_since_the_policy_was_published_has_ended(self) -> None:
        answer = decide(asked(), policy(LESSON), Stops(ended=frozenset({"use-lesson"})))
        assert (answer.standing, said(answer)) == (Standing.ENDED, ["This use has ended."])
        assert as_refusal(answer).code == "use_not_in_force"

    def test_an_agreement_that_ended_early_stops_student_data_alone(self) -> None:
        ended_early = Stops(agreements=frozenset({"magicschool"}))
        assert decide(FEEDBACK_ASKED, policy(FEEDBACK), ended_early).verdict is Verdict.REFUSE
        assert decide(asked(), policy(LESSON), ended_early).verdict is Verdict.ALLOW

    def test_retired_but_asked_for_again(self) -> None:
        old = Ended("use-old", "gauth", "Gauth", date(2026, 6, 1), "2025-09")
        answer = decide(asked(tool="gauth"), policy(LESSON, ended=(old,)))
        assert (answer.standing, answer.decision_number) == (Standing.ENDED, "2025-09")
        assert said(answer) == ["Gauth was approved once; that use ended on Jun 1, 2026."]

    def test_a_no_is_told_with_its_reason(self) -> None:
        no = Declined("gauth", "Gauth", "2026-11", DAY, "It gives answers away.")
        answer = decide(asked(tool="gauth"), policy(LESSON, declined=(no,)))
        assert answer.standing is Standing.DECLINED
        assert as_teacher(answer).word is Word.NO
        assert said(answer) == ["Decision 2026-11 said no to Gauth for every purpose: It gives answers away."]

    def test_a_no_to_one_purpose_is_not_a_no_to_an_unknown_one(self) -> None:
        no = Declined("gauth", "Gauth", "2026-11", DAY, "No.", frozenset({"uc_tutor"}))
        made = policy(LESSON, declined=(no,))
        assert decide(asked(tool="gauth", purpose="uc_tutor"), made).standing is Standing.DECLINED
        assert decide(asked(tool="gauth", purpose="uc_lesson"), made).standing is Standing.UNAPPROVED
        assert decide(asked(tool="gauth", purpose=UNKNOWN), made).standing is Standing.UNAPPROVED

    def test_a_later_yes_stands_above_a_no(self) -> None:
        no = Declined("magicschool", "MagicSchool", "2026-09", DAY, "Too early.")
        assert decide(asked(), policy(LESSON, declined=(no,))).standing is Standing.COVERED


class TestReadings:
    def test_yes_and_yes_if(self) -> None:
        assert as_teacher(decide(asked(), policy(LESSON))).word is Word.YES
        answer = as_teacher(decide(FEEDBACK_ASKED, policy(FEEDBACK)))
        assert answer.word is Word.YES_IF
        assert [each.text for each in answer.conditions] == ["The teacher reads each comment before a student sees it."]

    def test_not_yet_offers_a_request_and_blocked_data_does_not(self) -> None:
        not_yet = as_teacher(decide(asked(tool="gauth"), policy(LESSON)))
        assert (not_yet.word, not_yet.next_step) == (Word.NOT_YET, NextStep.REQUEST)
        wider = as_teacher(decide(asked(grade_band="g35"), policy(LESSON)))
        assert (wider.word, wider.next_step) == (Word.NOT_YET, NextStep.ASK_TO_WIDEN)
        no = as_teacher(decide(asked(elements=frozenset({"iep"})), policy(LESSON)))
        assert (no.word, no.next_step) == (Word.NO, NextStep.CHOOSE_ANOTHER)

    @pytest.mark.parametrize(
        ("kind", "verdict", "code"),
        [
            (ConditionKind.GROUND, Verdict.GROUND, "grounding_needed"),
            (ConditionKind.HOLD, Verdict.HOLD, "release_needed"),
        ],
    )
    def test_what_the_gateway_cannot_do_yet_is_refused_openly(
        self, kind: ConditionKind, verdict: Verdict, code: str
    ) -> None:
        use = replace(FEEDBACK, conditions=(Condition(kind, "", KeptBy.GATEWAY),))
        answer = decide(FEEDBACK_ASKED, policy(use))
        assert answer.verdict is verdict
        assert as_refusal(answer).code == code
        assert as_teacher(answer).word is Word.YES_IF

    def test_training_counts_when_the_gateway_keeps_it(self) -> None:
        condition = Condition(ConditionKind.TRAINING, "AI basics", KeptBy.GATEWAY, "basics")
        made = policy(replace(FEEDBACK, conditions=(condition,)))
        assert decide(replace(FEEDBACK_ASKED, training=frozenset({"basics"})), made).verdict is Verdict.ALLOW
        assert as_refusal(decide(replace(FEEDBACK_ASKED, training=frozenset()), made)).code == "training_needed"
        assert as_refusal(decide(FEEDBACK_ASKED, made)).code == "context_missing"


def test_a_refusal_says_what_to_do_next() -> None:
    said_of = {
        "Leave it out and send it again.": asked(elements=frozenset({"iep"})),
        "Decision 2026-14 set this. Ask for a wider use at http://here/ask/": asked(grade_band="g35"),
        "A person does this here. The AI coordinator can say who.": asked(purpose="uc_grading"),
        "Ask the AI coordinator what is possible.": asked(tool="gauth"),
    }
    for words, question in said_of.items():
        message = str(as_refusal(decide(question, policy(LESSON)), ask_url="http://here/ask/").message)
        assert message.startswith("This call was not sent. ")
        assert message.endswith(words)
