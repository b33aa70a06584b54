"""Writes of front ends and issuers: register, replace a secret, withdraw."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, person_by_id
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.front_ends.events import (
    FrontEndRegistered,
    FrontEndSecretReplaced,
    FrontEndWithdrawn,
    IssuerNamed,
    IssuerWithdrawn,
)
from chalkline.publish.front_ends.models import FrontEnd, TrustedIssuer
from chalkline.publish.front_ends.rules import filled_in, issuer_taken, name_taken, refuse_unfit, shared_secret
from chalkline.publish.front_ends.words import SECRET_KEY, FrontEndWanted, IssuerWanted
from chalkline.rulebook.trusting import Algorithm


@command(records=(FrontEndRegistered,))
def register_front_end(actor: Actor, wanted: FrontEndWanted, *, now: datetime) -> tuple[FrontEnd, str]:
    """A front end that may say who calls, and its shared secret: shown now and never again ("" with a key of its own).

    Raises the Problems of ``rules.refuse_unfit``, front_ends.owner_unclear, front_ends.named_already.
    """
    actor.must("front_ends.register")
    refuse_unfit(wanted, policy_in_force().by_use)
    owner = person_by_id(str(id_from(wanted.owner_id))) if wanted.owner_id else None
    if owner is None or not owner.is_active or owner.roster_role == "student":
        raise Problem(
            "front_ends.owner_unclear",
            what=Sentence("Somebody of the district has to answer for the front end."),
            why=Sentence("It is believed about who people are; when its owner leaves, it is believed no more."),
            next_step=Sentence("Give the district e-mail address of whoever runs it."),
            fields={"owner": Sentence("Give the district e-mail address of whoever runs it.")},
        )
    if FrontEnd.objects.filter(name=wanted.name.strip(), withdrawn_at=None).exists():
        raise name_taken(wanted.name.strip())
    made = FrontEnd.objects.create(
        name=wanted.name.strip(),
        program=wanted.program,
        owner=owner,
        uses=sorted(wanted.uses),
        algorithm=wanted.algorithm,
        public_key=wanted.public_key if wanted.algorithm is Algorithm.ED25519 else "",
        registered_by=actor.id,
        registered_at=now,
    )
    event = FrontEndRegistered(
        _ref(made), SubjectRef("person", str(owner.pk)), made.program, made.algorithm, tuple(made.uses), made.name
    )
    record(event, actor_id=actor.id, now=now)
    return made, _secret_of(made)


@command(records=(FrontEndSecretReplaced,))
def replace_secret(actor: Actor, front_end: FrontEnd, *, now: datetime) -> tuple[FrontEnd, str]:
    """A new shared secret, shown now and never again; the one before stops counting within seconds.

    Raises Problem: front_ends.withdrawn, front_ends.no_secret.
    """
    actor.must("front_ends.replace_secret", owner_id=str(front_end.owner_id), hidden=True)
    current = _locked(front_end)
    if current.withdrawn_at:
        raise Problem(
            "front_ends.withdrawn",
            what=Sentence("This front end was withdrawn."),
            why=Sentence("Nothing that it says of a person is believed."),
            next_step=Sentence("Register it anew."),
            kind=Kind.CONFLICT,
        )
    if current.public_key:
        raise Problem(
            "front_ends.no_secret",
            what=Sentence("This front end has no shared secret that could be replaced."),
            why=Sentence("It signs with a key of its own."),
            next_step=Sentence("Register it anew."),
            kind=Kind.CONFLICT,
        )
    current.version += 1
    current.rotated_at = now
    current.save(update_fields=["version", "rotated_at"])
    record(FrontEndSecretReplaced(_ref(current), current.version, current.name), actor_id=actor.id, now=now)
    return current, _secret_of(current)


@command(records=(FrontEndWithdrawn,), may_change_nothing=True)
def withdraw_front_end(actor: Actor, front_end: FrontEnd, *, now: datetime) -> FrontEnd:
    """Believe a front end no more. Twice changes nothing."""
    actor.must("front_ends.withdraw", owner_id=str(front_end.owner_id), hidden=True)
    current = _locked(front_end)
    if current.withdrawn_at:
        return current
    current.withdrawn_at, current.withdrawn_by = now, actor.id
    current.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(FrontEndWithdrawn(_ref(current), current.name), actor_id=actor.id, now=now)
    return current


@command(records=(IssuerNamed,))
def name_issuer(actor: Actor, wanted: IssuerWanted, *, now: datetime) -> TrustedIssuer:
    """Believe the sign-in tokens of an issuer, for these audiences.

    Raises the Problems of ``rules.filled_in``, and issuers.named_already.
    """
    actor.must("issuers.name")
    whole = filled_in(wanted)
    if TrustedIssuer.objects.filter(issuer=whole.issuer, withdrawn_at=None).exists():
        raise issuer_taken(whole.issuer)
    made = TrustedIssuer.objects.create(
        kind=whole.kind,
        issuer=whole.issuer,
        audiences=sorted(whole.audiences),
        keys_url=whole.keys_url,
        tenant=whole.tenant,
        named_by=actor.id,
        named_at=now,
    )
    event = IssuerNamed(_issuer_ref(made), made.kind, made.issuer, tuple(made.audiences), made.tenant)
    record(event, actor_id=actor.id, now=now)
    return made


@command(records=(IssuerWithdrawn,), may_change_nothing=True)
def withdraw_issuer(actor: Actor, issuer: TrustedIssuer, *, now: datetime) -> TrustedIssuer:
    """Believe an issuer no more. Twice changes nothing."""
    actor.must("issuers.name")
    current = TrustedIssuer.objects.select_for_update().filter(pk=issuer.pk).first()
    if current is None:
        raise not_found(Sentence("issuer"))
    if current.withdrawn_at:
        return current
    current.withdrawn_at, current.withdrawn_by = now, actor.id
    current.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(IssuerWithdrawn(_issuer_ref(current), current.issuer), actor_id=actor.id, now=now)
    return current


def _locked(front_end: FrontEnd) -> FrontEnd:
    return FrontEnd.objects.select_for_update(of=("self",)).select_related("owner").get(pk=front_end.pk)


def _secret_of(front_end: FrontEnd) -> str:
    if front_end.public_key:
        return ""
    key = Keyring(settings.CHALKLINE.key_folder).key(SECRET_KEY)
    return shared_secret(key, str(front_end.pk), front_end.version).hex()


def _ref(front_end: FrontEnd) -> SubjectRef:
    return SubjectRef("front_end", str(front_end.pk))


def _issuer_ref(issuer: TrustedIssuer) -> SubjectRef:
    return SubjectRef("issuer", str(issuer.pk))
