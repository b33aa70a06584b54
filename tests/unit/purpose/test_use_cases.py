"""A use case hangs on a problem, has a purpose of the list, and keeps a person in charge of people."""

from __future__ import annotations

import pytest

from cast import NOW, Cast
from chalkline.kernel.problem import Problem
from chalkline.ledger.api import history_of
from chalkline.purpose.use_cases.api import (
    KindOfAI,
    outline_of,
    propose_use_case,
    revise_use_case,
    use_case_by_id,
    use_cases,
)
from deciding import outline, problem_named
from expecting import problem


def test_a_use_case_reads_back_and_is_told_under_its_problem(cast: Cast) -> None:
    named = problem_named(cast)
    proposed = propose_use_case(cast.tess.actor, named, outline(), now=NOW)
    again = use_case_by_id(cast.fay.actor, str(proposed.id))
    assert outline_of(again) == outline() and again.digest == outline().digest
    assert again.area == "instruction"
    told = history_of("problem", str(named.id))[0]
    assert str(told.sentence("Tess")) == (
        "Tess proposed “Adapt passages to three reading levels” "
        "for the problem “Adapting reading passages takes evenings”."
    )


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": ""}),
        ("how_it_helps", {"how_it_helps": " "}),
        ("purpose", {"purpose": "uc_world_peace"}),
        ("roles", {"roles": frozenset()}),
        ("roles", {"roles": frozenset({"wizard"})}),
        ("grade_bands", {"grade_bands": frozenset()}),
        ("grade_bands", {"roles": frozenset({"student"}), "grade_bands": frozenset({"none"})}),
        ("inputs", {"inputs": frozenset({"shoe_size"})}),
        ("how_it_helps", {"how_it_helps": "x" * 5000}),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, field: str, change: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        propose_use_case(cast.tess.actor, problem_named(cast), outline(**change), now=NOW)
    assert caught.value.code == "use_cases.incomplete" and list(caught.value.fields) == [field]


@pytest.mark.parametrize("change", [{"kind": KindOfAI.SCORING}, {"flags_people": True}])
def test_what_flags_people_lists_its_inputs_and_names_who_decides(cast: Cast, change: dict[str, object]) -> None:
    named = problem_named(cast)
    with pytest.raises(Problem) as caught:
        propose_use_case(cast.tess.actor, named, outline(**change), now=NOW)
    assert set(caught.value.fields) == {"inputs", "human_decision", "decided_by"}
    full = outline(
        **change,
        purpose="uc_early_warning",
        inputs=frozenset({"daily_attendance"}),
        human_decision="Which support is offered, after talking with the family.",
        decided_by="The student support team",
    )
    assert propose_use_case(cast.tess.actor, named, full, now=NOW).flags_people


@pytest.mark.parametrize("who", ["fay", "bo", "otto", "kim"])
def test_people_who_do_not_work_here_do_not_propose(cast: Cast, who: str) -> None:
    with problem("not_allowed"):
        propose_use_case(getattr(cast, who).actor, problem_named(cast), outline(), now=NOW)


def test_who_proposed_it_revises_it_and_a_colleague_does_not(cast: Cast) -> None:
    proposed = propose_use_case(cast.tess.actor, problem_named(cast), outline(), now=NOW)
    with problem("not_allowed"):
        revise_use_case(cast.theo.actor, proposed, outline(title="Mine"), now=NOW)
    revise_use_case(cast.tess.actor, proposed, outline(), now=NOW)
    revised = revise_use_case(cast.tess.actor, proposed, outline(title="Adapt passages to four levels"), now=NOW)
    assert revised.digest != proposed.digest
    assert [each.kind for each in history_of("use_case", str(proposed.id))].count("purpose.use_case.revised/1") == 1


def test_use_cases_are_found_by_purpose_and_words(cast: Cast) -> None:
    propose_use_case(cast.tess.actor, problem_named(cast), outline(), now=NOW)
    assert use_cases(cast.nora.actor, purpose="uc_leveling").count() == 1
    assert use_cases(cast.nora.actor, search="LEVELS").count() == 1
    assert use_cases(cast.nora.actor, purpose="uc_tutor").count() == 0
    with problem("not_found"):
        use_case_by_id(cast.nora.actor, "nothing")
