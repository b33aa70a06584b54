"""Publishing a policy: two people, every rule kept, exactly what the records say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cast import Cast
from chalkline.approve.uses.api import end_use, suspend_use
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import history_of
from chalkline.people.api import system_actor
from chalkline.publish.bundle import queries
from chalkline.publish.bundle.api import (
    Bundle,
    State,
    activate_bundle,
    ask,
    bundle_by_id,
    in_force,
    look_at,
    policy_in_force,
    prepare_bundle,
    put_bundle_in_place,
    roll_back_bundle,
    state_of,
    stops_in_force,
    unpublished,
    waiting,
)
from chalkline.rulebook.api import Standing, Verdict, public_half, read_bundle
from chalkline.tools.agreements.api import end_agreement
from chalkline.tools.register.api import register_tool
from chalkline.web.waiting import policies
from deciding import MEETING_AT
from expecting import problem
from unit.publish.conftest import Approved

NOW = MEETING_AT


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads ask what day it is: here it is the day of the decision."""
    monkeypatch.setattr(queries, "utc_now", lambda: NOW)


def published_file(home: Path) -> bytes:
    return (home / "publish" / "bundle.chalkline").read_bytes()


def test_two_people_publish_and_everyone_hears_the_new_answer(cast: Cast, approved: Approved) -> None:
    assert ask(approved.asked()).standing is Standing.UNAPPROVED
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    assert state_of(candidate) is State.WAITING
    assert waiting(cast.ada.actor) == candidate
    assert ask(approved.asked()).standing is Standing.UNAPPROVED
    activate_bundle(cast.ada.actor, candidate, now=NOW)
    assert ask(approved.asked()).verdict is Verdict.ALLOW
    assert (policy_in_force().revision, waiting(cast.ada.actor)) == (1, None)
    told = [str(each.sentence("Somebody")) for each in history_of("bundle", str(candidate.id))]
    assert told == [
        "Somebody activated policy 1. Gateways obey it within seconds.",
        "Somebody prepared policy 1. Changes: 3. Every rule holds; cases checked: 4.",
    ]
    assert "publish.bundle.prepared/1" in {each.kind for each in history_of("use", approved.use_id)}


def test_the_file_is_signed_and_whole(
    approved: Approved, home: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        made = approved.publish()
    public = public_half(Keyring(home / "keys", make=False).key("bundle"))
    read = read_bundle(published_file(home), public, now=NOW)
    assert (read.digest, read.revision, read.previous) == (made.digest, 1, "")
    assert put_bundle_in_place() is False
    (home / "publish" / "bundle.chalkline").unlink()
    assert put_bundle_in_place() is True
    assert read_bundle(published_file(home), public, now=NOW) == read
    assert [path.name for path in (home / "publish").iterdir()] == ["bundle.chalkline"]


def test_nobody_activates_what_they_prepared(cast: Cast, approved: Approved) -> None:
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    with problem("bundles.same_person"):
        activate_bundle(cast.dana.actor, candidate, now=NOW)
    with problem("bundles.same_person"):
        activate_bundle(system_actor("reactions"), candidate, now=NOW)
    assert in_force() is None


@pytest.mark.parametrize("who", ["tess", "bo", "sam", "otto", "nora"])
def test_others_may_not_publish(cast: Cast, approved: Approved, who: str) -> None:
    actor = getattr(cast, who).actor
    with problem("not_allowed"):
        prepare_bundle(actor, now=NOW)
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    with problem("not_allowed"):
        activate_bundle(actor, candidate, now=NOW)


def test_a_policy_that_breaks_a_rule_is_not_even_prepared(cast: Cast, granted: Approved) -> None:
    with problem("bundles.invariant_broken"):
        prepare_bundle(cast.dana.actor, now=NOW)
    assert not Bundle.objects.exists()
    broken = [each for each in unpublished(cast.dana.actor).checked if not each.holds]
    assert [each.id for each in broken] == ["agreement", "under13"]
    assert str(broken[0].counterexamples[0]).endswith("Diffit has no student data agreement in date.")


def test_of_two_candidates_only_the_first_takes_effect(cast: Cast, approved: Approved) -> None:
    first, second = prepare_bundle(cast.dana.actor, now=NOW), prepare_bundle(cast.dana.actor, now=NOW)
    activate_bundle(cast.ada.actor, first, now=NOW)
    assert state_of(second) is State.OVERTAKEN
    with problem("bundles.overtaken"):
        activate_bundle(cast.ada.actor, second, now=NOW)
    with problem("bundles.overtaken"):
        activate_bundle(cast.priya.actor, first, now=NOW)


def test_a_candidate_whose_records_have_changed_is_prepared_again(cast: Cast, approved: Approved) -> None:
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    approved.route("stub-small", "stub-large")
    with problem("bundles.records_changed"):
        activate_bundle(cast.ada.actor, candidate, now=NOW)


def test_a_candidate_does_not_wait_for_ever(cast: Cast, approved: Approved) -> None:
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    with problem("bundles.waited_too_long"):
        activate_bundle(cast.ada.actor, candidate, now=NOW + timedelta(days=8))


def test_nothing_new_is_not_published_until_the_old_one_nears_its_end(cast: Cast, approved: Approved) -> None:
    approved.publish()
    with problem("bundles.nothing_new"):
        prepare_bundle(cast.dana.actor, now=NOW)
    later = NOW + timedelta(days=130)
    renewed = activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=later), now=later)
    assert (renewed.revision, state_of(renewed)) == (2, State.IN_FORCE)


