"""The loop as a strip of numbers, each a link to what it counts."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache
from django.utils.timezone import localdate

from chalkline.approve.requests.api import open_requests
from chalkline.approve.uses.api import UseState, uses_in_force
from chalkline.discover.findings.api import audit
from chalkline.discover.sources.api import loaded
from chalkline.govern.decisions.api import decisions
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import latest_checkpoint, log_size
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import in_force, stops_in_force
from chalkline.purpose.problems.api import problems
from chalkline.purpose.use_cases.api import use_cases
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope
from chalkline.web.routes import address_of
from chalkline.web.templatetags.saying import count
from chalkline.web.today import Number, number

A_WHILE = 300  # seconds: a correction of the catalogue shows here after that
NOT_APPROVED = {Standing.UNAPPROVED, Standing.DECLINED, Standing.ENDED, Standing.NEVER}


@number(order=10)
def tools_in_use(actor: Actor, today: date) -> Number | None:
    """AI tools that the logs show, and how many of them nothing approves."""
    if not actor.may("discover.see_audit"):
        return None
    url = address_of("discover.home")
    logs = sorted(str(pk) for pk in loaded().values_list("pk", flat=True))
    if not logs:
        return Number("0", Sentence("AI tools in use"), url, Sentence("no logs loaded yet"))
    bundle = in_force()
    # Counting all of the audit takes long; it changes with the logs, the policy, the stops and the day.
    key = digest_of([logs, bundle.digest if bundle else "", stops_in_force().uses, today])
    seen, bare = cache.get(key) or _tools_seen(actor)
    cache.set(key, (seen, bare), A_WHILE)
    note = Sentence("{count} without approval", count=bare) if bare else ""
    return Number(count(seen), Sentence("AI tools in use"), url, note, "attend" if bare else "")


def _tools_seen(actor: Actor) -> tuple[int, int]:
    """How many AI tools the logs show, and how many of them nothing approves."""
    seen = [each for each in audit(actor).services if each.ai_scope == AiScope.CORE]
    return len(seen), sum(1 for each in seen if each.standing in NOT_APPROVED)


@number(order=20)
def problems_named(actor: Actor, today: date) -> Number | None:
    """Problems, and use cases on them."""
    if not actor.may("purpose.see"):
        return None
    note = Sentence("{count} use cases on them", count=use_cases(actor).count())
    return Number(count(problems(actor).count()), Sentence("problems named"), address_of("purpose.home"), note)


@number(order=40)
def decided(actor: Actor, today: date) -> Number | None:
    """Decisions, all of them."""
    if not actor.may("decisions.see"):
        return None
    return Number(count(decisions(actor).count()), Sentence("decisions"), address_of("decisions.home"))


@number(order=30)
def requests_open(actor: Actor, today: date) -> Number | None:
    """Requests on their way, and how long the oldest has been."""
    if not actor.may("requests.see"):
        return None
    found = open_requests(actor)
    oldest = found.order_by("filed_at").values_list("filed_at", flat=True).first()
    note = Sentence("the oldest {days} days", days=(today - localdate(oldest)).days) if oldest else ""
    return Number(count(found.count()), Sentence("requests open"), address_of("requests.home"), note)


@number(order=50)
def approved_uses(actor: Actor, today: date) -> Number | None:
    """Approved uses that hold today, and how many are stopped."""
    if not actor.may("uses.see"):
        return None
    held = uses_in_force(actor, today)
    stopped = held.filter(state=UseState.SUSPENDED.value).count()
    note = Sentence("{count} stopped", count=stopped) if stopped else ""
    url, tone = address_of("uses.home"), "attend" if stopped else ""
    return Number(count(held.count()), Sentence("approved uses"), url, note, tone)


@number(order=60)
def policy(actor: Actor, today: date) -> Number | None:
    """Which policy the gateway obeys."""
    if not actor.may("bundles.see"):
        return None
    bundle = in_force()
    if bundle is None:
        return Number("–", Sentence("policy in force"), address_of("protect.home"), Sentence("none published yet"))
    note = Sentence("since {day}", day=localdate(bundle.activated_at))
    return Number(str(bundle.revision), Sentence("policy in force"), address_of("protect.home"), note)


@number(order=90)
def facts(actor: Actor, today: date) -> Number | None:
    """How long the ledger is, and up to where it is signed."""
    if not actor.may("ledger.see"):
        return None
    checkpoint = latest_checkpoint()
    note = Sentence("signed up to {count}", count=count(checkpoint.size)) if checkpoint else ""
    return Number(count(log_size()), Sentence("facts in the ledger"), address_of("ledger.home"), note)
