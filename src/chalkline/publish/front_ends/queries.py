"""Reads of front ends and issuers."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.front_ends.models import FrontEnd, TrustedIssuer
from chalkline.publish.front_ends.rules import shared_secret
from chalkline.publish.front_ends.words import SECRET_KEY
from chalkline.rulebook import trusting
from chalkline.rulebook.trusting import Algorithm, IssuerKind


def front_ends(actor: Actor) -> QuerySet[FrontEnd]:
    """Front ends the actor may see: all, or those the actor answers for."""
    if not actor.may("front_ends.see"):
        actor.must("front_ends.see", owner_id=actor.id)
    found = FrontEnd.objects.select_related("owner")
    return found if actor.may("front_ends.see") else found.filter(owner_id=id_from(actor.id))


def front_end_by_id(actor: Actor, front_end_id: str) -> FrontEnd:
    """One front end. Raises Problem("not_found") also where the actor may not see it."""
    found = FrontEnd.objects.select_related("owner").filter(pk=id_from(front_end_id)).first()
    if found is None:
        raise not_found(Sentence("front end"))
    actor.must("front_ends.see", owner_id=str(found.owner_id), hidden=True)
    return found


def issuers(actor: Actor) -> QuerySet[TrustedIssuer]:
    """Issuers whose sign-ins are or were believed."""
    actor.must("issuers.see")
    return TrustedIssuer.objects.all()


def issuer_by_id(actor: Actor, issuer_id: str) -> TrustedIssuer:
    """One issuer. Raises Problem("not_found")."""
    found = issuers(actor).filter(pk=id_from(issuer_id)).first()
    if found is None:
        raise not_found(Sentence("issuer"))
    return found


def front_ends_believed() -> tuple[trusting.FrontEnd, ...]:
    """Front ends as gateways know them, none of an owner who has left. Takes no actor: the pack is made of it."""
    key = Keyring(settings.CHALKLINE.key_folder).key(SECRET_KEY)
    open_ = FrontEnd.objects.filter(withdrawn_at=None, owner__is_active=True).order_by("id")
    return tuple(
        trusting.FrontEnd(
            front_end_id=str(each.pk),
            algorithm=Algorithm(each.algorithm),
            secret=each.public_key or shared_secret(key, str(each.pk), each.version).hex(),
            uses=frozenset(each.uses),
        )
        for each in open_
    )


def issuers_believed() -> tuple[trusting.Issuer, ...]:
    """Issuers as gateways know them. Takes no actor: the standing pack is made of it."""
    return tuple(
        trusting.Issuer(
            issuer_id=str(each.pk),
            kind=IssuerKind(each.kind),
            issuer=each.issuer,
            audiences=frozenset(each.audiences),
            keys_url=each.keys_url,
            tenant=each.tenant,
        )
        for each in TrustedIssuer.objects.filter(withdrawn_at=None).order_by("id")
    )
