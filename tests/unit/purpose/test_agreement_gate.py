"""The gate of the agreement is read from what was signed; a person may say otherwise, with a reason."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from cast import NOW, Cast
from chalkline.kernel.subjects import SubjectRef
from chalkline.purpose.portfolio.api import Gate, GateAnswer, GateStanding, GateState, answer_gate, gates_standing
from chalkline.purpose.portfolio.covering import Held, read_from_records
from chalkline.purpose.use_cases.api import UseCase
from chalkline.rulebook.api import vocabulary
from chalkline.tools.agreements.api import AgreementKind, end_agreement, record_agreement
from chalkline.tools.register.api import register_tool
from expecting import problem
from portfolios import proposed
from visiting import visitor

TODAY = NOW.date()
RECORDS = {"a": "Grades", "b": "Attendance", "c": "Student work"}
schedules = some.frozensets(some.sampled_from([*RECORDS, "p"]))


def held(number: int, elements: frozenset[str], days: int) -> Held:
    name = f"T{number}"
    ends_on = TODAY + timedelta(days=days)
    return Held(SubjectRef("agreement", name), SubjectRef("tool", name), name, elements, date(2026, 1, 1), ends_on)


@given(schedules, some.lists(some.tuples(schedules, some.integers(-5, 400)), max_size=4))
def test_it_is_open_exactly_when_one_agreement_in_force_lists_all(
    listed: frozenset[str], signed: list[tuple[frozenset[str], int]]
) -> None:
    all_held = [held(number, *each) for number, each in enumerate(signed)]
    stands = read_from_records(listed, RECORDS, all_held, on=TODAY)
    needed = listed & RECORDS.keys()
    if not listed:
        assert stands is None
        return
    assert stands is not None
    covered = not needed or any(elements >= needed and days >= 0 for elements, days in signed)
    assert stands.state is (GateState.OPEN if covered else GateState.SHUT)
    assert bool(stands.evidence) == (covered and bool(needed)) or not covered
    assert covered or stands.to_open


def stands(cast: Cast, use_case: UseCase) -> GateStanding:
    return next(each for each in gates_standing(cast.tess.actor, use_case, on=TODAY) if each.gate is Gate.AGREEMENT)


def test_it_follows_what_is_signed_and_what_ends(cast: Cast) -> None:
    assert stands(cast, proposed(cast, "Passages")).state is GateState.OPEN  # texts only: nothing about a student
    use_case = proposed(cast, "Comments on drafts", purpose="uc_feedback")
    shut = stands(cast, use_case)
    assert shut.state is GateState.SHUT and "No agreement in force lists what it needs" in str(shut.reason)
    tool = register_tool(cast.tess.actor, "Pine Reader", now=NOW)
    listed = set(vocabulary().purposes["uc_feedback"].elements)
    ends_on = TODAY + timedelta(days=90)
    near = record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=TODAY, ends_on=ends_on,
        elements=listed - {"student_work"}, now=NOW,
    )  # fmt: skip
    assert "comes closest, and does not list: Student writing" in str(stands(cast, use_case).reason)
    end_agreement(cast.priya.actor, near, ended_on=TODAY, why="A better one is signed.", now=NOW)
    record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=TODAY, ends_on=ends_on, elements=listed, now=NOW
    )
    opened = stands(cast, use_case)
    assert opened.state is GateState.OPEN and opened.evidence[0] == SubjectRef("tool", tool.slug)
    page = visitor(cast.tess).get(f"/purpose/use-cases/{use_case.pk}/").content.decode()
    assert "lists all of it, and holds until" in page and f"/tools/{tool.slug}/" in page


def test_an_answer_by_hand_takes_a_reason_and_shows_what_the_records_say(cast: Cast) -> None:
    use_case = proposed(cast, "Comments on drafts", purpose="uc_feedback")
    with problem("portfolio.gate_answer"):
        answer_gate(cast.priya.actor, use_case, GateAnswer(Gate.AGREEMENT, True, " "), now=NOW)
    with problem("not_allowed"):
        answer_gate(cast.tess.actor, use_case, GateAnswer(Gate.AGREEMENT, True, "It is fine."), now=NOW)
    answer_gate(cast.priya.actor, use_case, GateAnswer(Gate.AGREEMENT, True, "The state's covers it."), now=NOW)
    by_hand = stands(cast, use_case)
    assert by_hand.state is GateState.OPEN and by_hand.reason == "The state's covers it."
    page = visitor(cast.tess).get(f"/purpose/use-cases/{use_case.pk}/").content.decode()
    assert "The records say otherwise: No agreement in force lists" in page and "Priya Raman" in page
