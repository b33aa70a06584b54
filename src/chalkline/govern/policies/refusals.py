"""The sentences of what policies refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

Fields = Mapping[str, Sentence]


def text_unclear(fields: Fields) -> Problem:
    """What is said of a policy, or its text, is not whole."""
    return Problem(
        "policies.text_unclear",
        what=Sentence("Something is missing, or too long."),
        why=Sentence("People sign this text, and rules cite its sections."),
        next_step=Sentence("Look at what is marked, then save it again."),
        fields=dict(fields),
    )


def code_taken(code: str) -> Problem:
    """Two policies would be cited alike."""
    return Problem(
        "policies.code_taken",
        what=Sentence("Another policy is cited as {code}.", code=code),
        why=Sentence("Rules and minutes name a policy by its number, so each has its own."),
        next_step=Sentence("Choose another number, or write a new version of that policy."),
        kind=Kind.CONFLICT,
        fields={"code": Sentence("Choose another number.")},
    )


def not_a_draft(version: int) -> Problem:
    """A version that is not being written any more."""
    return Problem(
        "policies.not_a_draft",
        what=Sentence("Version {n} cannot be changed any more.", n=version),
        why=Sentence("People comment on it, decide on it or have signed it, and they must all mean the same words."),
        next_step=Sentence("Take it back to a draft while nobody has decided, or write a new version."),
        kind=Kind.CONFLICT,
    )


def one_at_a_time(version: int) -> Problem:
    """A newer version is being written already."""
    return Problem(
        "policies.one_at_a_time",
        what=Sentence("Version {n} is on its way already.", n=version),
        why=Sentence("Two versions at once, and nobody would know which was decided on."),
        next_step=Sentence("Go on with that version, or wait for the decision on it."),
        kind=Kind.CONFLICT,
    )


def nothing_new(version: int) -> Problem:
    """Not a word differs from what holds."""
    return Problem(
        "policies.nothing_new",
        what=Sentence("Not a word differs from version {n}.", n=version),
        why=Sentence("There is nothing to decide on."),
        next_step=Sentence("Change the text first, or give the draft up."),
        kind=Kind.CONFLICT,
    )


def not_now(state: Sentence) -> Problem:
    """A step that does not follow from where the version is."""
    return Problem(
        "policies.not_now",
        what=Sentence("That is not the next step for this version: it is “{state}”.", state=state),
        why=Sentence("A version goes from draft to comment to a decision, and only then it holds."),
        next_step=Sentence("Open the policy to see what comes next."),
        kind=Kind.CONFLICT,
    )


def comments_over() -> Problem:
    """A comment after its day, or on what is not for comment."""
    return Problem(
        "policies.comments_over",
        what=Sentence("This version is not open for comment."),
        why=Sentence("Comments are taken until a day, so that each of them can be answered."),
        next_step=Sentence("Write to whoever answers for the policy; the name stands on its page."),
        kind=Kind.CONFLICT,
    )


def comments_unanswered(count: int) -> Problem:
    """People wrote and nobody answered."""
    return Problem(
        "policies.comments_unanswered",
        what=Sentence("Comments without an answer: {n}.", n=count),
        why=Sentence("Whoever took the trouble to write is told what became of it before anybody decides."),
        next_step=Sentence("Answer them; a sentence is enough, and “no, because …” is an answer."),
        kind=Kind.CONFLICT,
    )


def days_unclear(fields: Fields) -> Problem:
    """Days that cannot be."""
    return Problem(
        "policies.days_unclear",
        what=Sentence("These days do not fit."),
        why=Sentence("A policy holds from a day on, and is looked at again within three years."),
        next_step=Sentence("Look at the days that are marked."),
        fields=dict(fields),
    )


def own_draft() -> Problem:
    """Whoever wrote it would also say that it was adopted."""
    return Problem(
        "policies.own_draft",
        what=Sentence("Somebody else has to record this adoption."),
        why=Sentence("You wrote this version. Nobody puts their own text in force alone."),
        next_step=Sentence("Ask another person who may record adoptions, or put it before a committee."),
        kind=Kind.NOT_ALLOWED,
    )


def adoption_unclear(fields: Fields) -> Problem:
    """What the board did is not said whole."""
    return Problem(
        "policies.adoption_unclear",
        what=Sentence("Please say when and by which resolution it was adopted, and add the minutes."),
        why=Sentence("Anybody who asks later finds the proof here."),
        next_step=Sentence("Look at what is marked."),
        fields=dict(fields),
    )


def file_unfit(words: Sentence) -> Problem:
    """A file that is empty or too large."""
    return Problem(
        "policies.file_unfit",
        what=words,
        why=Sentence("It is kept here for as long as the version is."),
        next_step=Sentence("Choose the file again; a smaller one if it is too large."),
        fields={"file": words},
    )


def not_signable() -> Problem:
    """What nobody signs: not adopted, replaced, or not asked of anybody."""
    return Problem(
        "policies.not_signable",
        what=Sentence("This version is not one to sign."),
        why=Sentence("Only the adopted text that holds now or next is signed, and only where that is asked."),
        next_step=Sentence("Open the policy to see which version holds."),
        kind=Kind.CONFLICT,
    )


def not_bound() -> Problem:
    """Somebody whom it does not bind."""
    return Problem(
        "policies.not_bound",
        what=Sentence("This policy does not ask for your signature."),
        why=Sentence("It binds other roles or schools than yours, and nobody signs for somebody else."),
        next_step=Sentence("You may read it. If you think that it should bind you, tell whoever answers for it."),
        kind=Kind.NOT_ALLOWED,
    )


def already_signed(on: date) -> Problem:
    """A second signature."""
    return Problem(
        "policies.already_signed",
        what=Sentence("You signed this on {day}.", day=on),
        why=Sentence("One signature for each version is kept, for ever."),
        next_step=Sentence("Nothing more is to be done."),
        kind=Kind.CONFLICT,
    )


def text_changed() -> Problem:
    """Another text was on the screen than the one that would be signed."""
    return Problem(
        "policies.text_changed",
        what=Sentence("The text you saw is not the one that would be signed."),
        why=Sentence("You sign exactly what you have read."),
        next_step=Sentence("Open the policy again, read it, and sign that."),
        kind=Kind.CONFLICT,
    )


def class_not_yours() -> Problem:
    """A class of somebody else, or none of this policy."""
    return Problem(
        "policies.class_not_yours",
        what=Sentence("This is not one of your classes."),
        why=Sentence("A teacher says it of classes that are theirs on the roster."),
        next_step=Sentence("Choose one of your own classes. If the roster is wrong, tell the school office."),
        kind=Kind.NOT_ALLOWED,
    )


def class_told_already(on: date) -> Problem:
    """A class that was told."""
    return Problem(
        "policies.class_told_already",
        what=Sentence("It is noted already that this class was told, on {day}.", day=on),
        why=Sentence("Once for each version and class is enough."),
        next_step=Sentence("Nothing more is to be done."),
        kind=Kind.CONFLICT,
    )
