"""Tokens with which a program acts as a person."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from chalkline.kernel.ids import new_secret
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.actor import Actor
from chalkline.people.commanding import command
from chalkline.people.events import TokenEnded, TokenMade
from chalkline.people.models import Account, ApiToken

LIFE = timedelta(days=90)


@command(records=(TokenMade,))
def make_token(actor: Actor, label: str, *, now: datetime) -> tuple[ApiToken, str]:
    """Make a token for oneself. Returns it with its secret, which is shown this once and not kept."""
    actor.must("people.make_token", owner_id=actor.id)
    secret = new_secret("ct")
    token = ApiToken.objects.create(
        account=Account.objects.get(person_id=actor.id),
        label=label.strip()[:80] or "API",
        prefix=secret[:8],
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        made_at=now,
        expires_at=now + LIFE,
    )
    record(TokenMade(SubjectRef("person", actor.id), str(token.id), token.label), actor_id=actor.id, now=now)
    return token, secret


@command(records=(TokenEnded,), may_change_nothing=True)
def end_token(actor: Actor, token: ApiToken, *, now: datetime) -> ApiToken:
    """End a token of one's own; it opens nothing from the next request on."""
    current = ApiToken.objects.select_for_update().select_related("account").get(pk=token.pk)
    actor.must("people.make_token", owner_id=str(current.account.person_id), hidden=True)
    if current.ended_at:
        return current
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    record(TokenEnded(SubjectRef("person", actor.id), str(current.id)), actor_id=actor.id, now=now)
    return current
