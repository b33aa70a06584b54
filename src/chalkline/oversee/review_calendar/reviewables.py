"""What the steps before this one put on the calendar: approved uses, agreements, the policy, charters; documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from chalkline.approve.uses.api import end_use, use_by_id, uses_asked_for, uses_in_force
from chalkline.govern.committees.api import committee_by_id, committees, keep_charter, lapse_charter
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar import documents, evaluated, policies  # noqa: F401  (declares them)
from chalkline.oversee.review_calendar.asking_anew import asked_anew
from chalkline.oversee.review_calendar.registering import reviewable
from chalkline.oversee.review_calendar.rules import cycle_of, first_review
from chalkline.oversee.review_calendar.words import Offered
from chalkline.people.api import Actor, system_actor
from chalkline.publish.bundle.api import in_force
from chalkline.publish.stops.api import open_stops, stop_by_id
from chalkline.tools.agreements.api import agreement_by_id, agreements_in_force, end_agreement
from chalkline.tools.register.api import tools_known

CHALKLINE = system_actor("calendar")
YEAR = timedelta(days=365)
AHEAD = timedelta(days=90)  # agreements take long to negotiate
NOTICE_AHEAD = timedelta(days=30)  # whether it shall renew is decided before notice is due


def uses_offered(on: date) -> Iterator[Offered]:
    """Every approved use that holds, stopped ones too. Its owner is who asked for it."""
    anew = asked_anew()
    held = uses_in_force(CHALKLINE, on).select_related(None).select_related("request")
    for use in held.only("title", "starts_on", "expires_on", "light", "request__asked_by_id"):
        first = first_review(use.starts_on, use.expires_on, cycle=cycle_of(use.light))
        since, due = anew.get(str(use.pk), (None, first))
        owner = str(use.request.asked_by_id)
        yield Offered("use", str(use.pk), use.title, min(first, due), use.expires_on, owner, since)


def end_a_use(actor: Actor, use_id: str, reason: str, now: datetime) -> object:
    """By its own command."""
    return end_use(actor, use_by_id(actor, use_id), reason=reason, now=now)


def asked_for_use(person_id: str, use_id: str) -> bool:
    """Whether somebody asked for the use."""
    return use_id in uses_asked_for(person_id)


def agreements_offered(on: date) -> Iterator[Offered]:
    """Agreements in force. Its owner is who recorded it; what depends on one stops with it."""
    held = agreements_in_force(on)
    names = dict(tools_known().order_by().values_list("slug", "name")) if held else {}
    for each in held:
        early = min(each.ends_on - AHEAD, each.notice_by - NOTICE_AHEAD if each.notice_by else each.ends_on)
        first = early if early > each.signed_on else each.signed_on + (each.ends_on - each.signed_on) / 2
        title = str(Sentence("{name}: {tool}", name=each.name, tool=names.get(each.tool, each.tool)))
        yield Offered("agreement", each.agreement_id, title, first, each.ends_on, each.recorded_by)


def end_an_agreement(actor: Actor, agreement_id: str, reason: str, now: datetime) -> object:
    """By its own command: today is its last day."""
    return end_agreement(actor, agreement_by_id(actor, agreement_id), ended_on=localdate(now), why=reason, now=now)


def stop_relying_on_an_agreement(actor: Actor, agreement_id: str, reason: str, now: datetime) -> object:
    """Yesterday was its last day here. What the vendor signed binds it all the same; that is its contract's matter."""
    agreement = agreement_by_id(actor, agreement_id)
    last = max(agreement.signed_on, localdate(now) - timedelta(days=1))
    return end_agreement(actor, agreement, ended_on=last, why=reason, now=now)


def policy_offered(on: date) -> Iterator[Offered]:
    """The policy in force. When it runs out gateways let nothing through."""
    bundle = in_force()
    if bundle and bundle.activated_at:
        since, until = localdate(bundle.activated_at), localdate(bundle.good_until)
        title = str(Sentence("Policy {n}", n=bundle.revision))
        first = first_review(since, until, cycle=YEAR)
        yield Offered("bundle", str(bundle.pk), title, first, until, bundle.activated_by)


def stops_offered(on: date) -> Iterator[Offered]:
    """What is stopped for the whole district: a committee looks at each within ten days, and again while it lasts."""
    for stop in open_stops(CHALKLINE):
        title = str(Sentence("The stop of {name}", name=stop.called))
        yield Offered("stop", str(stop.pk), title, stop.look_by, owner_id=str(stop.stopped_by_id))


def made_the_stop(person_id: str, stop_id: str) -> bool:
    """Whether somebody made the stop: others look at it."""
    return str(stop_by_id(CHALKLINE, stop_id).stopped_by_id) == person_id


def charters_offered(on: date) -> Iterator[Offered]:
    """Charters of committees: each says itself when it is looked at again."""
    for committee in committees(CHALKLINE):
        chair = committee.seats.filter(is_chair=True, ended_at=None).first()
        owner = str(chair.person_id) if chair else ""
        yield Offered("committee", str(committee.pk), committee.name, committee.review_on, owner_id=owner)


def let_a_charter_lapse(actor: Actor, committee_id: str, _reason: str, now: datetime) -> object:
    """By its own command: the committee decides nothing until somebody looks at the charter."""
    return lapse_charter(actor, committee_by_id(actor, committee_id), now=now)


def keep_a_charter(actor: Actor, committee_id: str, next_on: date, now: datetime) -> object:
    """By its own command, which also lets a committee decide again whose charter had lapsed."""
    return keep_charter(actor, committee_by_id(actor, committee_id), next_on, now=now)


reviewable(
    "use",
    Sentence("Approved use"),
    offer=uses_offered,
    end=end_a_use,
    page="uses.show",
    is_party=asked_for_use,
)
reviewable(
    "agreement",
    Sentence("Agreement"),
    offer=agreements_offered,
    end=end_an_agreement,
    missed=stop_relying_on_an_agreement,
    if_missed=Sentence(
        "If nobody looks at it by {day}, no more data goes out under it. The vendor stays bound by what it signed."
    ),
    because=Sentence(
        "Its review was due on {day} and nobody held it, so no more data goes out under it. The vendor stays bound by "
        "what it signed. Recording the agreement anew brings it back."
    ),
    page="data.agreement",
)
# A policy carries the rules that protect students: the filter's list (which CIPA, 47 USC 254(h)(5), asks for), what is
# replaced, what AI never decides. Ending it early would take those away, so it runs to its own last day, with notice.
reviewable(
    "bundle",
    Sentence("Policy"),
    offer=policy_offered,
    page="protect.policy",
    if_missed=Sentence(
        "If nobody looks at it by {day}, it does not end early, because its rules protect students and federal law "
        "asks for the filter. It ends on {last}: then the gateway lets nothing through."
    ),
)
reviewable(
    "stop",
    Sentence("Stop of a tool or a model"),
    offer=stops_offered,
    page="stops.show",
    is_party=made_the_stop,
    if_missed=Sentence("If nobody looks at it by {day}, it stays stopped, and the calendar says that it is late."),
)
reviewable(
    "committee",
    Sentence("Committee charter"),
    offer=charters_offered,
    missed=let_a_charter_lapse,
    go_on=keep_a_charter,
    needs="committees.charter",
    if_missed=Sentence(
        "If nobody looks at it by {day}, the committee decides nothing more until somebody does. Its members, "
        "minutes and decisions stay."
    ),
    page="meetings.committee",
)
