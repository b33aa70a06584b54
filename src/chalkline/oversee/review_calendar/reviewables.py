"""What the steps before this one put on the calendar: approved uses, agreements, the policy, charters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from chalkline.approve.requests.api import has_asked
from chalkline.approve.uses.api import end_use, use_by_id, uses_in_force
from chalkline.govern.committees.api import committees
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.registering import reviewable
from chalkline.oversee.review_calendar.rules import cycle_of, first_review
from chalkline.oversee.review_calendar.words import Offered
from chalkline.people.api import Actor, system_actor
from chalkline.publish.bundle.api import in_force
from chalkline.tools.agreements.api import agreements_in_force
from chalkline.tools.register.api import tools_known

CHALKLINE = system_actor("calendar")
YEAR = timedelta(days=365)
AHEAD = timedelta(days=90)  # agreements take long to negotiate


def uses_offered(on: date) -> Iterator[Offered]:
    """Every approved use that holds, stopped ones too. Its owner is who asked for it."""
    for use in uses_in_force(CHALKLINE, on).select_related("request"):
        first = first_review(use.starts_on, use.expires_on, cycle=cycle_of(use.light))
        yield Offered("use", str(use.pk), use.title, first, use.expires_on, str(use.request.asked_by_id))


def end_a_use(actor: Actor, use_id: str, reason: str, now: datetime) -> object:
    """By its own command."""
    return end_use(actor, use_by_id(actor, use_id), reason=reason, now=now)


def asked_for_use(person_id: str, use_id: str) -> bool:
    """Whether somebody asked for the use."""
    return has_asked(person_id, use_by_id(CHALKLINE, use_id).request)


def agreements_offered(on: date) -> Iterator[Offered]:
    """Agreements in force. They end by their own term; what depends on one stops with it."""
    names = dict(tools_known().values_list("slug", "name"))
    for each in agreements_in_force(on):
        early = each.ends_on - AHEAD
        first = early if early > each.signed_on else each.signed_on + (each.ends_on - each.signed_on) / 2
        title = str(Sentence("{name}: {tool}", name=each.name, tool=names.get(each.tool, each.tool)))
        yield Offered("agreement", each.agreement_id, title, first, each.ends_on)


def policy_offered(on: date) -> Iterator[Offered]:
    """The policy in force. When it runs out gateways let nothing through."""
    bundle = in_force()
    if bundle and bundle.activated_at:
        since, until = localdate(bundle.activated_at), localdate(bundle.good_until)
        title = str(Sentence("Policy {n}", n=bundle.revision))
        yield Offered("bundle", str(bundle.pk), title, first_review(since, until, cycle=YEAR), until)


def charters_offered(on: date) -> Iterator[Offered]:
    """Charters of committees: each says itself when it is looked at again."""
    for committee in committees(CHALKLINE):
        yield Offered("committee", str(committee.pk), committee.name, committee.review_on)


reviewable(
    "use",
    Sentence("Approved use"),
    offer=uses_offered,
    end=end_a_use,
    page="uses.show",
    is_party=asked_for_use,
)
reviewable("agreement", Sentence("Agreement"), offer=agreements_offered)
reviewable("bundle", Sentence("Policy"), offer=policy_offered, page="protect.policy")
reviewable("committee", Sentence("Committee charter"), offer=charters_offered, page="meetings.committee")
