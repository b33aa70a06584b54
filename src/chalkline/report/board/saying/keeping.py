"""Student data, whether it is sound, who is trained, what went wrong and what ends soon, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Sentence
from chalkline.report.board.words import (
    CALENDAR,
    FLOWS,
    INCIDENTS,
    TRAINING,
    WEAKNESSES,
    BoardFacts,
    Ending,
    Going,
    Safety,
    Sound,
    Trained,
)
from chalkline.report.documents.api import Block, Callout, Grid, Line, Paragraph, Points, Tone

MOST_GOING, MOST_COURSES, MOST_ENDING = 10, 6, 12
COVER_SAID = {
    "covered": Sentence("yes"),
    "in_part": Sentence("in part"),
    "missing": Sentence("no"),
    "not_needed": Sentence("not needed"),
}


def student_data(facts: BoardFacts) -> Iterator[Block]:
    """Which student data goes to which tool, and under which agreement; then whether the records are sound."""
    if facts.going:
        yield Paragraph(tuple(_going_said(facts.going)))
        yield Grid(
            Sentence("Student data, tool by tool"),
            (Sentence("Tool"), Sentence("Student data"), Sentence("Covered by an agreement?"), Sentence("Until")),
            tuple(_going_row(each) for each in facts.going[:MOST_GOING]),
        )
        left = len(facts.going) - MOST_GOING
        if left > 0:
            yield Paragraph((Line(Sentence("{n} more tools are on the map of data.", n=left), n=FLOWS),))
    else:
        yield Paragraph((Line(Sentence("No student data goes to an AI tool under an approved use.")),))
    if facts.sound:
        yield Paragraph(tuple(_sound_said(facts.sound)))


def _going_said(going: tuple[Going, ...]) -> Iterator[Line]:
    count, bare = len(going), sum(each.cover in {"missing", "in_part"} for each in going)
    if count == 1:
        yield Line(Sentence("Student data goes to {n} AI tool.", n=1), n=FLOWS)
    else:
        yield Line(Sentence("Student data goes to {n} AI tools.", n=count), n=FLOWS)
    if not bare:
        yield Line(Sentence("A signed agreement covers all of it."))
    elif bare == 1:
        yield Line(Sentence("For {n} of them, an agreement is missing or does not list all of it.", n=1), n=FLOWS)
    else:
        yield Line(Sentence("For {n} of them, agreements are missing or do not list all of it.", n=bare), n=FLOWS)


def _going_row(each: Going) -> tuple[Line, ...]:
    covered = Sentence("{word}: {name}", word=COVER_SAID[each.cover], name=each.agreement)
    return (
        Line(each.tool, whole=each.source),
        Line(Sentence("{kinds}", kinds=each.kinds)),
        Line(covered if each.agreement else COVER_SAID[each.cover]),
        Line(Sentence("{day}", day=each.until) if each.until else Sentence("–")),
    )


def _sound_said(sound: Sound) -> Iterator[Line]:
    values = {"n": sound.score, "day": sound.on}
    yield Line(Sentence("Our own student records scored {n} of 100 in the audit of {day}.", **values), n=sound.source)
    if sound.before is not None and sound.before != sound.score:
        yield Line(Sentence("The time before it was {n}.", n=sound.before), n=sound.source)
    if sound.rows_to_fix:
        yield Line(Sentence("{n} rows wait to be put right.", n=sound.rows_to_fix), n=sound.source)
    if sound.weakest:
        yield Line(Sentence("The weakest part: {part}.", part=sound.weakest))
    if sound.has_stops:
        yield Line(Sentence("Some of the faults must be put right before AI may rely on these records."))


def went_wrong(safety: Safety) -> Iterator[Block]:
    """Incidents and what the law asks, counted."""
    yield Paragraph(tuple(_incidents(safety)))
    if safety.overdue:
        words = Sentence("{n} duties of the law are overdue", n=safety.overdue)
        one = Sentence("One duty of the law is overdue")
        look = Line(Sentence("Open the list of incidents to see which."), whole=INCIDENTS)
        yield Callout(Tone.STOP, one if safety.overdue == 1 else words, (look,))
    if safety.weaknesses:
        yield Paragraph(tuple(_weaknesses(safety)))


def _incidents(safety: Safety) -> Iterator[Line]:
    if not safety.opened:
        yield Line(Sentence("No incident with AI was recorded in these days."))
    elif safety.opened == 1:
        yield Line(Sentence("{n} incident with AI was recorded in these days.", n=1), n=INCIDENTS)
    else:
        yield Line(Sentence("{n} incidents with AI were recorded in these days.", n=safety.opened), n=INCIDENTS)
    if safety.severe == 1:
        yield Line(Sentence("One of them was severe."))
    elif safety.severe:
        yield Line(Sentence("{n} of them were severe.", n=safety.severe), n=INCIDENTS)
    if safety.still_open == 1:
        yield Line(Sentence("{n} is still open.", n=1), n=INCIDENTS)
    elif safety.still_open:
        yield Line(Sentence("{n} are still open.", n=safety.still_open), n=INCIDENTS)
    elif safety.opened:
        yield Line(Sentence("None is open today."))
    yield from _clocks(safety)


def _clocks(safety: Safety) -> Iterator[Line]:
    """What the law asks after an incident: done in time, done late, still running."""
    asked = safety.in_time + safety.late
    if asked:
        yield Line(Sentence("What the law asks for after an incident: {n} things.", n=asked), n=INCIDENTS)
    if asked and not safety.late:
        yield Line(Sentence("All of them were done in time."))
    elif safety.late == 1:
        yield Line(Sentence("{n} of them was done late.", n=1), n=INCIDENTS)
    elif safety.late:
        yield Line(Sentence("{n} of them were done late.", n=safety.late), n=INCIDENTS)
    if safety.running == 1:
        yield Line(Sentence("{n} such duty is still running.", n=1), n=INCIDENTS)
    elif safety.running:
        yield Line(Sentence("{n} such duties are still running.", n=safety.running), n=INCIDENTS)
    if safety.next_due:
        yield Line(Sentence("The next is due on {day}.", day=safety.next_due))


def _weaknesses(safety: Safety) -> Iterator[Line]:
    if safety.weaknesses == 1:
        yield Line(Sentence("Security audits left one weakness open."))
    else:
        yield Line(Sentence("Security audits left {n} weaknesses open.", n=safety.weaknesses), n=WEAKNESSES)
    if safety.grave_weaknesses == 1:
        yield Line(Sentence("One of them could do much harm."))
    elif safety.grave_weaknesses:
        yield Line(Sentence("{n} of them could do much harm.", n=safety.grave_weaknesses), n=WEAKNESSES)


def who_is_trained(trained: tuple[Trained, ...]) -> Iterator[Block]:
    """Each course and how much of the staff is current."""
    yield Points(tuple((_course(each),) for each in trained[:MOST_COURSES]))
    left = len(trained) - MOST_COURSES
    if left > 0:
        yield Paragraph((Line(Sentence("{n} more courses are offered.", n=left), n=TRAINING),))


def _course(each: Trained) -> Line:
    values = {"title": each.title, "n": each.percent}
    if each.percent is None:
        words = Sentence("{title}: too few people to tell.", title=each.title)
    elif each.bound == "<=":
        words = Sentence("{title}: at most {n} percent of the staff are up to date.", **values)
    elif each.bound == ">=":
        words = Sentence("{title}: at least {n} percent of the staff are up to date.", **values)
    else:
        words = Sentence("{title}: {n} percent of the staff are up to date.", **values)
    return Line(words, title=TRAINING, n=TRAINING)


def ends_soon(ending: tuple[Ending, ...]) -> Iterator[Block]:
    """What is looked at again, or ends, within three months."""
    if not ending:
        return
    dash = Sentence("–")
    yield Grid(
        Sentence("Looked at again, or ended, in the next three months"),
        (Sentence("What"), Sentence("Look again by"), Sentence("Ends on")),
        tuple(
            (
                Line(each.title, whole=each.source),
                *(Line(Sentence("{day}", day=day) if day else dash) for day in (each.review_on, each.ends_on)),
            )
            for each in ending[:MOST_ENDING]
        ),
    )
    left = len(ending) - MOST_ENDING
    if left > 0:
        yield Paragraph((Line(Sentence("{n} more are on the calendar.", n=left), n=CALENDAR),))
