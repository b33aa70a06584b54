"""The loop as a strip of numbers, each a link to what it counts."""

from __future__ import annotations

from datetime import date

from chalkline.govern.decisions.api import decisions
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import latest_checkpoint, log_size
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import in_force, policy_in_force, stops_in_force
from chalkline.purpose.problems.api import problems
from chalkline.purpose.use_cases.api import use_cases
from chalkline.web.routes import address_of
from chalkline.web.templatetags.saying import count
from chalkline.web.today import Number, number


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


@number(order=50)
def approved_uses(actor: Actor, today: date) -> Number | None:
    """Approved uses in force today."""
    if not actor.may("uses.see"):
        return None
    stopped = stops_in_force().uses
    holding = [each for each in policy_in_force().terms if each.starts_on <= today <= each.expires_on]
    paused = sum(1 for each in holding if each.use_id in stopped)
    note = Sentence("{count} paused", count=paused) if paused else ""
    url = address_of("uses.home") or address_of("data.home")
    return Number(
        count(len(holding) - paused), Sentence("approved uses in force"), url, note, "attend" if paused else ""
    )


@number(order=60)
def policy(actor: Actor, today: date) -> Number | None:
    """Which policy the gateway obeys."""
    if not actor.may("bundles.see"):
        return None
    bundle = in_force()
    if bundle is None:
        return Number("–", Sentence("policy in force"), address_of("protect.home"), Sentence("none published yet"))
    note = Sentence("since {day}", day=bundle.activated_at)
    return Number(str(bundle.revision), Sentence("policy in force"), address_of("protect.home"), note)


@number(order=90)
def facts(actor: Actor, today: date) -> Number | None:
    """How long the ledger is, and up to where it is signed."""
    if not actor.may("ledger.see"):
        return None
    checkpoint = latest_checkpoint()
    note = Sentence("signed up to {count}", count=count(checkpoint.size)) if checkpoint else ""
    return Number(count(log_size()), Sentence("facts in the ledger"), address_of("ledger.home"), note)
