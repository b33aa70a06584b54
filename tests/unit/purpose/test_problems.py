"""A problem has an owner, evidence and an outcome one could fail to reach, or it is not named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cast import NOW, Cast
from chalkline.kernel.problem import Problem
from chalkline.ledger.api import history_of
from chalkline.purpose.problems.api import Evidence, name_problem, problem_by_id, problems, revise_problem, statement_of
from chalkline.purpose.problems.models import DistrictProblem
from deciding import problem_named, statement
from expecting import problem


def test_a_problem_reads_back_as_it_was_stated(cast: Cast) -> None:
    stated = statement(cast.carl.actor.id)
    named = name_problem(cast.tess.actor, stated, now=NOW)
    again = statement_of(problem_by_id(cast.fay.actor, str(named.id)))
    assert again == stated
    assert again.digest == stated.digest == named.digest


def test_naming_is_told_in_the_history_of_the_problem_and_of_its_owner(cast: Cast) -> None:
    named = problem_named(cast)
    told = history_of("problem", str(named.id))
    assert str(told[0].sentence("Carl")) == "Carl named the problem “Adapting reading passages takes evenings”."
    assert history_of("person", cast.carl.actor.id)[0].id == told[0].id


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("title", {"title": "  "}),
        ("title", {"title": "x" * 121}),
        ("what_happens", {"what_happens": ""}),
        ("what_happens", {"what_happens": "x" * 100_000}),
        ("evidence", {"evidence": ()}),
        ("evidence", {"evidence": (Evidence("  ", "12%"),)}),
        ("evidence", {"evidence": (Evidence("Seen", link="javascript:alert(1)"),)}),
        ("evidence", {"evidence": tuple(Evidence(f"Seen {n}") for n in range(13))}),
        ("measure", {"measure": " "}),
        ("target", {"target": Decimal("5.2")}),
        ("target", {"target": Decimal("NaN")}),
        ("baseline", {"baseline": Decimal("1e12")}),
        ("baseline", {"baseline": Decimal("0.00001")}),
        ("by_on", {"by_on": date(2026, 11, 20)}),
        ("by_on", {"by_on": date(2099, 1, 1)}),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, field: str, change: dict[str, object]) -> None:
    whole = statement(cast.carl.actor.id)
    inner = {name: value for name, value in change.items() if hasattr(whole.outcome, name)}
    outer = {name: value for name, value in change.items() if name not in inner}
    wrong = replace(whole, outcome=replace(whole.outcome, **inner), **outer)
    with pytest.raises(Problem) as caught:
        name_problem(cast.tess.actor, wrong, now=NOW)
    assert caught.value.code == "problems.incomplete"
    assert list(caught.value.fields) == [field]
    assert not DistrictProblem.objects.exists()


@pytest.mark.parametrize("owner", ["kim", "otto", "fay", "bo"])
def test_the_owner_works_here(cast: Cast, owner: str) -> None:
    with problem("problems.owner"):
        name_problem(cast.tess.actor, statement(str(getattr(cast, owner).person.id)), now=NOW)


@pytest.mark.parametrize("owner_id", ["", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_an_owner_who_does_not_exist_is_refused(cast: Cast, owner_id: str) -> None:
    with problem("problems.owner"):
        name_problem(cast.tess.actor, statement(owner_id), now=NOW)


@pytest.mark.parametrize("who", ["fay", "bo", "otto", "kim"])
def test_people_who_do_not_work_here_read_but_do_not_name(cast: Cast, who: str) -> None:
    with problem("not_allowed"):
        name_problem(getattr(cast, who).actor, statement(cast.carl.actor.id), now=NOW)


def test_the_owner_revises_with_a_reason(cast: Cast) -> None:
    named = problem_named(cast)
    anew = statement(cast.carl.actor.id, title="Adapting passages takes evenings and weekends")
    with problem("problems.no_reason"):
        revise_problem(cast.carl.actor, named, anew, because=" ", now=NOW)
    revised = revise_problem(cast.carl.actor, named, anew, because="New numbers from October.", now=NOW)
    assert revised.digest == anew.digest != named.digest
    told = history_of("problem", str(named.id))
    assert told[0].values["former_digest"] == named.digest
    assert str(told[0].sentence("Carl")).endswith("New numbers from October.")


def test_saying_the_same_again_changes_nothing(cast: Cast) -> None:
    named = problem_named(cast)
    revise_problem(cast.carl.actor, named, statement_of(named), because="", now=NOW)
    assert len(history_of("problem", str(named.id))) == 1


def test_a_colleague_may_not_revise_somebody_elses_problem(cast: Cast) -> None:
    named = problem_named(cast)
    with problem("not_allowed"):
        revise_problem(cast.tess.actor, named, statement(cast.tess.actor.id), because="Mine now.", now=NOW)


def test_problems_are_found_by_their_words(cast: Cast) -> None:
    problem_named(cast)
    assert problems(cast.nora.actor, search="PASSAGES").count() == 1
    assert problems(cast.nora.actor, area="student_achievement").count() == 0
    for nonsense in ("", "../etc", "1"):
        with problem("not_found"):
            problem_by_id(cast.nora.actor, nonsense)
