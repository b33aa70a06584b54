"""Keeping what somebody has begun to write, so that nothing typed is lost."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from chalkline.approve.requests import rules
from chalkline.approve.requests.models import Draft
from chalkline.people.api import Actor, command

LARGEST_DRAFT = 64 * 1024  # characters of its JSON


@command(records=(), may_change_nothing=True)
def keep_draft(actor: Actor, form: str, data: dict[str, Any], *, now: datetime) -> None:
    """Keep a form somebody has begun. Nobody else reads it, and the ledger says nothing of it."""
    actor.must("requests.file")
    if len(json.dumps(data)) > LARGEST_DRAFT:
        raise rules.draft_too_large()
    Draft.objects.update_or_create(person_id=actor.id, form=form[:80], defaults={"data": data, "saved_at": now})


@command(records=(), may_change_nothing=True)
def drop_draft(actor: Actor, form: str) -> None:
    """Forget a draft: it was filed, or is not wanted any more."""
    actor.must("requests.file")
    Draft.objects.filter(person_id=actor.id, form=form[:80]).delete()
