"""The loop as a strip of numbers, each a link to what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from django.core.cache import cache
from django.utils.timezone import localdate
from django.utils.translation import gettext

from chalkline.approve.uses.api import UseState, uses_in_force
from chalkline.discover.findings.api import audit
from chalkline.discover.sources.api import loaded
from chalkline.govern.decisions.api import decisions
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import latest_checkpoint, log_size
from chalkline.people.api import Actor
from chalkline.protect.disclosure import Shown
from chalkline.publish.bundle.api import in_force, stops_in_force
from chalkline.purpose.problems.api import problems
from chalkline.purpose.use_cases.api import use_cases
from chalkline.report.calls.api import Fate, recent_calls
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope
from chalkline.web.routes import address_of
from chalkline.web.templatetags.saying import count, said
from chalkline.web.today import Number, Waiting, at_risk, near, number

WIDEST = 3
A_WHILE = 300  # seconds: a correction of the catalogue shows here after that
NOT_APPROVED = {Standing.UNAPPROVED, Standing.DECLINED, Standing.ENDED, Standing.NEVER}


@dataclass(frozen=True)
class SeenInLogs:
    """AI tools that the logs show: how many, how many of them nothing approves, which were declined (slug, name).

    ``widest``: the names of those without approval that reach most people, at most three.
    """

    tools: int
    bare: int
    widest: tuple[str, ...]
    declined: tuple[tuple[str, str], ...]


@number(order=10)
def tools_in_use(actor: Actor, today: date) -> Number | None:
    """AI tools that the logs show, and how many of them nothing approves."""
    if not actor.may("discover.see_audit"):
        return None
    url, seen = address_of("discover.home"), _seen_in_logs(actor, today)
    if seen is None:
        return Number("0", Sentence("AI tools in use"), url, Sentence("no logs loaded yet"))
    note = Sentence("{count} without approval", count=seen.bare) if seen.bare else ""
    return Number(count(seen.tools), Sentence("AI tools in use"), url, note, "attend" if seen.bare else "")


@at_risk
def used_without_approval(actor: Actor, today: date) -> Iterator[Waiting]:
    """Tools that the logs show and nothing approves."""
    seen = _seen_in_logs(actor, today) if actor.may("discover.see_audit") else None
    if seen and seen.bare:
        yield Waiting(
            Sentence("One AI tool is in use without approval")
            if seen.bare == 1
            else Sentence("{n} of {all} AI tools in use have no approval", n=seen.bare, all=seen.tools),
            address_of("discover.home"),
            Sentence("See the audit"),
            Sentence("Most people: {names}.", names=", ".join(seen.widest)),
        )


@at_risk
def declined_and_used(actor: Actor, today: date) -> Iterator[Waiting]:
    """Tools that the committee said no to, and that the logs still show."""
    seen = _seen_in_logs(actor, today) if actor.may("discover.see_audit") else None
    for slug, name in seen.declined if seen else ():
        yield Waiting(
            Sentence("{tool} was declined and is still used", tool=name),
            address_of("tools.show", slug),
            Sentence("See by whom"),
            Sentence("The committee said no, and the logs still show it."),
        )


def _seen_in_logs(actor: Actor, today: date) -> SeenInLogs | None:
    """None while no log is loaded."""
    logs = sorted(str(pk) for pk in loaded().values_list("pk", flat=True))
    if not logs:
        return None
    bundle = in_force()
    # Counting all of the audit takes long; it changes with the logs, the policy, the stops and the day.
    key = "seen-" + digest_of([logs, bundle.digest if bundle else "", asdict(stops_in_force()), today])
    seen: SeenInLogs = cache.get(key) or _tools_seen(actor)
    cache.set(key, seen, A_WHILE)
    return seen


def _tools_seen(actor: Actor) -> SeenInLogs:
    seen = [each for each in audit(actor).services if each.ai_scope == AiScope.CORE]
    bare = [each.name for each in seen if each.standing in NOT_APPROVED]  # by reach, as the audit lists them
    return SeenInLogs(
        tools=len(seen),
        bare=len(bare),
        widest=tuple(bare[:WIDEST]),
        declined=tuple((each.slug, each.name) for each in seen if each.standing is Standing.DECLINED),
    )


@number(order=20)
def problems_named(actor: Actor, today: date) -> Number | None:
    """Problems, and use cases on them."""
    if not actor.may("purpose.see"):
        return None
    on_them = use_cases(actor).count()
    note = Sentence("one use case") if on_them == 1 else Sentence("{count} use cases", count=on_them)
    return Number(count(problems(actor).count()), Sentence("problems named"), address_of("purpose.home"), note)


@number(order=40)
def decided(actor: Actor, today: date) -> Number | None:
    """Decisions, all of them."""
    if not actor.may("decisions.see"):
        return None
    found = decisions(actor)
    last = found.values_list("decided_on", flat=True).order_by("-decided_on").first()
    note = Sentence("last on {day}", day=near(last, today)) if last else ""
    return Number(count(found.count()), Sentence("decisions"), address_of("decisions.home"), note)


@number(order=50)
def approved_uses(actor: Actor, today: date) -> Number | None:
    """Approved uses that hold today, and how many are stopped."""
    if not actor.may("uses.see"):
        return None
    held = uses_in_force(actor, today)
    stopped = held.filter(state=UseState.SUSPENDED.value).count()
    note = Sentence("{count} stopped", count=stopped) if stopped else ""
    url, tone, holding = address_of("uses.home"), "attend" if stopped else "", held.count()
    what = Sentence("approved use") if holding == 1 else Sentence("approved uses")
    if not note and holding:
        ends = held.order_by("expires_on").values_list("expires_on", flat=True)[0]
        note = (
            Sentence("the next to end: {day}", day=near(ends, today))
            if holding > 1
            else Sentence("until {day}", day=near(ends, today))
        )
    return Number(count(holding), what, url, note, tone)


@number(order=60)
def policy(actor: Actor, today: date) -> Number | None:
    """Which policy the gateway obeys."""
    if not actor.may("bundles.see"):
        return None
    bundle = in_force()
    if bundle is None:
        return Number("–", Sentence("policy in force"), address_of("protect.home"), Sentence("none published yet"))
    note = Sentence("since {day}", day=near(localdate(bundle.activated_at), today))
    figure = Sentence("No. {n}", n=bundle.revision)
    return Number(said(figure), Sentence("policy in force"), address_of("protect.home"), note)


@number(order=70)
def calls_lately(actor: Actor, today: date) -> Number | None:
    """Calls of the last thirty days, and how many of them were stopped; few of either are not told."""
    if not actor.may("exchanges.see"):
        return None
    seen = recent_calls(actor, now=utc_now())
    stopped = seen.by_fate[Fate.STOPPED]
    note = Sentence("{count} stopped", count=stopped.count) if isinstance(stopped, Shown) and stopped.count else ""
    figure = count(seen.total.count) if isinstance(seen.total, Shown) else gettext("few")
    return Number(figure, Sentence("calls in 30 days"), address_of("protect.calls"), note)


@number(order=90)
def facts(actor: Actor, today: date) -> Number | None:
    """How long the ledger is, and up to where it is signed."""
    if not actor.may("ledger.see"):
        return None
    checkpoint = latest_checkpoint()
    size, signed = log_size(), checkpoint.size if checkpoint else 0
    note = Sentence("all signed") if signed == size else Sentence("{count} signed", count=count(signed))
    return Number(count(size), Sentence("facts in the ledger"), address_of("ledger.home"), note)
