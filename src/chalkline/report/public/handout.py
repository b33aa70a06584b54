"""One approved use on one sheet, for a meeting with families. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from chalkline.kernel.sentences import Kept, Sentence
from chalkline.report.documents.api import (
    Block,
    Callout,
    Document,
    Facts,
    Line,
    Paragraph,
    Points,
    Section,
    Tone,
    Words,
)
from chalkline.report.public.words import HOW_FAR, PEOPLE_DECIDE, TEACHER_SEES, Listed, Register

Row = tuple[Words, tuple[Line, ...]]


def handout(shown: Register, use: Listed, *, contact: str = "") -> Document:
    """The sheet. It says what the register says, in the order in which families ask."""
    return Document(
        title=Sentence("How we use {tool}", tool=use.tool_name),
        district=shown.district,
        on=shown.on,
        lead=(_in_short(use),),
        sections=(
            Section("use", Sentence("What it is for, and who uses it"), tuple(_use(use))),
            Section("data", Sentence("What it may get to know"), (Facts(_data(use)),)),
            *_conditions(use),
            Section("decided", Sentence("Who decided, and until when"), (Facts(_decided(use)),)),
            Section("results", Sentence("What we found"), tuple(_results(use))),
            Section("object", Sentence("If you object, or have a question"), (Paragraph(_object(contact)),)),
        ),
        note=(
            Line(
                Sentence(
                    "From policy {revision} of {district}, as it stood on {day}.",
                    revision=shown.revision,
                    district=shown.district,
                    day=shown.on,
                )
            ),
        ),
    )


RESULT_TONES = {"scale": Tone.INFO, "iterate": Tone.ATTEND, "stop": Tone.STOP}
NO_RESULT = Sentence("No pilot of this use has ended yet, so we do not claim that it helps.")


def _in_short(use: Listed) -> Line:
    if use.gets_student_records:
        return Line(Sentence("{tool} is approved here. It gets information about students.", tool=use.tool_name))
    return Line(Sentence("{tool} is approved here. It gets no information about students.", tool=use.tool_name))


def _use(use: Listed) -> list[Block]:
    rows: tuple[Row, ...] = (
        (Sentence("What for"), (Line(Sentence("{names}", names=use.purposes)),)),
        (Sentence("Who uses it"), (Line(Sentence("{names}", names=use.roles)),)),
        (Sentence("Grades"), (Line(Sentence("{names}", names=use.grades)),)),
        (Sentence("Schools"), (Line(Sentence("{names}", names=use.schools)),)),
    )
    if use.teacher_sees_said:
        rows = (*rows, (TEACHER_SEES, (Line(use.teacher_sees_said),)))
    if use.level_said:
        rows = (*rows, (HOW_FAR, (Line(use.level_said),)))
    if use.people_decide:
        rows = (*rows, (Sentence("Who decides each case"), (Line(PEOPLE_DECIDE),)))
    stopped = Callout(
        Tone.STOP, Sentence("Paused for now"), (Line(Sentence("Nobody may use it until the pause is lifted.")),)
    )
    return [stopped, Facts(rows)] if use.is_paused else [Facts(rows)]


def _data(use: Listed) -> tuple[Row, ...]:
    given = Sentence("{names}", names=use.data) if use.data else Sentence("Nothing from the district")
    rows: list[Row] = [(Sentence("Data it may get"), (Line(given),))]
    if use.gets_student_records:
        rows.append((Sentence("Contract about the data"), (Line(_agreement(use)),)))
    rows.append((Sentence("How it is kept"), (Line(Sentence("{names}", names=use.kept_by)),)))
    return tuple(rows)


def _agreement(use: Listed) -> Sentence:
    if not use.agreement:
        return Sentence("None signed")
    if use.agreement_until is None:
        return Kept(use.agreement)
    return Sentence("{name}, until {day}", name=Kept(use.agreement), day=use.agreement_until)


def _results(use: Listed) -> Iterator[Block]:
    if not use.found:
        yield Paragraph((Line(NO_RESULT),))
    for each in use.found:
        name = Sentence("{verdict}, {day}", verdict=each.name, day=each.on)
        asked = Line(Sentence("We tried it out. The question was: {question}", question=each.question))
        yield Callout(RESULT_TONES[each.verdict], name, (asked, *(Line(words) for words in each.sentences)))
        yield Paragraph((Line(each.advice), Line(Sentence("The committee decides."))))


def _conditions(use: Listed) -> tuple[Section, ...]:
    if not use.conditions:
        return ()
    points = Points(tuple((Line(each.text),) for each in use.conditions))
    return (Section("conditions", Sentence("Only if"), (points,)),)


def _decided(use: Listed) -> tuple[Row, ...]:
    who = (
        Sentence("{who}, decision {number}, {day}", who=use.decided_by, number=use.decision_number, day=use.decided_on)
        if use.decided_by
        else Sentence("Decision {number}, {day}", number=use.decision_number, day=use.decided_on)
    )
    until = Sentence("{day}. After that it needs a new decision.", day=use.until)
    return ((Sentence("Who decided"), (Line(who),)), (Sentence("Until"), (Line(until),)))


def _object(contact: str) -> tuple[Line, ...]:
    rights = Line(
        Sentence(
            "You may ask what this tool has about your child, ask for it to be corrected or deleted, and say no where "
            "your consent is needed. Nobody is worse off at school for asking."
        )
    )
    if contact:
        return (rights, Line(Sentence("Write or call: {contact}", contact=contact)))
    return (rights, Line(Sentence("Ask the office of your child’s school for the person who answers for AI.")))
