"""Who is responsible at a moment, when an alert is passed on and to whom, what has to be said. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chalkline.kernel.business_days import federal_holidays
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.on_call.words import (
    LATEST,
    LONGEST_PEOPLE,
    LONGEST_WORDS,
    MAY_BECOME,
    SOONEST,
    AlertState,
    RotaFacts,
    RotaWords,
)

FEWEST_WORDS = 3


def on_duty(rota: RotaFacts, at: datetime) -> tuple[str, ...]:
    """Who is on duty by the rota's hours, in order; nobody on a holiday or a day the district is closed."""
    local = at.astimezone(ZoneInfo(rota.zone))
    if local.date() in rota.closed or local.date() in federal_holidays(local.year):
        return ()
    now = local.time()
    there = [each.person_id for each in rota.shifts if local.weekday() in each.days and each.begins <= now < each.ends]
    return tuple(dict.fromkeys(there))


def chain(rota: RotaFacts, at: datetime) -> tuple[str, ...]:
    """Who is asked, one after the other; never empty, and the fallback is always the last."""
    return (*(each for each in on_duty(rota, at) if each != rota.fallback_id), rota.fallback_id)


def responsible(rota: RotaFacts, at: datetime) -> str:
    """Who is told first."""
    return chain(rota, at)[0]


def next_after(rota: RotaFacts, at: datetime, present: str) -> str:
    """Who is told when ``present`` has not taken it: the next of the chain; behind its last, the fallback again."""
    order = chain(rota, at)
    if present not in order:
        return order[0]
    return order[min(order.index(present) + 1, len(order) - 1)]


def belongs_together(last_at: datetime, at: datetime, within: timedelta) -> bool:
    """Whether a signal is one more of those before; two gateways may tell of them in another order."""
    return abs(at - last_at) <= within


def raises(severity: int, categories: Collection[str], *, now: int, category: str) -> bool:
    """Whether a signal more is told anew: it is more serious than any before, or of a kind that was not there."""
    return now > severity or category not in categories


def is_due(told_at: datetime, after: timedelta, now: datetime) -> bool:
    """Whether whoever was told last has had their time."""
    return now - told_at >= after


def check_rota(words: RotaWords, active: Collection[str]) -> None:
    """Raises Problem("on_call.rota_incomplete") with what is missing or cannot be. ``active``: who may be named."""
    wrong: dict[str, Words] = {}
    if words.fallback_id not in active:
        wrong["fallback"] = Sentence("Name somebody who works here and is reached also at night and in vacations.")
    if not SOONEST <= words.minutes <= LATEST:
        wrong["minutes"] = Sentence("Between {low} and {high} minutes.", low=SOONEST, high=LATEST)
    if any(each.person_id not in active for each in words.shifts):
        wrong["shifts"] = Sentence("Everybody on the rota has to work here.")
    elif any(not each.days or each.begins >= each.ends for each in words.shifts):
        wrong["shifts"] = Sentence("Each line needs a day, and an end later than its beginning on the same day.")
    if max(len(words.people), len(words.people_es)) > LONGEST_PEOPLE:
        wrong["people"] = Sentence("At most {n} letters.", n=LONGEST_PEOPLE)
    if not _is_zone(words.zone):
        wrong["zone"] = Sentence("There is no time zone of this name; they look like “America/Chicago”.")
    if wrong:
        raise Problem(
            "on_call.rota_incomplete",
            what=Sentence("Something in the rota is missing or cannot be."),
            why=Sentence("At every minute somebody has to be told when a student may be in danger."),
            next_step=Sentence("Change what is marked."),
            fields=wrong,
        )


def _is_zone(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(zone)


def refuse_settled(state: AlertState, wanted: AlertState) -> None:
    """Raise Problem("on_call.closed") where it cannot become that any more."""
    if wanted not in MAY_BECOME[state]:
        raise Problem(
            "on_call.closed",
            what=Sentence("This alert is closed."),
            why=Sentence("What was done stands in its record and is not rewritten."),
            next_step=Sentence("Its page shows what was done. If it has come up again, open an incident."),
            kind=Kind.CONFLICT,
        )


def refuse_unseen(seen: int | None, there: int) -> None:
    """Raise Problem("on_call.more_came") where a signal came that whoever closes it has not seen."""
    if seen is not None and seen != there:
        raise Problem(
            "on_call.more_came",
            what=Sentence("Another signal came from the same student meanwhile."),
            why=Sentence("An alert is closed by somebody who has seen everything in it."),
            next_step=Sentence("Look at the list of signals, then close it."),
            kind=Kind.CONFLICT,
        )


def check_words(words: str) -> str:
    """What was done, in words. Raises Problem("on_call.say_what_was_done")."""
    said = words.strip()
    if len(said.split()) >= FEWEST_WORDS and len(said) <= LONGEST_WORDS:
        return said
    raise Problem(
        "on_call.say_what_was_done",
        what=Sentence("Say in a sentence or two what was done."),
        why=Sentence("Somebody will ask later, for the student’s sake, and it is you who knows."),
        next_step=Sentence("Write whom you spoke to and what follows, without the student’s name."),
        fields={"words": Sentence("Say what was done.")},
    )


def check_reason(reason: str) -> str:
    """Why somebody reads what was typed. Raises Problem("on_call.reason_missing")."""
    said = reason.strip()
    if said:
        return said[:300]
    raise Problem(
        "on_call.reason_missing",
        what=Sentence("Say why you read it."),
        why=Sentence("What a student types is theirs; each reading is written down with its reason."),
        next_step=Sentence("One short sentence is enough."),
        fields={"reason": Sentence("Say why you read it.")},
    )


def refuse_gone(is_kept: bool) -> None:
    """Raise Problem("on_call.text_gone") where there is no text, or none any more."""
    if not is_kept:
        raise Problem(
            "on_call.text_gone",
            what=Sentence("There is no text to read."),
            why=Sentence("A drill has none, and a real one is removed three months after its alert was closed."),
            next_step=Sentence("What was done still stands on this page."),
            kind=Kind.CONFLICT,
        )


def check_person(may_have_it: bool) -> None:
    """Raise Problem("on_call.somebody_else") where nobody can be reached that way."""
    if not may_have_it:
        raise Problem(
            "on_call.somebody_else",
            what=Sentence("This person does not work here any more."),
            why=Sentence("An alert must be with somebody who can act."),
            next_step=Sentence("Choose another person."),
            fields={"person": Sentence("Choose another person.")},
        )


def refuse_second_incident(has_one: bool) -> None:
    """Raise Problem("on_call.has_incident") where an incident was opened already."""
    if has_one:
        raise Problem(
            "on_call.has_incident",
            what=Sentence("There is an incident of this alert already."),
            why=Sentence("Its clocks would run twice."),
            next_step=Sentence("Go on with that incident; the alert’s page leads there."),
            kind=Kind.CONFLICT,
        )
