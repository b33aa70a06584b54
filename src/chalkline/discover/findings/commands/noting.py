"""What is noted by itself, and who looked at exact counts."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.discover.findings.commands.moving import finding_ref, tool_of
from chalkline.discover.findings.events import (
    ExactCountsSeen,
    FeatureAppeared,
    FindingNoted,
)
from chalkline.discover.findings.exact import Exact
from chalkline.discover.findings.features import signals_now
from chalkline.discover.findings.in_force import exact_of_sources
from chalkline.discover.findings.models import Feature, Finding
from chalkline.discover.findings.queries import subjects_to_note
from chalkline.discover.findings.rules import check_reason
from chalkline.discover.findings.words import FindingKind, FindingState
from chalkline.discover.sources.api import loaded
from chalkline.ledger.api import Told, record
from chalkline.people.api import Actor, command, system_actor
from chalkline.tools.register.api import (
    known_services,
    tool_ref,
)


@command(records=(FindingNoted,), may_change_nothing=True)
def note_findings(actor: Actor, *, now: datetime) -> list[Finding]:
    """Note every service and every telling host that was not noted before. Nothing is ever un-noted."""
    actor.must("discover.import_logs")
    services, hosts = subjects_to_note()
    names = {each.slug: each.name for each in known_services()}
    wanted = [(FindingKind.SERVICE, slug, names.get(slug, slug)) for slug in services]
    wanted += [(FindingKind.HOST, host, host) for host in hosts]
    held = set(Finding.objects.values_list("kind", "subject"))
    noted = []
    for kind, subject, name in sorted(wanted):
        if (str(kind), subject) in held:
            continue
        finding = Finding.objects.create(kind=kind, subject=subject, name=name, state=FindingState.NEW, found_at=now)
        record(FindingNoted(finding_ref(finding), tool_of(finding), name, kind), actor_id=actor.id, now=now)
        noted.append(finding)
    return noted


@command(records=(FeatureAppeared,), may_change_nothing=True)
def notice_features(actor: Actor, *, now: datetime) -> list[Feature]:
    """Note every sign of AI in tools with an approved use. What an approval knew of is noted at the first look, when
    the use is granted; what comes later is told, once."""
    actor.must("discover.import_logs")
    held = set(Feature.objects.values_list("tool", "signal"))
    appeared = []
    for tool, name, signals in signals_now(actor, localdate(now)):
        first_look = (tool, "") not in held
        for signal in signals:
            if (tool, signal) in held:
                continue
            feature = Feature.objects.create(tool=tool, signal=signal, noted_at=now)
            if not first_look:
                record(FeatureAppeared(tool_ref(tool), name, signal), actor_id=actor.id, now=now)
                appeared.append(feature)
        if first_look:
            Feature.objects.create(tool=tool, signal="", noted_at=now)
    return appeared


def follow_features(told: Told, *, now: datetime) -> None:
    """The catalogue, a source or an approval changed: look whether an approved product shows AI that it did not."""
    notice_features(system_actor("reactions"), now=now)


@command(records=(ExactCountsSeen,))
def see_exact_counts(actor: Actor, *, why: str, now: datetime) -> Exact:
    """Exact counts, small groups among them. For two roles, with a reason, and always in the ledger."""
    actor.must("discover.see_exact")
    reason = check_reason(why)
    exact = exact_of_sources()
    record(ExactCountsSeen(loaded().count(), len(exact.services), reason), actor_id=actor.id, now=now)
    return exact
