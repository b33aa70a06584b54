"""Inviting somebody to sign in: a link that sets a password, once and not for long; ending an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from chalkline.kernel.ids import new_secret
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.actor import Actor
from chalkline.people.commanding import command
from chalkline.people.commands.above import must_not_be_above
from chalkline.people.commands.lockout import must_leave_somebody
from chalkline.people.events import AccountEnded, InvitationAccepted, InvitationMade, SecondStepTakenOff
from chalkline.people.models import Account, Invitation
from chalkline.people.queries import digest_of_secret, invitation_by_secret

GOOD_FOR = timedelta(days=7)


@command(records=(InvitationMade,))
def invite(actor: Actor, account: Account, *, now: datetime) -> tuple[Invitation, str]:
    """Make a link to set a password by. Returns it with its secret, which is told this once and not kept.

    It works once, for a week; links made before for the same account stop working. The second step that
    somebody has set up stays theirs: the link alone opens nothing of it.
    """
    actor.must("people.invite")
    current = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    if not current.is_active or not current.person.is_active:
        raise Problem(
            "people.account_ended",
            what=Sentence("{name} cannot sign in at present.", name=str(current.person)),
            why=Sentence("The account was ended, or the roster says that this person has left."),
            next_step=Sentence("Open the account again first."),
            kind=Kind.CONFLICT,
        )
    must_not_be_above(actor, current.person)
    Invitation.objects.filter(account=current, ended_at=None).update(ended_at=now)
    secret = new_secret("ci")
    invitation = Invitation.objects.create(
        account=current, digest=digest_of_secret(secret), made_by=actor.id, made_at=now, expires_at=now + GOOD_FOR
    )
    until = invitation.expires_at.isoformat()
    record(InvitationMade(_ref(current), until, str(current.person)), actor_id=actor.id, now=now)
    return invitation, secret


@command(records=(InvitationAccepted,))
def accept_invitation(actor: Actor, secret: str, password: str, *, now: datetime) -> Account:
    """Set the password by the link. Whoever was signed in to this account is signed out by it."""
    actor.must("people.accept_invitation")
    invitation = invitation_by_secret(secret, now=now)
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation.account_id)
    invitation = invitation_by_secret(secret, now=now)  # of two at once, the second finds it used
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Problem(
            "people.weak_password",
            what=Sentence("This password is too easy to guess."),
            why=Sentence("It guards what the district decides and what people typed."),
            next_step=Sentence("Choose at least twelve characters: three or four words that you can remember."),
            fields={"password": " ".join(error.messages)},
        ) from None
    account.set_password(password)
    account.save(update_fields=["password"])
    invitation.ended_at = now
    invitation.save(update_fields=["ended_at"])
    record(InvitationAccepted(_ref(account), str(account.person)), actor_id=str(account.person_id), now=now)
    return account


@command(records=(AccountEnded,), may_change_nothing=True)
def end_account(actor: Actor, account: Account, *, now: datetime) -> Account:
    """End a way to sign in, with its links. Sessions and tokens open nothing from the next request on."""
    actor.must("people.end_account")
    current = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    if not current.is_active:
        return current
    if str(current.person_id) == actor.id:
        raise Problem(
            "people.own_account",
            what=Sentence("You cannot end your own account."),
            why=Sentence("It would sign you out, and nobody else would know why."),
            next_step=Sentence("Ask another person who opens accounts to end it."),
            kind=Kind.NOT_ALLOWED,
        )
    must_not_be_above(actor, current.person)
    must_leave_somebody(without=[current.person_id])
    current.is_active = False
    current.save(update_fields=["is_active"])
    Invitation.objects.filter(account=current, ended_at=None).update(ended_at=now)
    record(AccountEnded(_ref(current), str(current.person)), actor_id=actor.id, now=now)
    return current


@command(records=(SecondStepTakenOff,), may_change_nothing=True)
def take_off_second_step(actor: Actor, account: Account, *, now: datetime) -> Account:
    """Take the second step and its recovery codes off, for somebody who lost both.

    By the operator of the server alone, who holds the keys anyway: whoever could do it in the pages could do it to
    the person who is to check them.
    """
    actor.must("people.take_off_second_step")
    if Authenticator.objects.filter(user=account).delete()[0]:
        record(SecondStepTakenOff(_ref(account), str(account.person)), actor_id=actor.id, now=now)
    return account


def _ref(account: Account) -> SubjectRef:
    return SubjectRef("person", str(account.person_id))
