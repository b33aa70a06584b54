"""Which fields may be added, and what may be entered. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from chalkline.govern.custom_fields.words import NO, YES, Choice, FieldKind, FieldPlan, Held
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

LONGEST_NAME, LONGEST_HELP, LONGEST_TEXT = 60, 200, 500
MOST_CHOICES, MOST_FIELDS = 40, 20
LARGEST = Decimal(10) ** 12
YESES, NOS = {"yes", "y", "true", "1", "sí", "si"}, {"no", "n", "false", "0"}


def folded(text: str) -> str:
    """As texts are compared and ordered: without case, accents and double spaces."""
    plain = unicodedata.normalize("NFKD", " ".join(text.casefold().split()))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def key_of(name: str) -> str:
    """The key of a field or choice, for files and programs: "Contract owner" becomes "contract_owner"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("_")


def checked(plan: FieldPlan) -> FieldPlan:
    """The plan, tidied. Raises Problem("fields.unclear")."""
    wrong: dict[str, Sentence | str] = {}
    name = " ".join(plan.name_en.split())
    if not key_of(name) or len(name) > LONGEST_NAME or len(plan.name_es) > LONGEST_NAME:
        wrong["name_en"] = Sentence("Write a name of at most {n} letters.", n=LONGEST_NAME)
    if max(len(plan.help_en), len(plan.help_es)) > LONGEST_HELP:
        wrong["help_en"] = Sentence("Help has at most {n} letters.", n=LONGEST_HELP)
    keys = [each.key for each in plan.choices]
    if plan.kind is FieldKind.ONE_OF and (len(keys) < 2 or len(keys) > MOST_CHOICES or len(set(keys)) < len(keys)):
        wrong["choices"] = Sentence("Write two to {n} different choices, one a line.", n=MOST_CHOICES)
    if not all(keys):
        wrong["choices"] = Sentence("A choice needs letters or digits.")
    if wrong:
        raise Problem(
            "fields.unclear",
            what=Sentence("The field is not clear yet."),
            why=Sentence("Everybody who enters something has to understand it."),
            next_step=Sentence("Look at what is marked."),
            fields=wrong,
        )
    choices = plan.choices if plan.kind is FieldKind.ONE_OF else ()
    return FieldPlan(
        plan.about, plan.kind, name, plan.name_es.strip(), plan.help_en.strip(), plan.help_es.strip(), choices,
        plan.is_required,
    )  # fmt: skip


def choices_read(text: str) -> tuple[Choice, ...]:
    """Choices as they are typed, one a line, "English | Spanish"."""
    lines = [line.partition("|") for line in text.splitlines() if line.strip()]
    return tuple(Choice(key_of(en), en.strip()[:LONGEST_NAME], es.strip()[:LONGEST_NAME]) for en, _, es in lines)


def read_entry(kind: FieldKind, name: str, given: str, choices: tuple[Choice, ...] = ()) -> Held:
    """What was typed, or stood in a cell, as a value of this kind; a person is read by whoever knows people.

    Numbers: 1200, 1,200.50. Days: 2027-03-06 or 3/6/2027. Raises Problem("fields.not_of_its_kind").
    """
    text = given.strip()
    if not text:
        return Held()
    if kind is FieldKind.TEXT and len(text) <= LONGEST_TEXT and "\x00" not in text:
        return Held(text=text)
    if kind is FieldKind.NUMBER and (number := _number(text)) is not None:
        return Held(number=number)
    if kind is FieldKind.DAY and (day := day_read(text)) is not None:
        return Held(day=day)
    if kind is FieldKind.YES_NO and text.casefold() in YESES | NOS:
        return Held(number=Decimal(text.casefold() in YESES), text=YES if text.casefold() in YESES else NO)
    if kind is FieldKind.ONE_OF:
        wanted = folded(text)
        found = [each.key for each in choices if wanted in {each.key, folded(each.en), folded(each.es)}]
        if found:
            return Held(text=found[0])
    raise not_of_its_kind(kind, name, choices)


def not_of_its_kind(kind: FieldKind, name: str, choices: tuple[Choice, ...] = ()) -> Problem:
    """The answer to an entry that its field does not take."""
    wanted = {
        FieldKind.TEXT: Sentence("It takes a text of at most {n} letters.", n=LONGEST_TEXT),
        FieldKind.NUMBER: Sentence("It takes a number, such as 1200 or 12.50."),
        FieldKind.DAY: Sentence("It takes a day, such as 2027-03-06."),
        FieldKind.YES_NO: Sentence("It takes yes or no."),
        FieldKind.ONE_OF: Sentence("It takes one of: {choices}.", choices=", ".join(each.en for each in choices)),
        FieldKind.PERSON: Sentence("It takes the e-mail address of somebody who works here."),
    }[kind]
    return Problem(
        "fields.not_of_its_kind",
        what=Sentence("“{name}” cannot hold that.", name=name),
        why=wanted,
        next_step=Sentence("Change it and save again."),
        fields={name: wanted},
    )


def missing(name: str) -> Problem:
    """The answer to emptying a field that is required."""
    return Problem(
        "fields.required",
        what=Sentence("“{name}” must not be empty.", name=name),
        why=Sentence("The district said that it is to be filled in for every one."),
        next_step=Sentence("Enter something, or have the field made optional."),
        fields={name: Sentence("This must not be empty.")},
    )


def too_many() -> Problem:
    """The answer to one field more."""
    return Problem(
        "fields.too_many",
        what=Sentence("There are {n} fields already.", n=MOST_FIELDS),
        why=Sentence("Forms that ask everything are not filled in."),
        next_step=Sentence("Retire a field that nobody uses."),
        kind=Kind.CONFLICT,
    )


def taken(name: str) -> Problem:
    """The answer to a name that is in use."""
    return Problem(
        "fields.taken",
        what=Sentence("There is a field “{name}” already, perhaps a retired one.", name=name),
        why=Sentence("Files name fields by their names, and what was entered before stays with its field."),
        next_step=Sentence("Choose another name."),
        kind=Kind.CONFLICT,
        fields={"name_en": Sentence("Choose another name.")},
    )


def day_read(text: str) -> date | None:
    """A day as people write it: 2027-03-06, or 3/6/2027 (month first)."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    try:
        return date(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").replace("$", ""))
    except InvalidOperation:
        return None
    return number.quantize(Decimal("0.0001")) if number.is_finite() and abs(number) < LARGEST else None