def test_the_difference_is_told_in_words(cast: Cast, approved: Approved) -> None:
    first = approved.publish()
    assert str(look_at(cast.priya.actor, first).changes[0].sentence) == (
        "New: teachers and students (grades 3–5, Alder Creek Elementary) may use Diffit for “Adjust reading level and "
        f"scaffold texts” until Jun 30, 2027, with this student information: Prompt text and Student writing, pictures "
        f"and other work (decision {approved.use.decision})."
    )
    approved.route("stub-small", "stub-large")
    second = prepare_bundle(cast.dana.actor, now=NOW)
    told = [str(each.sentence) for each in look_at(cast.priya.actor, second).changes]
    assert told == [
        f"Diffit (decision {approved.use.decision}): the models change from stub-small to stub-large and stub-small."
    ]


def test_rolling_back_publishes_the_old_content_as_a_new_policy(cast: Cast, approved: Approved) -> None:
    with problem("bundles.nothing_before"):
        roll_back_bundle(cast.dana.actor, now=NOW)
    approved.publish()
    approved.route("stub-large")
    approved.publish()
    candidate = roll_back_bundle(cast.ada.actor, now=NOW)
    assert (candidate.revision, candidate.restores) == (3, 1)
    with problem("bundles.same_person"):
        activate_bundle(cast.ada.actor, candidate, now=NOW)
    activate_bundle(cast.priya.actor, candidate, now=NOW)
    policy = policy_in_force()
    assert (policy.revision, policy.by_use[approved.use_id].models) == (3, {"stub-small"})


def test_a_roll_back_brings_back_neither_an_ended_use_nor_an_ended_agreement(cast: Cast, granted: Approved) -> None:
    agreement = granted.sign()
    granted.route("stub-small")
    granted.publish()
    end_use(cast.dana.actor, granted.use, reason="It did not help.", now=NOW)
    granted.publish()
    activate_bundle(cast.priya.actor, roll_back_bundle(cast.ada.actor, now=NOW), now=NOW)
    assert granted.use_id in policy_in_force().by_use
    assert ask(granted.asked()).standing is Standing.ENDED
    granted.publish()
    end_agreement(cast.priya.actor, agreement, ended_on=date(2026, 12, 1), why="The vendor was sold.", now=NOW)
    with problem("bundles.invariant_broken"):
        roll_back_bundle(cast.ada.actor, now=NOW)


def test_a_restriction_counts_without_publishing(cast: Cast, granted: Approved) -> None:
    agreement = granted.sign()
    granted.route("stub-small")
    granted.publish()
    assert ask(granted.asked()).verdict is Verdict.ALLOW
    end_agreement(cast.priya.actor, agreement, ended_on=date(2026, 12, 1), why="The vendor was sold.", now=NOW)
    assert stops_in_force().agreements == {"diffit"}
    assert "no student data agreement in date" in str(ask(granted.asked()).failed[0].sentence)
    suspend_use(cast.priya.actor, granted.use, reason="Odd answers were reported.", now=NOW)
    assert ask(granted.asked()).standing is Standing.SUSPENDED
    end_use(cast.priya.actor, granted.use, reason="They went on.", now=NOW)
    assert ask(granted.asked()).standing is Standing.ENDED


def test_only_what_somebody_decided_or_signed_waits_to_be_published(cast: Cast, approved: Approved) -> None:
    brianna = cast.ada.actor

    def waits() -> list[str]:
        return [str(each.title) for each in policies(brianna, NOW.date())]

    assert waits() == ["Decisions are not in force yet"]
    approved.publish()
    assert waits() == []
    register_tool(cast.tess.actor, "gauth", now=NOW)
    end_use(cast.sam.actor, approved.use, reason="The pilot is over.", now=NOW)
    assert unpublished(brianna).changes and unpublished(brianna).waiting == ()
    assert waits() == []  # a new name decides nothing, and an end is obeyed without a policy


def test_a_policy_names_no_person(cast: Cast, approved: Approved) -> None:
    body = bytes(approved.publish().body).decode()
    for member in (cast.dana, cast.ada, cast.tess, cast.kim):
        assert member.person.family_name not in body and str(member.person.id) not in body


def test_what_does_not_exist_is_not_found(cast: Cast, approved: Approved) -> None:
    for wrong in ("00000000-0000-4000-8000-000000000000", "nonsense"):
        with problem("not_found"):
            bundle_by_id(cast.dana.actor, wrong)
