"""Publishing a policy: two people, every rule kept, exactly what the records say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import history_of
from chalkline.people.api import system_actor
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
    unpublished,
    waiting,
)
from chalkline.rulebook.api import (
    Standing,
    ToolFacts,
    Verdict,
    public_half,
    read_bundle,
)
from expecting import problem
from policies import LESSON, asked
from unit.publish.conftest import Approved


def publish(cast: Cast) -> Bundle:
    return activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=NOW), now=NOW)


def published_file(home: Path) -> bytes:
    return (home / "publish" / "bundle.chalkline").read_bytes()


def test_two_people_publish_and_everyone_hears_the_new_answer(cast: Cast, approved: Approved) -> None:
    assert ask(asked()).standing is Standing.UNAPPROVED
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    assert state_of(candidate) is State.WAITING
    assert waiting(cast.ada.actor) == candidate
    assert ask(asked()).standing is Standing.UNAPPROVED
    activate_bundle(cast.ada.actor, candidate, now=NOW)
    assert ask(asked()).verdict is Verdict.ALLOW
    assert (policy_in_force().revision, waiting(cast.ada.actor)) == (1, None)
    told = [str(each.sentence("Ada Lind")) for each in history_of("bundle", str(candidate.id))]
    assert told == [
        "Ada Lind activated policy 1. Gateways obey it within seconds.",
        "Ada Lind prepared policy 1: 5 changes, all rules kept in 12 checked cases.",
    ]
    assert history_of("use", "use-lesson")


def test_the_file_is_signed_and_whole(
    cast: Cast, approved: Approved, home: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        made = publish(cast)
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


def test_a_policy_that_breaks_a_rule_is_not_even_prepared(cast: Cast, approved: Approved) -> None:
    approved.tools = (ToolFacts("magicschool", "MagicSchool"),)
    with problem("bundles.invariant_broken"):
        prepare_bundle(cast.dana.actor, now=NOW)
    assert not Bundle.objects.exists()
    look = unpublished(cast.dana.actor)
    assert [each.id for each in look.checked if not each.holds] == ["agreement"]


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
    approved.uses = (replace(LESSON, expires_on=date(2027, 1, 31)),)
    with problem("bundles.records_changed"):
        activate_bundle(cast.ada.actor, candidate, now=NOW)


def test_a_candidate_does_not_wait_for_ever(cast: Cast, approved: Approved) -> None:
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    with problem("bundles.waited_too_long"):
        activate_bundle(cast.ada.actor, candidate, now=NOW + timedelta(days=8))


def test_nothing_new_is_not_published_until_the_old_one_nears_its_end(cast: Cast, approved: Approved) -> None:
    publish(cast)
    with problem("bundles.nothing_new"):
        prepare_bundle(cast.dana.actor, now=NOW)
    later = NOW + timedelta(days=130)
    renewed = activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=later), now=later)
    assert (renewed.revision, state_of(renewed)) == (2, State.IN_FORCE)


def test_the_difference_is_told_in_words(cast: Cast, approved: Approved) -> None:
    publish(cast)
    approved.uses = (replace(LESSON, roles=frozenset({"teacher", "aide"})),)
    candidate = prepare_bundle(cast.dana.actor, now=NOW)
    told = [str(each.sentence) for each in look_at(cast.priya.actor, candidate).changes]
    assert told == [
        "MagicSchool (decision 2026-14): the people change from teachers to teachers and aides.",
        "No longer: teachers and students (grades 6–8, Juniper Middle School) use MagicSchool for "
        "“Formative feedback on drafts” (decision 2026-15).",
    ]


def test_rolling_back_publishes_the_old_content_as_a_new_policy(cast: Cast, approved: Approved) -> None:
    with problem("bundles.nothing_before"):
        roll_back_bundle(cast.dana.actor, now=NOW)
    publish(cast)
    approved.uses = ()
    publish(cast)
    assert ask(asked()).verdict is Verdict.REFUSE
    candidate = roll_back_bundle(cast.ada.actor, now=NOW)
    assert (candidate.revision, candidate.restores) == (3, 1)
    with problem("bundles.same_person"):
        activate_bundle(cast.ada.actor, candidate, now=NOW)
    activate_bundle(cast.priya.actor, candidate, now=NOW)
    assert ask(asked()).verdict is Verdict.ALLOW
    assert policy_in_force().revision == 3


def test_a_roll_back_does_not_bring_back_an_agreement_that_has_ended(cast: Cast, approved: Approved) -> None:
    publish(cast)
    approved.uses, approved.tools = (), (ToolFacts("magicschool", "MagicSchool"),)
    publish(cast)
    with problem("bundles.invariant_broken"):
        roll_back_bundle(cast.ada.actor, now=NOW)


def test_a_paused_use_is_refused_without_publishing(cast: Cast, approved: Approved) -> None:
    publish(cast)
    approved.suspended = frozenset({"use-lesson"})
    assert ask(asked()).standing is Standing.SUSPENDED


def test_a_policy_names_no_person(cast: Cast, approved: Approved) -> None:
    body = bytes(publish(cast).body).decode()
    for member in (cast.dana, cast.ada, cast.tess, cast.kim):
        assert member.person.family_name not in body and str(member.person.id) not in body


def test_what_does_not_exist_is_not_found(cast: Cast, approved: Approved) -> None:
    with problem("not_found"):
        bundle_by_id(cast.dana.actor, "00000000-0000-4000-8000-000000000000")
