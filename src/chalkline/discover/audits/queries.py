"""Reads of audits: the list, one, two compared, and how today compares with the last."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from chalkline.discover.audits import rules
from chalkline.discover.audits.models import TakenAudit
from chalkline.discover.audits.words import Comparison, Contents, SourceThen
from chalkline.discover.findings.api import Audit, acts_first, audit
from chalkline.discover.sources.api import SHAPES, Source, coverage, sources
from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import in_force


def audits_taken(actor: Actor) -> QuerySet[TakenAudit]:
    """Every audit that was taken, newest first, without its contents."""
    actor.must("discover.see_audit")
    return TakenAudit.objects.defer("contents")


def taken_audit(actor: Actor, audit_id: str) -> TakenAudit:
    """One, by its id or its number. Raises Problem("not_found")."""
    actor.must("discover.see_audit")
    by = {"number": int(audit_id)} if audit_id.isdecimal() and len(audit_id) < 9 else {"pk": id_from(audit_id)}
    found = TakenAudit.objects.filter(**by).first()
    if found is None:
        raise not_found(Sentence("audit"))
    return found


def contents_taken(actor: Actor, taken: TakenAudit) -> Contents:
    """What was frozen."""
    actor.must("discover.see_audit")
    return rules.read(taken.contents)


def compare_audits(actor: Actor, before: TakenAudit, after: TakenAudit) -> Comparison:
    """What changed between two audits; the one of the earlier number is what is compared with."""
    actor.must("discover.see_audit")
    if before.pk == after.pk:
        raise rules.same_audit()
    first, second = sorted((before, after), key=lambda each: each.number)
    return rules.compared(rules.read(first.contents), rules.read(second.contents))


def since_last(actor: Actor, found: Audit) -> Comparison | None:
    """How the audit of today compares with the last that was taken; None before the first."""
    last = audits_taken(actor).values_list("pk", flat=True).first()
    if last is None:
        return None
    at = (str(last), found.key)
    if at not in _since:
        _since.clear()
        _since[at] = rules.compared(rules.read(TakenAudit.objects.get(pk=last).contents), _outline(found))
    return _since[at]


_since: dict[tuple[str, str], Comparison] = {}  # the last answer: the same until a source, a policy or a day changes


def _outline(found: Audit) -> Contents:
    """Today without what only a frozen audit holds: enough to say what grew, and cheap."""
    return rules.contents_of(found, (), (), (), policy_digest="", policy_revision=0, at_schools=False)


def contents_now(actor: Actor, found: Audit | None = None) -> Contents:
    """What would be frozen now."""
    seen = found or audit(actor)
    bundle = in_force()
    return rules.contents_of(
        seen,
        acts_first(actor, seen),
        [_source(each) for each in sources(actor).defer("seen", "reasons", "notes").order_by("loaded_at")],
        coverage(actor),
        policy_digest=bundle.digest if bundle else "",
        policy_revision=bundle.revision if bundle else 0,
    )


def _source(each: Source) -> SourceThen:
    return SourceThen(
        id=str(each.pk),
        name=each.name,
        digest=each.digest,
        shape=each.shape,
        title=SHAPES[each.shape].title,
        kind=each.kind,
        rows=each.rows,
        first_on=_day(each.first_at),
        last_on=_day(each.last_at),
    )


def _day(at: datetime | None) -> date | None:
    return local_day(at, settings.CHALKLINE.zone) if at else None
