"""Concerns, incidents with their deadlines, security audits, reviews on the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed


@deed("raises a concern")
def raises_a_concern(moment: Moment, *, words: str, about_students: str, tool: str = "", unnamed: bool = False) -> Any:
    """Anyone may, in a minute. ``about_students``: yes, no, unsure."""
    from chalkline.oversee.incidents.api import Affected, ConcernWords, raise_concern

    said = ConcernWords(words, Affected(about_students), tool, unnamed=unnamed)
    return raise_concern(moment.actor, said, now=moment.now)


@deed("takes up a concern")
def takes_up_a_concern(moment: Moment, *, concern: Named) -> Any:
    """Somebody looks into it."""
    from chalkline.oversee.incidents.api import take_up_concern

    return take_up_concern(moment.actor, concern, now=moment.now)


@deed("answers a concern")
def answers_a_concern(moment: Moment, *, concern: Named, answer: str) -> Any:
    """And it is settled."""
    from chalkline.oversee.incidents.api import answer_concern

    return answer_concern(moment.actor, concern, answer=answer, now=moment.now)


@deed("closes days of the calendar")
def closes_days(moment: Moment, *, days: list[Day], called: str) -> Any:
    """Days on which nobody works: deadlines in business days skip them. Weekends are closed anyway."""
    from chalkline.oversee.incidents.api import close_day

    for day in days:
        if day.weekday() < 5:
            close_day(moment.actor, day, name=called, now=moment.now)


def _account(now: Any, told: dict[str, Any]) -> Any:
    from chalkline.oversee.incidents.api import Account, Anchor, IncidentKind, Severity, VendorPart

    return Account(
        title=told["title"],
        what_happened=told["what_happened"],
        kind=IncidentKind(told["kind"]),
        severity=Severity(told["severity"]),
        data_kinds=tuple(told["data_kinds"]),
        people=told["people"],
        vendor=VendorPart(told["vendor"]),
        anchors={Anchor(name): now - timedelta(hours=hours) for name, hours in told["hours_ago"].items()},
    )


@deed("opens an incident")
def opens_an_incident(
    moment: Moment,
    *,
    concern: Named,
    title: str,
    what_happened: str,
    kind: str,
    severity: str,
    data_kinds: list[str],
    people: int,
    vendor: str,
    hours_ago: dict[str, int],
) -> Any:
    """Every deadline that applies begins. ``hours_ago``: when it was discovered, confirmed, and so on."""
    from chalkline.oversee.incidents.api import open_incident

    told = {name: value for name, value in locals().items() if name not in {"moment", "concern", "open_incident"}}
    return open_incident(moment.actor, _account(moment.now, told), concern=concern, now=moment.now)


@deed("adds to the account of an incident")
def adds_to_the_account(moment: Moment, *, incident: Named, hours_ago: dict[str, int]) -> Any:
    """More is known: when it was confirmed, when the vendor found it, when its notice came."""
    from chalkline.oversee.incidents.api import Anchor, account_of, revise_account

    account = account_of(incident)
    known = {Anchor(name): moment.now - timedelta(hours=hours) for name, hours in hours_ago.items()}
    more = type(account)(**{**account.__dict__, "anchors": {**account.anchors, **known}})
    return revise_account(moment.actor, incident, more, now=moment.now)


@deed("notes whom they told")
def notes_whom_they_told(moment: Moment, *, incident: Named, audience: str, how: str) -> Any:
    """Vendor, board, families, ...; deadlines that ask for it are met."""
    from chalkline.oversee.incidents.api import Audience, note_telling

    told = Audience(audience)
    return note_telling(moment.actor, incident, told, how=how, told_at=moment.now, now=moment.now)


@deed("settles deadlines")
def settles_deadlines(moment: Moment, *, incident: Named, of: str, reason: str) -> Any:
    """What the vendor or the district (``of``) had to do is done; each running deadline of theirs."""
    from chalkline.oversee.incidents.api import ClockState, running_clocks, settle_clock

    for clock in running_clocks(moment.actor).filter(incident=incident, who=of):
        settle_clock(moment.actor, clock, ClockState.DONE, reason=reason, now=moment.now)


@dataclass(frozen=True)
class Changed:
    """What will be different, who sees to it, until when."""

    what: str
    owner: Someone
    by: Day


@deed("closes the incident")
def closes_the_incident(moment: Moment, *, incident: Named, lessons: str, changes: list[Changed]) -> Any:
    """Once every deadline is settled: what was learned, what changes."""
    from chalkline.oversee.incidents.api import Change, close_incident

    planned = [Change(each.what, str(each.owner.pk), each.by) for each in changes]
    return close_incident(moment.actor, incident, lessons=lessons, changes=planned, now=moment.now)


@deed("makes the changes that were planned")
def makes_the_changes(moment: Moment, *, incident: Named) -> Any:
    """Those that are theirs to make."""
    from chalkline.oversee.incidents.api import note_change_made

    for change in incident.changes.filter(owner_id=moment.actor.id):
        note_change_made(moment.actor, change, now=moment.now)


@deed("begins a security audit")
def begins_a_security_audit(moment: Moment) -> Any:
    """The checklist."""
    from chalkline.oversee.security_audits.api import begin_security_audit

    return begin_security_audit(moment.actor, now=moment.now)


@deed("answers a point of the audit")
def answers_a_point(moment: Moment, *, audit: Named, point: str, verdict: str, evidence: str, note: str) -> Any:
    """``verdict``: yes, partly, no; ``evidence``: seen, told, ..."""
    from chalkline.oversee.security_audits.api import Answered, Evidence, Verdict, answer_item

    said = Answered(Verdict(verdict), Evidence(evidence), note)
    return answer_item(moment.actor, audit, point, said, now=moment.now)


@deed("notes a weakness")
def notes_a_weakness(
    moment: Moment, *, audit: Named, point: str, text: str, severity: str, owner: Someone, due_on: Day
) -> Any:
    """With who mends it by when."""
    from chalkline.oversee.security_audits.api import Severity, note_weakness

    how_bad = Severity(severity)
    return note_weakness(moment.actor, audit, point, text, severity=how_bad, owner=owner, due_on=due_on, now=moment.now)


@deed("mends a weakness")
def mends_a_weakness(moment: Moment, *, weakness: Named, note: str) -> Any:
    """And says how."""
    from chalkline.oversee.security_audits.api import mend_weakness

    return mend_weakness(moment.actor, weakness, note=note, now=moment.now)


@deed("looks again at a use")
def looks_again_at_a_use(
    moment: Moment, *, tool: str, purpose: str, outcome: str, summary: str, next_on: Day | None = None
) -> Any:
    """Its review. ``outcome``: goes_on, renew or end; what goes on without a day goes on until its last one."""
    from chalkline.approve.uses.api import uses_in_force

    held = uses_in_force(moment.actor, moment.now.date()).filter(tool__slug=tool, purpose=purpose)
    return _review(moment, "use", held.order_by("expires_on")[0], outcome, summary, next_on)


@deed("looks again at")
def looks_again(
    moment: Moment, *, kind: str, what: Named, outcome: str, summary: str, next_on: Day | None = None
) -> Any:
    """The review of something else on the calendar: a committee, the policy (bundle), an agreement."""
    return _review(moment, kind, what, outcome, summary, next_on)


def _review(moment: Moment, kind: str, what: Any, outcome: str, summary: str, next_on: Any) -> Any:
    from chalkline.oversee.review_calendar.api import ReviewOutcome, review_again

    came = ReviewOutcome(outcome)
    return review_again(moment.actor, kind, str(what.pk), came, summary=summary, next_on=next_on, now=moment.now)
