"""What is held about a child as a document that its family can read: the same as the file, in plain words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from chalkline.data.families.api import HEARD_BY_NAMES, SAID_NAMES, HeardBy, Said
from chalkline.kernel.sentences import Sentence
from chalkline.report.documents.api import Block, Document, Facts, Grid, Line, Paragraph, Points, Section, Words
from chalkline.report.held.words import NOT_HELD_SAID
from chalkline.rulebook.api import Outcome, grade_name, vocabulary

Held = Mapping[str, Any]
OUTCOMES: dict[str, Sentence] = {
    Outcome.ANSWERED: Sentence("answered"),
    Outcome.REFUSED: Sentence("stopped before it left"),
    Outcome.CUT: Sentence("broke off"),
    Outcome.FAILED: Sentence("got no answer"),
}
NOTHING = Sentence("Nothing is recorded.")


def document_of_held(held: Held, services: Mapping[str, str], *, district: str, contact: str, on: date) -> Document:
    """The export of ``take_out_what_is_held``; ``services``: names of AI services by id."""
    child = held["from_the_roster"]
    name = f"{child['given_name']} {child['family_name']}".strip()
    return Document(
        title=Sentence("What we hold about {child}", child=name),
        district=district,
        on=on,
        lead=(
            Line(Sentence("Our district runs its AI with Chalkline. This is all that it holds about your child.")),
            Line(Sentence("Other school records, such as grades, are with the school; ask for them there.")),
        ),
        sections=tuple(_sections(held, services, contact)),
        note=(Line(Sentence("Made for the family of this child. Please keep it where only you can read it.")),),
    )


def _sections(held: Held, services: Mapping[str, str], contact: str) -> Iterator[Section]:
    yield Section("roster", Sentence("From the school's list of students"), (_roster(held["from_the_roster"]),))
    yield Section("said", Sentence("What your family said about AI tools"), tuple(_said(held)))
    yield Section("calls", Sentence("Questions to AI with your child's own key"), tuple(_calls(held, services)))
    yield Section("logs", Sentence("AI services seen on the school's network"), tuple(_logs(held, services)))
    yield Section("pilots", Sentence("What trials of AI measured"), tuple(_pilots(held)))
    yield Section("asked", Sentence("When you asked to see this"), (_asked(held["requests_to_see_this"]),))
    yield Section("not-held", Sentence("What is not held here"), (_points(NOT_HELD_SAID),))
    yield Section("next", Sentence("What you can do"), (_next(contact),))


def _roster(child: Held) -> Block:
    grade: Words = grade_name(child["grade"]) if child["grade"] else ""
    told: list[tuple[Words, Words]] = [
        (Sentence("Name"), f"{child['given_name']} {child['family_name']}".strip()),
        (Sentence("School"), child["school"]),
        (Sentence("Grade"), grade),
        (Sentence("Student number"), child["student_number"]),
        (Sentence("User name"), child["username"]),
        (Sentence("E-mail"), child["email"]),
        (Sentence("Number in the district's list"), child["roster_id"]),
        (Sentence("Classes"), ", ".join(child["classes"])),
        (
            Sentence("On the list now?"),
            Sentence("Yes") if child["is_on_the_roster_now"] else Sentence("No"),
        ),
    ]
    return Facts(tuple((term, (Line(what),)) for term, what in told if what))


def _said(held: Held) -> Iterator[Block]:
    said = held["what_the_family_said"]
    yield _grid(
        Sentence("What your family said"),
        (Sentence("Tool"), Sentence("Answer"), Sentence("How we heard it"), Sentence("From"), Sentence("Until")),
        [
            (
                each["tool"],
                SAID_NAMES[Said(each["said"])],
                HEARD_BY_NAMES[HeardBy(each["heard_by"])],
                _day(each["from"]),
                _day(each["until"]) if each["until"] else Sentence("it holds"),
            )
            for each in said
        ],
    )
    letters = held["letters_to_the_family"]
    if letters:
        yield _points(
            Sentence("We wrote to you on {day} about: {tools}.", day=_date(each["made"]), tools=tuple(each["tools"]))
            for each in letters
        )


def _calls(held: Held, services: Mapping[str, str]) -> Iterator[Block]:
    yield _grid(
        Sentence("Each question that was sent, without its text"),
        (
            Sentence("Day"),
            Sentence("Tool"),
            Sentence("What for"),
            Sentence("How it ended"),
            Sentence("Data in it"),
        ),
        [
            (
                _day(each["at"]),
                services.get(each["tool"], each["tool"]),
                _purpose(each["purpose"]),
                OUTCOMES.get(each["outcome"], each["outcome"]),
                _data(each["kinds_of_data_found"], each["replaced_before_it_left"]),
            )
            for each in held["calls_with_the_childs_own_key"]
        ],
    )


def _data(found: Iterable[str], replaced: Mapping[str, int]) -> Words:
    names = tuple(_element(each) for each in found)
    if not names:
        return Sentence("none about a student was found")
    if not replaced:
        return Sentence("{names}", names=names)
    hidden = tuple(_element(each) for each in replaced)
    return Sentence("{names}; replaced before it left: {hidden}", names=names, hidden=hidden)


def _logs(held: Held, services: Mapping[str, str]) -> Iterator[Block]:
    yield _grid(
        Sentence("Visits that the network's records tie to your child"),
        (Sentence("AI service"), Sentence("Days"), Sentence("First day"), Sentence("Last day")),
        [
            (
                services.get(each["service"], each["service"]),
                Sentence("{n}", n=each["days"]),
                _day(each["first_day"]),
                _day(each["last_day"]),
            )
            for each in held["ai_services_in_the_networks_logs"]
        ],
    )


def _pilots(held: Held) -> Iterator[Block]:
    yield _grid(
        Sentence("Measured before and after"),
        (Sentence("Trial"), Sentence("Before"), Sentence("After"), Sentence("Groups it was counted in")),
        [
            (
                each["pilot"],
                _number(each["before"]),
                _number(each["after"]),
                ", ".join(f"{key}: {value}" for key, value in sorted(each["groups"].items())),
            )
            for each in held["measured_in_pilots"]
        ],
    )


def _asked(asked: Iterable[Held]) -> Block:
    return _points(Sentence("You asked on {day}.", day=_date(each["received_on"])) for each in asked)


def _next(contact: str) -> Block:
    told = [
        Sentence("If something here is wrong, tell us, and we correct it or say in writing why not."),
        Sentence("You can say no to an AI tool at any time; the school records it, and it counts within seconds."),
        Sentence("Ask us to explain anything that is not clear, in the language you speak at home."),
    ]
    if contact:
        told.append(Sentence("Write to {contact}.", contact=contact))
    return _points(told)


def _grid(title: Sentence, head: tuple[Words, ...], rows: Iterable[tuple[Words, ...]]) -> Block:
    lines = tuple(tuple(Line(cell) for cell in row) for row in rows)
    return Grid(title, head, lines) if lines else Paragraph((Line(NOTHING),))


def _points(sentences: Iterable[Sentence]) -> Block:
    points = tuple((Line(each),) for each in sentences)
    return Points(points) if points else Paragraph((Line(NOTHING),))


def _element(element: str) -> Sentence:
    known = vocabulary().elements.get(element)
    return Sentence(known.label) if known else Sentence("{name}", name=element)


def _purpose(purpose: str) -> Words:
    known = vocabulary().purposes.get(purpose)
    return Sentence(known.name) if known else purpose


def _number(value: float | None) -> Words:
    return "" if value is None else f"{value:g}"


def _date(text: str) -> date:
    return datetime.fromisoformat(text).date()


def _day(text: str) -> Sentence:
    return Sentence("{day}", day=_date(text))
