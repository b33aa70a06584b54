"""What Data puts on Today: agreements that end, flows without one, a roster below what a use needs, duties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from chalkline.data.duties.api import duties_to_see_to, rule_of
from chalkline.data.flows.api import SOON_DAYS, Ending
from chalkline.data.integrity.api import UNMET_NAMES, requirements, unmet_requirement
from chalkline.govern.committees.api import AgendaItem, Meeting, day_of, waiting_item
from chalkline.govern.decisions.api import decisions
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import kept_through_daily_business
from chalkline.people.api import Actor
from chalkline.report.flows.api import not_covered
from chalkline.tools.agreements.api import InForce, agreement_by_id, agreements_in_force, put_renewal_before
from chalkline.tools.register.api import tool_names
from chalkline.web.agenda_ready import CouldGoOn, may_go_on_agenda
from chalkline.web.routes import address_of
from chalkline.web.today import AND_ONE_MORE, Waiting, waits_for_me

MOST_DUTIES = 5
NOTICE_DAYS = 60
A_TERM = timedelta(days=120)


@waits_for_me
def agreements_that_end(actor: Actor, today: date) -> Iterator[Waiting]:
    """Agreements within 90 days of their end, for those who record them."""
    if not actor.may("agreements.record"):
        return
    near = _near(today).ending[:AND_ONE_MORE]
    names = tool_names(each.tool for each in near)
    for each in near:
        yield Waiting(
            Sentence("The agreement about {tool} ends", tool=names.get(each.tool, each.tool)),
            address_of("data.agreement", each.agreement_id),
            Sentence("Renew it"),
            Sentence("After that day the gateway lets no student information go to it. Renewals take weeks."),
            due_on=each.ends_on,
        )


@may_go_on_agenda
def renewals(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Agreements that end within a term of the meeting and that no committee has said anything about yet."""
    if not actor.may("agreements.put_renewal"):
        return
    on = day_of(meeting)
    last: dict[str, InForce] = {}
    for each in agreements_in_force(on):
        last.setdefault(each.tool, each)
    ending = [each for each in last.values() if each.ends_on <= on + A_TERM]
    said = set(
        decisions(actor)
        .filter(subject_kind="agreement", subject_id__in=[each.agreement_id for each in ending])
        .values_list("subject_id", flat=True)
    )
    names = tool_names(each.tool for each in ending)
    for each in sorted(ending, key=lambda one: one.ends_on):
        if each.agreement_id not in said and waiting_item("agreement", each.agreement_id) is None:
            yield CouldGoOn(
                f"agreement:{each.agreement_id}",
                Sentence("Renewal of the agreement about {tool}", tool=names.get(each.tool, each.tool)),
                address_of("data.agreement", each.agreement_id),
                Sentence("It ends on {day}", day=each.ends_on),
                partial(_put_renewal, each.agreement_id),
            )


def _put_renewal(agreement_id: str, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return put_renewal_before(actor, agreement_by_id(actor, agreement_id), meeting, now=now)


@waits_for_me
def notice_to_be_given(actor: Actor, today: date) -> Iterator[Waiting]:
    """Agreements that renew by themselves, within 60 days of the last day on which notice can be given."""
    if not actor.may("agreements.record"):
        return
    near = _near(today).renewing[:AND_ONE_MORE]
    names = tool_names(each.tool for each in near)
    for each in near:
        yield Waiting(
            Sentence("The agreement about {tool} renews by itself", tool=names.get(each.tool, each.tool)),
            address_of("data.agreement", each.agreement_id),
            Sentence("Decide whether it shall"),
            Sentence("Notice can be given until this day; after it the agreement goes on."),
            due_on=each.notice_by,
        )


@dataclass(frozen=True)
class Near:
    """Agreements that end, or renew by themselves, before long; the nearest first."""

    ending: tuple[InForce, ...]
    renewing: tuple[InForce, ...]


@kept_through_daily_business
def _near(today: date) -> Near:
    last: dict[str, InForce] = {}
    found = agreements_in_force(today)
    for each in found:  # the one that runs longest comes first
        last.setdefault(each.tool, each)
    ending = [each for each in last.values() if (each.ends_on - today).days <= SOON_DAYS]
    until = today + timedelta(days=NOTICE_DAYS)
    renewing = [(each.notice_by, each.tool, each) for each in found if each.notice_by]
    renewing = [one for one in sorted(renewing, key=lambda one: one[:2]) if today <= one[0] <= until]
    by_end = sorted(ending, key=lambda each: (each.ends_on, each.tool))
    return Near(tuple(by_end), tuple(each for _, _, each in renewing))


@waits_for_me
def flows_without_cover(actor: Actor, today: date) -> Iterator[Waiting]:
    """Student information that goes to a tool without an agreement that lists it."""
    if not (actor.may("agreements.record") and actor.may("data.see")):
        return
    amiss = not_covered(actor, today)
    if not amiss:
        return
    first = amiss[0]
    names = tool_names([first.tool])
    missing = sum(each.ending is Ending.MISSING for each in amiss)
    yield Waiting(
        Sentence("Student information without full cover: {tool}", tool=names.get(first.tool, first.tool))
        if len(amiss) == 1
        else Sentence("Student information without full cover, for {n} tools", n=len(amiss)),
        address_of("data.home"),
        Sentence("See what is missing"),
        Sentence("No agreement lists what an approved use allows; the gateway holds it back meanwhile.")
        if not missing
        else Sentence("An approved use allows student information, and no agreement is in force."),
        note=Sentence("not covered"),
    )


@waits_for_me
def rosters_below_what_is_needed(actor: Actor, today: date) -> Iterator[Waiting]:
    """Uses held back by the roster, for those who can have it audited."""
    if not actor.may("integrity.audit"):
        return
    for each in requirements(actor):
        why = unmet_requirement(each, today)
        if why:
            yield Waiting(
                Sentence("Held back by the roster: {title}", title=each.use_title),
                address_of("data.rosters"),
                Sentence("Audit the roster"),
                Sentence("It needs {score} of 100: {why}.", score=f"{each.least_score:g}", why=UNMET_NAMES[why]),
                note=Sentence("stopped"),
            )


@waits_for_me
def duties_of_law(actor: Actor, today: date) -> Iterator[Waiting]:
    """One's duties that are late or due within 30 days; many of them as one line."""
    if not actor.could("duties.see"):
        return
    near = list(duties_to_see_to(actor, today))
    shown = near if len(near) <= MOST_DUTIES else near[: MOST_DUTIES - 1]
    for each in shown:
        yield Waiting(
            rule_of(each).short,
            address_of("data.duty", each.pk),
            Sentence("See to it"),
            Sentence("A duty of law for {tool}.", tool=each.subject_name)
            if each.subject_name
            else Sentence("A duty of law for the whole district."),
            due_on=each.due_on,
        )
    if len(near) > len(shown):
        yield Waiting(
            Sentence("{n} more duties of law are due soon", n=len(near) - len(shown)),
            address_of("data.duties"),
            Sentence("See them all"),
            Sentence("Each has a day and asks for what shows that it was done."),
            due_on=near[len(shown)].due_on,
        )
