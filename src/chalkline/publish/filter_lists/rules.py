"""Whether lists may be chosen, published, fetched. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.words import CHOOSABLE, DEFAULTS, LONGEST_REASON, Choices, Course, Matter
from chalkline.rulebook.api import Group

WAITS_AT_MOST = timedelta(days=7)
LIVES_AT_MOST = timedelta(days=400)


def check_reason(text: str) -> str:
    """The reason, tidied. Raises Problem("filter_lists.reason_missing")."""
    reason = " ".join(text.split())
    if 3 <= len(reason) <= LONGEST_REASON:
        return reason
    raise Problem(
        "filter_lists.reason_missing",
        what=Sentence("Please say why, in at most {n} letters.", n=LONGEST_REASON),
        why=Sentence("People who lose a tool will ask, and so will whoever comes after you."),
        next_step=Sentence("Write one sentence."),
        fields={"reason": Sentence("Write one sentence.")},
    )


def check_choices(wanted: Mapping[tuple[Group, Matter], Course]) -> Choices:
    """All choices, what was not chosen as it is by default. Raises Problem("filter_lists.choice_unclear")."""
    whole = {**DEFAULTS, **wanted}
    if set(whole) != set(DEFAULTS) or any(course not in CHOOSABLE for course in whole.values()):
        raise Problem(
            "filter_lists.choice_unclear",
            what=Sentence("What nobody approved can be left alone, warned of or blocked."),
            why=Sentence("Only a decision lets a tool through: an approved use."),
            next_step=Sentence("Choose one of the three for each row."),
        )
    return whole


def no_policy() -> Problem:
    """There is nothing to compile."""
    return Problem(
        "filter_lists.no_policy",
        what=Sentence("No policy is in force yet."),
        why=Sentence("Filter lists say what the policy says, so without one every list would be a guess."),
        next_step=Sentence("Publish a policy first."),
        kind=Kind.NOT_FOUND,
    )


def policy_over(on: date) -> Problem:
    """The policy is not believed any more."""
    return Problem(
        "filter_lists.policy_over",
        what=Sentence("The policy in force ran out on {day}.", day=on),
        why=Sentence("Nobody has confirmed it for half a year, so lists made of it are not to be relied on."),
        next_step=Sentence("Publish the policy again. Until then a filter keeps the lists it has."),
        kind=Kind.UNAVAILABLE,
    )


def nothing_new(number: int) -> Problem:
    """Compiling gives what is in force."""
    return Problem(
        "filter_lists.nothing_new",
        what=Sentence("Nothing has changed since edition {number} of the lists.", number=number),
        why=Sentence("Publishing the same lists again would only give people something to read."),
        next_step=Sentence("Come back when the policy, the catalogue or a choice has changed."),
        kind=Kind.CONFLICT,
    )


def nothing_published() -> Problem:
    """No edition is in force."""
    return Problem(
        "filter_lists.nothing_published",
        what=Sentence("No filter lists have been published yet."),
        why=Sentence("A filter gets only lists that somebody looked at and put in force."),
        next_step=Sentence("Prepare the first edition and look at who would lose what."),
        kind=Kind.UNAVAILABLE,
    )


def refuse_same_person(widens: bool, prepared_by: str, actor_id: str) -> None:
    """Raise Problem("filter_lists.same_person") where more is let through and one person did it all."""
    if not widens or prepared_by != actor_id:
        return
    raise Problem(
        "filter_lists.same_person",
        what=Sentence("You prepared these lists and they let more through, so somebody else puts them in force."),
        why=Sentence("What restricts needs one person; what lets more through takes a second pair of eyes."),
        next_step=Sentence("Ask another person who may put filter lists in force."),
        kind=Kind.NOT_ALLOWED,
    )


def refuse_overtaken(number: int, previous: str, current_number: int, current_digest: str) -> None:
    """Raise Problem("filter_lists.overtaken") unless these follow the lists in force."""
    if number == current_number + 1 and previous == current_digest:
        return
    raise Problem(
        "filter_lists.overtaken",
        what=Sentence("Edition {number} was put in force in the meantime.", number=current_number),
        why=Sentence("These were compared with older lists, so what they change is no longer what they say."),
        next_step=Sentence("Prepare the lists again and look at who would lose what."),
        kind=Kind.CONFLICT,
    )


def refuse_old(prepared_at: datetime, now: datetime) -> None:
    """Raise Problem("filter_lists.waited_too_long") for a candidate of another week."""
    if now - prepared_at <= WAITS_AT_MOST:
        return
    raise Problem(
        "filter_lists.waited_too_long",
        what=Sentence("These lists were prepared on {day} and have waited too long.", day=prepared_at.date()),
        why=Sentence("The policy, the catalogue or who uses what may have changed since."),
        next_step=Sentence("Prepare the lists again."),
        kind=Kind.CONFLICT,
    )


def records_changed() -> Problem:
    """Compiling again gives other lists."""
    return Problem(
        "filter_lists.records_changed",
        what=Sentence("The policy, the catalogue or a choice changed after these lists were prepared."),
        why=Sentence("What would take effect is not what the records say now."),
        next_step=Sentence("Prepare the lists again and look at who would lose what."),
        kind=Kind.CONFLICT,
    )
