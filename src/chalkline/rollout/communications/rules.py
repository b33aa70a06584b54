"""Whether a message makes sense, whether it is late, which languages are missing. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.communications.words import LANGUAGE_NAMES, MessagePlan, MessageState, Sent

TITLE, PURPOSE, TEXT, REASON = 120, 1000, 20_000, 1000
FIRST, LAST = date(2015, 1, 1), date(2060, 12, 31)


def missing(languages: Collection[str], sent: Collection[str]) -> tuple[str, ...]:
    """The planned languages in which nothing was sent yet, in the order of the plan."""
    return tuple(each for each in languages if each not in sent)


def state_after(languages: Collection[str], sent: Collection[str]) -> MessageState:
    """Sent only when every planned language is."""
    return MessageState.PLANNED if missing(languages, sent) else MessageState.SENT


def is_late(state: MessageState, due_on: date, today: date) -> bool:
    """Whether its day has passed and it is not sent in every language."""
    return state is MessageState.PLANNED and today > due_on


def must_be_a_message(plan: MessagePlan) -> None:
    """Raise Problem("communications.incomplete") unless somebody could write it from the plan."""
    fields: dict[str, Words] = {}
    if not plan.title.strip() or len(plan.title.strip()) > TITLE:
        fields["title"] = Sentence("Say in a few words what it is about.")
    if not plan.purpose.strip() or len(plan.purpose) > PURPOSE:
        fields["purpose"] = Sentence("Say what they should know or do afterwards.")
    if not FIRST <= plan.due_on <= LAST:
        fields["due_on"] = Sentence("Choose the day by which it is sent.")
    if not plan.languages or set(plan.languages) - LANGUAGE_NAMES.keys():
        fields["languages"] = Sentence("Choose at least one language.")
    if fields:
        raise Problem(
            "communications.incomplete",
            what=Sentence("The message is not planned fully yet."),
            why=Sentence("Whoever says it works from this plan, and late messages are found by their day."),
            next_step=Sentence("Look at the marked fields."),
            fields=fields,
        )


def must_have_been_sent(sent: Sent, planned: Collection[str], today: date) -> None:
    """Raise Problem("communications.sending_incomplete") unless it says what was sent, and that day has come."""
    fields: dict[str, Words] = {}
    if not sent.text.strip() or len(sent.text) > TEXT:
        fields["text"] = Sentence("Paste the words as they were sent, or what was said.")
    if not FIRST <= sent.sent_on <= today:
        fields["sent_on"] = Sentence("Choose today or an earlier day.")
    if sent.language not in planned:
        fields["language"] = Sentence("Choose one of the planned languages.")
    if fields:
        raise Problem(
            "communications.sending_incomplete",
            what=Sentence("What was sent is not described fully yet."),
            why=Sentence("People ask later what exactly they were told, and when."),
            next_step=Sentence("Look at the marked fields."),
            fields=fields,
        )


def sent_already(language: str) -> Problem:
    return Problem(
        "communications.sent_already",
        what=Sentence("It was sent in {language} already.", language=LANGUAGE_NAMES[language]),
        why=Sentence("What was sent stays as it was sent."),
        next_step=Sentence("If something has to be said anew, plan another message."),
        kind=Kind.CONFLICT,
        fields={"language": Sentence("Choose another language.")},
    )


def not_now(state: MessageState) -> Problem:
    """It was sent in full, or dropped."""
    return Problem(
        "communications.not_now",
        what=Sentence("This message is no longer planned."),
        why=Sentence("It was sent in every language.") if state is MessageState.SENT else Sentence("It was dropped."),
        next_step=Sentence("Plan another message."),
        kind=Kind.CONFLICT,
    )


def partly_sent() -> Problem:
    return Problem(
        "communications.partly_sent",
        what=Sentence("Part of this message has been sent."),
        why=Sentence("Its plan stays as it was when people received it."),
        next_step=Sentence("Send the rest, or drop it with a reason and plan another one."),
        kind=Kind.CONFLICT,
    )


def must_say_why(reason: str) -> str:
    """The reason without blanks around it. Raises Problem("communications.reason_needed")."""
    said = reason.strip()
    if said and len(said) <= REASON:
        return said
    raise Problem(
        "communications.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("People were to hear of it, and somebody will ask why they did not."),
        next_step=Sentence("Write one or two sentences."),
        fields={"reason": Sentence("Write one or two sentences.")},
    )


def must_work_here(works_here: bool) -> None:
    """Raise Problem("communications.nobody_says_it") unless a person who works here says it."""
    if works_here:
        return
    raise Problem(
        "communications.nobody_says_it",
        what=Sentence("Say who sends it."),
        why=Sentence("A message that nobody answers for is not sent."),
        next_step=Sentence("Choose somebody who works here."),
        fields={"sayer": Sentence("Choose somebody who works here.")},
    )
