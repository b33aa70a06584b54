"""Writes of audits: take one."""

from __future__ import annotations

from datetime import datetime

from chalkline.discover.audits import rules
from chalkline.discover.audits.events import AuditTaken
from chalkline.discover.audits.models import TakenAudit
from chalkline.discover.audits.queries import contents_now
from chalkline.discover.findings.api import audit
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(AuditTaken,))
def take_audit(actor: Actor, *, note: str = "", now: datetime) -> TakenAudit:
    """Freeze what may be shown of the sources that count now, under the policy in force.

    Raises Problem("discover.nothing_to_take") where no source tells of any service, and ("discover.being_counted").
    """
    actor.must("discover.take_audit")
    found = audit(actor)
    if not found.is_current:
        raise rules.being_counted()
    contents = contents_now(actor, found)
    if not contents.tools:
        raise rules.nothing_to_take()
    plain = rules.spelled(contents)
    first, last = contents.period or (None, None)
    last_taken = TakenAudit.objects.select_for_update().defer("contents").order_by("-number").first()
    number = last_taken.number + 1 if last_taken else 1
    taken = TakenAudit.objects.create(
        number=number,
        on=contents.on,
        note=rules.checked_note(note),
        taken_by=actor.id,
        taken_at=now,
        first_on=first,
        last_on=last,
        tools=len(contents.tools),
        people=rules.shown(contents.people) if rules.counts_visits(contents) else None,
        sources=len(contents.sources),
        catalogue_version=contents.catalogue_version,
        policy_revision=contents.policy_revision,
        contents=plain,
        digest=digest_of(plain),
    )
    record(
        AuditTaken(
            audit=SubjectRef("ai_audit", str(taken.pk)),
            number=number,
            digest=taken.digest,
            tools=taken.tools,
            sources=taken.sources,
            source_digests=tuple(each.digest for each in contents.sources),
            first_on=str(first or ""),
            last_on=str(last or contents.on),
            catalogue_version=contents.catalogue_version,
            policy_digest=contents.policy_digest,
            policy_revision=contents.policy_revision,
            note=taken.note,
        ),
        actor_id=actor.id,
        now=now,
    )
    return taken
