"""Whether a round can be opened and answered, a theme named and answered; what may be shown of the counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from chalkline.kernel.problem import Kind as ProblemKind
from chalkline.kernel.problem import Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Audience
from chalkline.protect.disclosure import ALL, SUPPRESSED, THRESHOLD, Shown, Table, two_way
from chalkline.rollout.feedback.words import (
    ANSWER,
    LONGEST_ROUND,
    MOST_QUESTIONS,
    QUESTION,
    REMARK,
    SCALES,
    THEME,
    TITLE,
    Answers,
    Kind,
    Question,
    QuestionTally,
    RoundPlan,
    RoundState,
    Tally,
)

MOST_A_DAY = 3000  # answers to one round: more than any school has families
NOT_SAID = "not said"


def state_of(closes_on: date, *, was_closed: bool, today: date) -> RoundState:
    """Open until the end of its last day, unless somebody closed it before."""
    return RoundState.CLOSED if was_closed or today > closes_on else RoundState.OPEN


def must_be_a_round(plan: RoundPlan, today: date) -> None:
    """Raise Problem("feedback.incomplete") unless the round can be understood and answered by whom it asks."""
    fields: dict[str, Words] = {}
    in_spanish = plan.audience is not Audience.STAFF
    _check(fields, "title_en", plan.title_en, TITLE)
    _check(fields, "title_es", plan.title_es, TITLE, needed=in_spanish)
    if not 1 <= len(plan.questions) <= MOST_QUESTIONS:
        fields["en_1"] = Sentence("Ask one to {n} questions.", n=MOST_QUESTIONS)
    for number, each in enumerate(plan.questions, 1):
        _check(fields, f"en_{number}", each.en, QUESTION)
        _check(fields, f"es_{number}", each.es, QUESTION, needed=in_spanish)
    if not today <= plan.closes_on <= today + LONGEST_ROUND:
        fields["closes_on"] = Sentence("Choose a day from today to {n} days from now.", n=LONGEST_ROUND.days)
    if not fields:
        return
    raise Problem(
        "feedback.incomplete",
        what=Sentence("The round cannot be opened like this yet."),
        why=Sentence("People read it in English or Spanish, on a telephone, and nobody is there to explain."),
        next_step=Sentence("Look at the marked fields."),
        fields=fields,
    )


def must_be_open(state: RoundState) -> None:
    """Raise Problem("feedback.closed") when a round takes no answers any more."""
    if state is RoundState.OPEN:
        return
    raise Problem(
        "feedback.closed",
        what=Sentence("This round of questions is closed."),
        why=Sentence("What was said is being read, and answered in public."),
        next_step=Sentence("See what was heard and done, or tell the school office what you want to say."),
        kind=ProblemKind.CONFLICT,
    )


def must_not_flood(today: int) -> None:
    """Raise Problem("feedback.too_many") when so many answers came in a day that somebody may be playing."""
    if today < MOST_A_DAY:
        return
    raise too_many()


def too_many() -> Problem:
    """The answer to a flood, from one place or altogether."""
    return Problem(
        "feedback.too_many",
        what=Sentence("We cannot take more answers right now."),
        why=Sentence("Very many came in at once, and each is read by a person."),
        next_step=Sentence("Please try again in an hour. What you wrote is still in the form."),
        kind=ProblemKind.CONFLICT,
    )


def must_say_something(answers: Answers, questions: Sequence[Question]) -> None:
    """Raise Problem: feedback.nothing_said, feedback.too_long. A pick that is no option counts as none."""
    fields: dict[str, Words] = {
        f"q{number}": Sentence("Keep this under {n} characters.", n=REMARK)
        for number, text in answers.texts.items()
        if len(text) > REMARK
    }
    if fields:
        raise Problem(
            "feedback.too_long",
            what=Sentence("One of your answers is too long."),
            why=Sentence("Each is read by a person."),
            next_step=Sentence("Shorten the marked answer."),
            fields=fields,
        )
    if picks_of(answers, questions) or texts_of(answers, questions):
        return
    raise Problem(
        "feedback.nothing_said",
        what=Sentence("Nothing is filled in yet."),
        why=Sentence("Every question is up to you, but one answer at least makes it worth sending."),
        next_step=Sentence("Answer one question, then send it."),
    )


def picks_of(answers: Answers, questions: Sequence[Question]) -> dict[int, str]:
    """The options picked, where the question has such an option."""
    return {
        number: answers.picks[number]
        for number, each in enumerate(questions, 1)
        if answers.picks.get(number) in SCALES[each.kind]
    }


def texts_of(answers: Answers, questions: Sequence[Question]) -> dict[int, str]:
    """The texts written, without blanks around, where the question asks for words."""
    return {
        number: answers.texts[number].strip()
        for number, each in enumerate(questions, 1)
        if each.kind is Kind.WORDS and answers.texts.get(number, "").strip()
    }


def must_be_a_theme(en: str, es: str) -> None:
    """Raise Problem("feedback.theme_unclear") unless a theme says in a sentence what was heard."""
    fields: dict[str, Words] = {}
    _check(fields, "heard_en", en, THEME)
    _check(fields, "heard_es", es, THEME, needed=False)
    if fields:
        raise Problem(
            "feedback.theme_unclear",
            what=Sentence("The theme needs a sentence that says what was heard."),
            why=Sentence("It stands on the public page as “You said”."),
            next_step=Sentence("For example “You want to know before a new tool starts”."),
            fields=fields,
        )


def must_be_an_answer(en: str, es: str) -> None:
    """Raise Problem("feedback.answer_unclear") unless an answer says what was done."""
    fields: dict[str, Words] = {}
    _check(fields, "done_en", en, ANSWER)
    _check(fields, "done_es", es, ANSWER, needed=False)
    if fields:
        raise Problem(
            "feedback.answer_unclear",
            what=Sentence("The answer needs a sentence that says what was done."),
            why=Sentence("It stands on the public page as “We did”."),
            next_step=Sentence("Say what changed, or plainly why nothing will."),
            fields=fields,
        )


def must_name_nobody(names_somebody: Mapping[str, bool]) -> None:
    """Raise Problem("feedback.names_a_child") when a text for the public page may name a student."""
    fields: dict[str, Words] = {
        name: Sentence("Say it without this name.") for name, somebody in names_somebody.items() if somebody
    }
    if fields:
        raise Problem(
            "feedback.names_a_child",
            what=Sentence("This text may name a student or hold somebody's personal data."),
            why=Sentence("Everybody can read it on the public page."),
            next_step=Sentence("Say the same about nobody in particular."),
            fields=fields,
        )


def must_be_looked_at(has_doubts: bool) -> None:
    """Raise Problem("feedback.not_looked_at") before somebody has said whether a remark names a child."""
    if not has_doubts:
        return
    raise Problem(
        "feedback.not_looked_at",
        what=Sentence("One of these remarks may name a student."),
        why=Sentence("Until somebody has looked, a part of it is not shown, and one cannot tell what it says."),
        next_step=Sentence("Say first whether it is a student's name."),
        kind=ProblemKind.CONFLICT,
    )


def tally_of(total: int, questions: Sequence[Question], picked: Mapping[int, Mapping[str, int]]) -> Tally:
    """The counts of a round as they may be shown: small groups hidden, and what would give them away.

    ``picked``: by number of the question, how often each option was. All questions share their total, which is
    hidden everywhere when it has to be hidden once; those who passed over a question are a part that is not listed.
    """
    asked = [(number, each) for number, each in enumerate(questions, 1) if SCALES[each.kind]]
    hidden = 0 < total < THRESHOLD
    tables = {number: _parts(total, picked.get(number, {}), hidden) for number, _ in asked}
    if not hidden and any(table.cell() == SUPPRESSED for table in tables.values()):
        hidden = True
        tables = {number: _parts(total, picked.get(number, {}), hidden) for number, _ in asked}
    return Tally(
        SUPPRESSED if hidden else Shown(total),
        tuple(
            QuestionTally(
                number,
                each,
                tuple((name, tables[number].cell(option)) for option, name in SCALES[each.kind].items()),
            )
            for number, each in asked
        ),
    )


def _parts(total: int, picked: Mapping[str, int], hide_total: bool) -> Table:
    parts = {**picked, NOT_SAID: total - sum(picked.values())}
    return two_way({(part, ALL): count for part, count in parts.items()}, hidden=[(ALL, ALL)] * hide_total)


def _check(fields: dict[str, Words], name: str, text: str, longest: int, *, needed: bool = True) -> None:
    if needed and not text.strip():
        fields[name] = Sentence("Please fill this in.")
    elif len(text) > longest:
        fields[name] = Sentence("Keep this under {n} characters.", n=longest)
