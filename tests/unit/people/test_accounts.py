"""Who lets whom in: links that work once, roles up to a day, accounts that end, and never a locked-out district."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NOW, Cast
from chalkline.kernel.clock import utc_now
from chalkline.ledger.api import history_of
from chalkline.people.api import (
    Role,
    accept_invitation,
    actor_of_person,
    add_person,
    end_account,
    end_role,
    grant_role,
    holders_of,
    invitation_by_secret,
    invite,
    make_token,
    open_account,
    person_shown,
    staff,
    staff_named,
    students_and_families,
    system_actor,
)
from chalkline.people.models import Account, Grant, Invitation, Person
from chalkline.people.queries import actor_by_token
from expecting import problem

PASSWORD = "seven quiet herons fly"
DOOR = system_actor("invitation")


def link(cast: Cast, who: str = "tess") -> tuple[Account, str]:
    account = getattr(cast, who).account
    _, secret = invite(cast.dana.actor, account, now=NOW)
    return account, secret


def test_a_link_sets_a_password_once_and_is_kept_as_a_digest_only(cast: Cast) -> None:
    account, secret = link(cast)
    assert secret not in str(Invitation.objects.values_list())
    accept_invitation(DOOR, secret, PASSWORD, now=NOW)
    assert Account.objects.get(pk=account.pk).check_password(PASSWORD)
    with problem("people.invitation_over"):
        accept_invitation(DOOR, secret, "another password entirely", now=NOW)
    told = [str(each.sentence("Dana")) for each in history_of("person", str(cast.tess.person.pk))]
    assert told[:2] == [
        "Tess Moreno set a password by the link that was made for it.",
        "Dana made a link with which Tess Moreno can set a password.",
    ]


def test_a_newer_link_replaces_the_older_and_a_week_ends_it(cast: Cast) -> None:
    _, first = link(cast)
    _, second = link(cast)
    with problem("people.invitation_over"):
        invitation_by_secret(first, now=NOW)
    assert invitation_by_secret(second, now=NOW + timedelta(days=6, hours=23))
    for late in (second, "ci-nothing", ""):
        with problem("people.invitation_over"):
            invitation_by_secret(late, now=NOW + timedelta(days=7))


@pytest.mark.parametrize("password", ["", "short", "password1234", "tess.moreno@cedarhollow"])
def test_a_weak_password_is_refused_and_the_link_still_works(cast: Cast, password: str) -> None:
    _, secret = link(cast)
    with problem("people.weak_password"):
        accept_invitation(DOOR, secret, password, now=NOW)
    assert accept_invitation(DOOR, secret, PASSWORD, now=NOW)


@pytest.mark.parametrize("who", ["tess", "priya", "ada", "paula", "bo", "otto"])
def test_links_and_accounts_are_made_by_two_roles_only(cast: Cast, who: str) -> None:
    actor = getattr(cast, who).actor
    with problem("not_allowed"):
        invite(actor, cast.theo.account, now=NOW)  # type: ignore[arg-type]
    with problem("not_allowed"):
        end_account(actor, cast.theo.account, now=NOW)  # type: ignore[arg-type]
    with problem("not_allowed"):
        accept_invitation(actor, "ci-anything", PASSWORD, now=NOW)


def test_people_who_left_get_no_link(cast: Cast) -> None:
    with problem("people.account_ended"):
        invite(cast.dana.actor, cast.otto.account, now=NOW)  # type: ignore[arg-type]


def test_an_ended_account_opens_nothing_and_can_be_opened_again(cast: Cast) -> None:
    account, secret = link(cast)
    _, token = make_token(cast.tess.actor, "report", now=NOW)
    assert actor_by_token(token, now=NOW).may("requests.file")  # type: ignore[union-attr]
    end_account(cast.sue.actor, account, now=NOW)
    assert not actor_by_token(token, now=NOW).may("requests.file")  # type: ignore[union-attr]
    with problem("people.invitation_over"):
        invitation_by_secret(secret, now=NOW)
    with problem("people.account_ended"):
        invite(cast.dana.actor, account, now=NOW)
    again = open_account(cast.dana.actor, cast.tess.person, now=NOW)
    assert again.pk == account.pk and again.is_active and not again.has_usable_password()


def test_nobody_ends_their_own_account(cast: Cast) -> None:
    with problem("people.own_account"):
        end_account(cast.dana.actor, cast.dana.account, now=NOW)  # type: ignore[arg-type]


def test_somebody_can_always_give_roles(cast: Cast) -> None:
    dana_grant = Grant.objects.get(person=cast.dana.person)
    sue_grant = Grant.objects.get(person=cast.sue.person)
    end_role(cast.sue.actor, dana_grant, now=NOW)
    with problem("people.last_giver"):
        end_role(cast.sue.actor, sue_grant, now=NOW)
    grant_role(cast.sue.actor, cast.ada.person, Role.SUPERINTENDENT, now=NOW)
    end_account(cast.ada.actor, cast.sue.account, now=NOW)  # type: ignore[arg-type]
    with problem("people.last_giver"):
        end_role(cast.ada.actor, Grant.objects.get(person=cast.ada.person, role=Role.SUPERINTENDENT), now=NOW)


def test_a_role_up_to_a_day_stops_counting_after_it(cast: Cast) -> None:
    today = utc_now()
    grant = grant_role(cast.sue.actor, cast.theo.person, Role.AI_COORDINATOR, ends_on=today.date(), now=today)
    assert grant_role(cast.sue.actor, cast.theo.person, Role.AI_COORDINATOR, ends_on=today.date(), now=today) == grant
    assert cast.theo.actor.may("bundles.prepare") and cast.theo.person in holders_of(Role.AI_COORDINATOR)
    Grant.objects.filter(pk=grant.pk).update(ends_on=today.date() - timedelta(days=2))
    assert not cast.theo.actor.may("bundles.prepare") and cast.theo.person not in holders_of(Role.AI_COORDINATOR)
    # what has run out can be given anew
    grant_role(cast.sue.actor, cast.theo.person, Role.AI_COORDINATOR, now=today)
    assert cast.theo.actor.may("bundles.prepare")
    with problem("people.role_ends_before"):
        grant_role(cast.sue.actor, cast.theo.person, Role.AUDITOR, ends_on=today.date() - timedelta(days=2), now=today)


def test_children_and_families_exist_only_for_those_who_answer_for_the_roster(cast: Cast) -> None:
    parent = Person.objects.create(
        given_name="Pat", family_name="Sato", roster_role="guardian", email="pat@home.example"
    )
    for who in (cast.tess, cast.sue, cast.paula, cast.ada):
        assert not {cast.kim.person, parent} & set(staff(who.actor)) and not staff_named(who.actor, "Sato")
        with problem("not_found"):
            person_shown(who.actor, str(cast.kim.person.pk))
        with problem("not_allowed"):
            students_and_families(who.actor)
    for who in (cast.dana, cast.priya):
        assert {cast.kim.person, parent} <= set(students_and_families(who.actor))
        assert person_shown(who.actor, str(cast.kim.person.pk)) == cast.kim.person
    for who in (cast.bo, cast.fay, cast.otto):
        with problem("not_allowed"):
            staff(who.actor)


def test_somebody_from_outside_is_added_let_in_and_given_a_role(cast: Cast) -> None:
    fern = add_person(cast.sue.actor, given_name="Fern", family_name="Ito", email="fern@home.example", now=NOW)
    account = open_account(cast.sue.actor, fern, now=NOW)
    _, secret = invite(cast.sue.actor, account, now=NOW)
    accept_invitation(DOOR, secret, PASSWORD, now=NOW)
    assert not actor_of_person(fern).roles
    grant_role(cast.sue.actor, fern, Role.FAMILY_REPRESENTATIVE, now=NOW)
    assert actor_of_person(Person.objects.get(pk=fern.pk)).may("decisions.see")
