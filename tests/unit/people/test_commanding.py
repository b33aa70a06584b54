"""A command that forgets its permission or its facts is rolled back, whoever called it."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from cast import NOW, Cast
from chalkline.ledger.api import history_of, record
from chalkline.people.api import (
    Role,
    add_person,
    command,
    end_account,
    end_role,
    grant_role,
    invite,
    open_account,
    roles_to_give,
    system_actor,
    take_off_second_step,
)
from chalkline.people.events import RoleEnded, RoleGranted
from chalkline.people.models import Grant
from expecting import problem


def test_a_granted_role_counts_and_an_ended_one_does_not(cast: Cast) -> None:
    assert not cast.tess.actor.may("bundles.prepare")
    grant = grant_role(cast.dana.actor, cast.tess.person, Role.AI_COORDINATOR, now=NOW)
    assert cast.tess.actor.may("bundles.prepare")
    end_role(cast.sue.actor, grant, now=NOW)
    assert not cast.tess.actor.may("bundles.prepare")
    told = [str(each.sentence("Sue")) for each in history_of("person", str(cast.tess.person.id))]
    assert told[0] == "Sue ended the role “AI coordinator” of Tess Moreno."


def test_nobody_grants_a_role_to_themselves(cast: Cast) -> None:
    with problem("people.own_role"):
        grant_role(cast.dana.actor, cast.dana.person, Role.SUPERINTENDENT, now=NOW)
    assert not Grant.objects.filter(person=cast.dana.person, role=Role.SUPERINTENDENT).exists()


def test_a_technology_director_makes_nobody_superintendent_and_ends_none(cast: Cast) -> None:
    with problem("people.not_yours_to_give"):
        grant_role(cast.dana.actor, cast.theo.person, Role.SUPERINTENDENT, now=NOW)
    with problem("people.above_you"):
        end_role(cast.dana.actor, Grant.objects.get(person=cast.sue.person, role=Role.SUPERINTENDENT), now=NOW)
    for touched in (invite, end_account):
        with problem("people.above_you"):
            touched(cast.dana.actor, cast.sue.account, now=NOW)
    grant_role(cast.sue.actor, cast.theo.person, Role.SUPERINTENDENT, now=NOW)
    assert cast.theo.actor.may("people.grant_role")


def test_nobody_makes_up_a_second_person_to_check_their_own_work(cast: Cast) -> None:
    made_up = add_person(cast.dana.actor, given_name="D.", family_name="W.", email="dw@elsewhere.example", now=NOW)
    for role in (Role.PRIVACY_OFFICER, Role.AI_COORDINATOR, Role.AUDITOR):
        with problem("people.not_yours_to_give"):
            grant_role(cast.dana.actor, made_up, role, now=NOW)
    assert {Role.BOARD, Role.FAMILY_REPRESENTATIVE} <= set(roles_to_give(cast.dana.actor, made_up))
    assert not {Role.SUPERINTENDENT, Role.SECURITY_LEAD} & set(roles_to_give(cast.dana.actor, made_up))
    grant_role(cast.sue.actor, made_up, Role.AUDITOR, now=NOW)


def test_the_first_superintendent_is_made_by_the_technology_director(cast: Cast) -> None:
    Grant.objects.filter(role=Role.SUPERINTENDENT).update(ended_at=NOW)
    grant_role(cast.dana.actor, cast.theo.person, Role.SUPERINTENDENT, now=NOW)
    assert cast.theo.actor.may("people.grant_role")


def test_the_operator_alone_helps_somebody_who_lost_everything(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.sue.account, type=Authenticator.Type.TOTP, data={})
    with problem("not_allowed"):
        take_off_second_step(cast.dana.actor, cast.sue.account, now=NOW)
    take_off_second_step(system_actor("operator"), cast.sue.account, now=NOW)
    assert not Authenticator.objects.filter(user=cast.sue.account).exists()
    _, secret = invite(system_actor("operator"), cast.sue.account, now=NOW)
    assert secret


@pytest.mark.parametrize("who", ["tess", "priya", "paula", "nora", "otto"])
def test_roles_come_through_one_door_only(cast: Cast, who: str) -> None:
    with problem("not_allowed"):
        grant_role(getattr(cast, who).actor, cast.theo.person, Role.TECHNOLOGY_DIRECTOR, now=NOW)


def test_students_never_get_accounts(cast: Cast) -> None:
    with problem("people.no_account"):
        open_account(cast.dana.actor, cast.kim.person, now=NOW)


def test_a_command_without_a_permission_check_is_rolled_back(cast: Cast) -> None:
    @command(records=(RoleEnded,))
    def careless(actor: object) -> None:
        Grant.objects.filter(person=cast.priya.person).update(ended_at=NOW)
        record(RoleEnded(_ref(cast), "dpo", "Privacy officer", "", "Priya"), actor_id="x", now=NOW)

    with pytest.raises(RuntimeError, match="without checking a permission"):
        careless(cast.tess.actor)
    assert Grant.objects.get(person=cast.priya.person).ended_at is None


def test_a_command_that_records_nothing_or_something_else_is_rolled_back(cast: Cast) -> None:
    @command(records=(RoleEnded,))
    def silent(actor: object) -> None:
        cast.dana.actor.must("people.end_role")

    @command(records=(RoleEnded,))
    def talkative(actor: object) -> None:
        cast.dana.actor.must("people.end_role")
        record(RoleGranted(_ref(cast), "dpo", "Privacy officer", "", "", "Priya"), actor_id="x", now=NOW)

    with pytest.raises(RuntimeError, match="without recording"):
        silent(cast.dana.actor)
    with pytest.raises(RuntimeError, match="without declaring"):
        talkative(cast.dana.actor)


def _ref(cast: Cast) -> object:
    from chalkline.kernel.subjects import SubjectRef

    return SubjectRef("person", str(cast.priya.person.id))
