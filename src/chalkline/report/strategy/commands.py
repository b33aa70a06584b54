"""Writes of the strategy: put before a committee, adopted or set aside by its decision."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    ItemAdded,
    Light,
    Meeting,
    Outcome,
    day_of,
    put_item,
)
from chalkline.govern.decisions.api import Decision, subject_decided
from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import Told, record
from chalkline.people.api import Actor, command, system_actor
from chalkline.report.documents.api import compared, digest_of_document, read, spelled
from chalkline.report.strategy.events import StrategyAdopted, StrategyProposed, StrategySetAside
from chalkline.report.strategy.models import StrategyVersion
from chalkline.report.strategy.queries import strategy, version_ref
from chalkline.report.strategy.rules import already_adopted, already_proposed
from chalkline.report.strategy.words import StrategyState

A_YEAR = timedelta(days=365)


@command(records=(StrategyProposed, ItemAdded))
def propose_strategy(actor: Actor, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Freeze the strategy as the records have it, and put exactly this version on the agenda. Raises Problem."""
    actor.must("strategy.propose")
    document = strategy(actor, local_day(now, settings.CHALKLINE.zone))
    digest = digest_of_document(document)
    last = StrategyVersion.objects.select_for_update(no_key=True).first()
    if last and last.state == StrategyState.PROPOSED:
        raise already_proposed(last.number)
    if last and last.state == StrategyState.ADOPTED and not compared(read(last.document), document):
        raise already_adopted(last.number)
    version = StrategyVersion.objects.create(
        number=last.number + 1 if last else 1,
        document=spelled(document),
        digest=digest,
        state=StrategyState.PROPOSED.value,
        proposed_by_id=UUID(actor.id),
        proposed_at=now,
    )
    on = day_of(meeting)
    entry = AgendaEntry(
        title=str(Sentence("The strategy for AI, version {n}", n=version.number)),
        light=Light.GREEN,
        proposed=(),
        suggested_expires_on=on + A_YEAR,
        latest_expires_on=on + 2 * A_YEAR,
    )
    item = put_item(actor, meeting, version_ref(version), entry, now=now)
    committee = item.meeting.committee.name
    told = StrategyProposed(version_ref(version), SubjectRef("meeting", str(meeting.pk)), version.number, committee)
    record(told, actor_id=actor.id, now=now)
    return item


@command(records=(StrategyAdopted, StrategySetAside), may_change_nothing=True)
def settle_strategy(actor: Actor, decision: Decision, *, now: datetime) -> StrategyVersion | None:
    """Follow a decision on a version: adopted until its last day, or set aside. Twice is once."""
    actor.must("strategy.settle")
    version = StrategyVersion.objects.select_for_update(no_key=True).filter(pk=id_from(decision.subject_id)).first()
    if version is None or version.state != StrategyState.PROPOSED or version_ref(version) != subject_decided(decision):
        return None
    number, about = str(decision), SubjectRef("decision", str(decision.pk), decision.digest)
    version.decision = decision
    if Outcome(decision.outcome).approves and decision.expires_on:
        version.state, version.adopted_on = StrategyState.ADOPTED.value, decision.decided_on
        version.until = decision.expires_on
        version.save()
        record(StrategyAdopted(version_ref(version), about, version.number, number, decision.expires_on),
               actor_id=actor.id, now=now)  # fmt: skip
        return version
    version.state = StrategyState.SET_ASIDE.value
    version.save()
    record(StrategySetAside(version_ref(version), about, version.number, number), actor_id=actor.id, now=now)
    return version


def follow_strategy_decision(told: Told, *, now: datetime) -> None:
    """A decision was recorded: if it is on a version of the strategy, that is adopted or set aside."""
    found = Decision.objects.filter(pk=id_from(told.values["decision"]["id"]), subject_kind="strategy").first()
    if found is not None:
        settle_strategy(system_actor("reactions"), found, now=now)
