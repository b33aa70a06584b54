"""Whether a record may be opened, what must be written, who may write. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from chalkline.approve.human_records.words import (
    FEWEST_WORDS,
    LONGEST_DAYS,
    LONGEST_MATTER,
    LONGEST_WORDS,
    MAY_BECOME,
    Decided,
    Followed,
    Matter,
    RecordState,
)
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence

IN_A_SENTENCE = Sentence("Say it in a sentence, at most {n} letters.", n=LONGEST_WORDS)


def latest_day(today: date, expires_on: date) -> date:
    """The last day that a record opened today may name."""
    return min(today + timedelta(days=LONGEST_DAYS), expires_on)


def refuse_needless(purpose: str, decided_by_people: Collection[str]) -> None:
    """Raise Problem("human_records.not_needed") for a purpose that needs no record."""
    if purpose in decided_by_people:
        return
    raise Problem(
        "human_records.not_needed",
        what=Sentence("This use needs no record of who decides."),
        why=Sentence("Records are kept for matters of high stakes only, so that they are read and not clicked away."),
        next_step=Sentence("Use it as its page says."),
        kind=Kind.CONFLICT,
    )


def refuse_out_of_force(holds: bool) -> None:
    """Raise Problem("human_records.use_over") where nobody may use it now."""
    if holds:
        return
    raise Problem(
        "human_records.use_over",
        what=Sentence("Nobody may use this now."),
        why=Sentence("It is paused, has ended, or has not begun."),
        next_step=Sentence("Its page says how it stands. You can decide without it at any time."),
        kind=Kind.CONFLICT,
    )


def check_matter(matter: Matter, *, today: date, expires_on: date) -> Matter:
    """What is opened, tidied. Raises Problem("human_records.incomplete")."""
    wrong: dict[str, Words] = {}
    said = matter.words.strip()
    if len(said.split()) < FEWEST_WORDS or len(said) > LONGEST_MATTER:
        wrong["matter"] = Sentence("Say what you decide in a few words, at most {n} letters.", n=LONGEST_MATTER)
    latest = latest_day(today, expires_on)
    if not today <= matter.until_on <= latest:
        wrong["until_on"] = Sentence("Choose a day from today to {day}.", day=latest)
    _refuse(wrong)
    return Matter(said, matter.until_on)


def check_decided(decided: Decided) -> Decided:
    """What is written at the end, tidied. Raises Problem("human_records.incomplete")."""
    wrong: dict[str, Words] = {}
    words, why = decided.words.strip(), decided.why.strip()
    for name, text in (("decision", words), ("why", why)):
        if not _is_a_sentence(text):
            wrong[name] = IN_A_SENTENCE
    if decided.decided_first is None:
        wrong["decided_first"] = Sentence("Say whether you had decided before you looked at an answer.")
    if decided.followed not in set(Followed):
        wrong["followed"] = Sentence("Say what became of the answer.")
    _refuse(wrong)
    return Decided(words, why, decided.followed, decided.decided_first)


def check_reason(reason: str) -> str:
    """Why it is withdrawn. Raises Problem("human_records.incomplete")."""
    _refuse({} if _is_a_sentence(reason.strip()) else {"reason": IN_A_SENTENCE})
    return reason.strip()


def refuse_ended(state: RecordState, wanted: RecordState) -> None:
    """Raise Problem("human_records.ended") where nothing more can be written."""
    if wanted in MAY_BECOME[state] or (wanted is state is RecordState.OPEN):
        return
    raise Problem(
        "human_records.ended",
        what=Sentence("This record has ended."),
        why=Sentence("What was decided or withdrawn stays as it was written, so that it can be relied on."),
        next_step=Sentence("Open a new record if the matter comes up again."),
        kind=Kind.CONFLICT,
    )


def refuse_colleague(colleague_id: str, decider_id: str, *, is_staff: bool) -> None:
    """Raise Problem("human_records.not_a_colleague") for oneself, or somebody who is not of the staff."""
    if is_staff and colleague_id != decider_id:
        return
    raise Problem(
        "human_records.not_a_colleague",
        what=Sentence("Choose a colleague who works here."),
        why=Sentence("Whoever takes the matter over answers for it by name."),
        next_step=Sentence("Choose somebody else, or decide it yourself."),
        fields={"colleague": Sentence("Choose a colleague who works here.")},
    )


def refuse_not_offered(is_offered: bool) -> None:
    """Raise Problem("human_records.not_offered") where nobody was asked, or somebody else."""
    if is_offered:
        return
    raise Problem(
        "human_records.not_offered",
        what=Sentence("Nobody is asked to take this matter over now."),
        why=Sentence("The offer was taken back, or answered."),
        next_step=Sentence("Its page shows who decides it."),
        kind=Kind.CONFLICT,
    )


def is_overdue(state: RecordState, until_on: date, today: date) -> bool:
    """Whether its time is over and nobody has written what was decided."""
    return state is RecordState.OPEN and until_on < today


def _is_a_sentence(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS and len(text) <= LONGEST_WORDS


def _refuse(wrong: dict[str, Words]) -> None:
    if not wrong:
        return
    raise Problem(
        "human_records.incomplete",
        what=Sentence("The record is not complete yet."),
        why=Sentence("Somebody may have to understand later who decided, and on what ground."),
        next_step=Sentence("Look at the marked fields; everything you wrote is kept."),
        fields=wrong,
    )
