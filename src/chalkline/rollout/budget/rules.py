"""Sums, cliffs, and whether a line makes sense. Pure; money is Decimal whole dollars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.budget.words import Cliff, CliffKind, FiscalYears, Planned, Totals

MOST_DOLLARS = Decimal(1_000_000_000)
MOST_FTE = Decimal(1000)
MOST_ROWS = 2000
TITLE, NOTE, REASON = 120, 1000, 1000
FIRST_YEAR, LAST_YEAR = 2015, 2060


def totals(rows: Iterable[Planned]) -> Totals:
    """What is planned by source and by fiscal year; sources by how much they pay, years in order."""
    cells: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
    by_source: defaultdict[str, Decimal] = defaultdict(Decimal)
    by_year: defaultdict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        cells[row.source, row.fiscal_year] += row.amount
        by_source[row.source] += row.amount
        by_year[row.fiscal_year] += row.amount
    sources = sorted(by_source, key=lambda name: (-by_source[name], name))
    total = sum(by_year.values(), Decimal(0))
    return Totals(tuple(sources), tuple(sorted(by_year)), dict(cells), dict(by_source), dict(by_year), total)


def cliffs(rows: Iterable[Planned], years: FiscalYears) -> tuple[Cliff, ...]:
    """Every way in which planned money runs out, the nearest first.

    A year rests on a source to its last day: a source that ends earlier leaves the rest of the year unpaid. What recurs
    and was paid by a source that does not last through the next year needs an amount for it, from whichever source.
    """
    held = list(rows)
    planned = {(row.line, row.fiscal_year) for row in held}
    found: defaultdict[tuple[CliffKind, str, date, int], list[Planned]] = defaultdict(list)
    for row in held:
        ends_on = row.source_ends_on
        if ends_on is None:
            continue
        if ends_on < years.last_day(row.fiscal_year):
            found[CliffKind.WITHIN, row.source, ends_on, row.fiscal_year].append(row)
        after = row.fiscal_year + 1
        if row.recurs and ends_on < years.last_day(after) and (row.line, after) not in planned:
            found[CliffKind.AFTER, row.source, ends_on, after].append(row)
    made = [_cliff(*key, rest) for key, rest in found.items()]
    return tuple(sorted(made, key=lambda each: (each.ends_on, each.fiscal_year, each.kind.value, each.source)))


def _cliff(kind: CliffKind, source: str, ends_on: date, year: int, rest: list[Planned]) -> Cliff:
    amount = sum((row.amount for row in rest), Decimal(0))
    return Cliff(kind, source, ends_on, year, amount, tuple(sorted({row.title for row in rest})))


def cliff_said(cliff: Cliff, years: FiscalYears) -> Sentence:
    """ "$42,000 of 2027-28 rests on Spring grant, which ends on Sep 30, 2027."."""
    told = {"amount": dollars(cliff.amount), "year": years.said(cliff.fiscal_year), "source": cliff.source}
    if cliff.kind is CliffKind.WITHIN:
        return Sentence("{amount} of {year} rests on {source}, which ends on {day}.", day=cliff.ends_on, **told)
    return Sentence(
        "{source} ends on {day}: {amount} a year, and nothing is planned that pays for it in {year}.",
        day=cliff.ends_on,
        **told,
    )


def use_outlasts(ends: Mapping[str, date | None], use_ends_on: date) -> tuple[Sentence, ...]:
    """What is said of a line whose sources all end before the approved use does. ``ends``: source -> its last day."""
    known = [(day, name) for name, day in ends.items() if day is not None]
    if not ends or len(known) < len(ends) or max(known)[0] >= use_ends_on:
        return ()
    day, name = max(known)
    return (
        Sentence("{source} ends on {day}; the approved use it pays for goes on until {until}.", source=name, day=day,
                 until=use_ends_on),
    )  # fmt: skip


def dollars(amount: Decimal) -> str:
    """ "$42,000"."""
    return f"${amount:,.0f}" if amount >= 0 else f"-${-amount:,.0f}"


def dollars_from(text: str) -> Decimal | None:
    """The whole dollars that a text names ("$42,000", "42000.00"); None when it names none."""
    plain = text.strip().removeprefix("$").strip()
    whole, _, cents = plain.partition(".")
    digits = whole.replace(",", "")
    grouped = "," not in whole or all(len(part) == 3 for part in whole.split(",")[1:])
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12 and grouped and not cents.strip("0")):
        return None
    return Decimal(digits)


def fiscal_year_from(text: str) -> int | None:
    """The fiscal year that a text names ("2026-27", "2026-2027", "FY2027", "2026"); None when it names none.

    "FY2027" is the year that ends in 2027, as districts write it; a bare "2026" the one that begins in it.
    """
    plain = text.strip().upper().replace("/", "-").replace("–", "-")
    if plain.startswith("FY"):
        ends = plain[2:].strip()
        ends = f"20{ends}" if len(ends) == 2 else ends
        return int(ends) - 1 if ends.isascii() and ends.isdigit() and len(ends) == 4 else None
    first, dash, second = plain.partition("-")
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        return None
    year = int(first)
    if dash and second not in {f"{(year + 1) % 100:02d}", str(year + 1)}:
        return None
    return year


def must_be_a_source(name: str, ends_on: date | None, after: str, *, today: date) -> None:
    """Raise Problem("budget.source_incomplete") unless it can be found again and its end is a day that can be."""
    fields: dict[str, Words] = {}
    if not name.strip() or len(name.strip()) > TITLE:
        fields["name"] = Sentence("Give the source the name that people use for it.")
    if ends_on is not None and not date(FIRST_YEAR, 1, 1) <= ends_on <= date(LAST_YEAR, 12, 31):
        fields["ends_on"] = Sentence("Give the last day on which it pays, or leave it empty.")
    if len(after) > NOTE:
        fields["after"] = Sentence("Say it in at most {n} characters.", n=NOTE)
    if fields:
        raise Problem(
            "budget.source_incomplete",
            what=Sentence("The source is not described fully yet."),
            why=Sentence("Warnings about its end name it, and say what pays afterwards."),
            next_step=Sentence("Look at the marked fields."),
            fields=fields,
        )


def source_known() -> Problem:
    return Problem(
        "budget.source_known",
        what=Sentence("There is a source of this name already."),
        why=Sentence("Totals by source would count it twice."),
        next_step=Sentence("Use the one that is there, or choose another name."),
        kind=Kind.CONFLICT,
        fields={"name": Sentence("Choose another name.")},
    )


def must_be_a_line(title: str, people: int | None, fte: Decimal | None, note: str) -> None:
    """Raise Problem("budget.line_incomplete") unless people can tell what is paid for."""
    fields: dict[str, Words] = {}
    if not title.strip() or len(title.strip()) > TITLE:
        fields["title"] = Sentence("Say in a few words what is paid for.")
    if people is not None and not 1 <= people <= 1_000_000:
        fields["people"] = Sentence("Give the number of people it is for, or leave it empty.")
    if fte is not None and not 0 < fte <= MOST_FTE:
        fields["fte"] = Sentence("Give full-time positions, such as 0.5, or leave it empty.")
    if len(note) > NOTE:
        fields["note"] = Sentence("Say it in at most {n} characters.", n=NOTE)
    if fields:
        raise Problem(
            "budget.line_incomplete",
            what=Sentence("The line is not described fully yet."),
            why=Sentence("Whoever reads the budget must see what the money is for."),
            next_step=Sentence("Look at the marked fields."),
            fields=fields,
        )


def must_be_an_amount(amount: Decimal | None, fiscal_year: int | None) -> tuple[Decimal, int]:
    """Both. Raises Problem("budget.amount_wrong") unless it is whole dollars of a year that can be."""
    fields: dict[str, Words] = {}
    if amount is None or amount != amount.to_integral_value() or not 0 < amount <= MOST_DOLLARS:
        fields["amount"] = Sentence("Give whole dollars, such as 42,000.")
    if fiscal_year is None or not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        fields["fiscal_year"] = Sentence("Give the fiscal year, such as 2026-27.")
    if fields or amount is None or fiscal_year is None:
        raise Problem(
            "budget.amount_wrong",
            what=Sentence("The amount or its year cannot be used."),
            why=Sentence("Totals are of whole dollars in fiscal years."),
            next_step=Sentence("Look at the marked fields."),
            fields=fields,
        )
    return amount, fiscal_year


def line_known() -> Problem:
    return Problem(
        "budget.line_known",
        what=Sentence("There is a line of this name already."),
        why=Sentence("Two lines of one name are easily paid for once and counted twice."),
        next_step=Sentence("Add the amount to the line that is there, or choose another name."),
        kind=Kind.CONFLICT,
        fields={"title": Sentence("Choose another name.")},
    )


def line_dropped() -> Problem:
    return Problem(
        "budget.line_dropped",
        what=Sentence("This line is no longer in the budget."),
        why=Sentence("It was dropped, and its history stays as it was."),
        next_step=Sentence("Enter a new line."),
        kind=Kind.CONFLICT,
    )


def must_say_why(reason: str) -> str:
    """The reason without blanks around it. Raises Problem("budget.reason_needed")."""
    said = reason.strip()
    if said and len(said) <= REASON:
        return said
    raise Problem(
        "budget.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("The board asks why money that was planned is not needed any more."),
        next_step=Sentence("Write one or two sentences."),
        fields={"reason": Sentence("Write one or two sentences.")},
    )


def must_be_a_day(on: date) -> None:
    """Raise Problem("budget.day_wrong") for a day that cannot be on a purchasing calendar."""
    if date(FIRST_YEAR, 1, 1) <= on <= date(LAST_YEAR, 12, 31):
        return
    raise Problem(
        "budget.day_wrong",
        what=Sentence("This day cannot be on the purchasing calendar."),
        why=Sentence("Reminders are counted from it."),
        next_step=Sentence("Choose the day."),
        fields={"on": Sentence("Choose the day.")},
    )


def already_met() -> Problem:
    return Problem(
        "budget.day_met",
        what=Sentence("This was noted as done already."),
        why=Sentence("A purchasing date is met once."),
        next_step=Sentence("Open the line to see by whom."),
        kind=Kind.CONFLICT,
    )


def source_unknown(name: str) -> Problem:
    return Problem(
        "budget.source_unknown",
        what=Sentence("No funding source is called “{name}”.", name=name),
        why=Sentence("Whether money runs out depends on when its source ends, and only a person can say that."),
        next_step=Sentence("Name the source first, then hand the file in again."),
    )


def must_have_rows(rows: int) -> None:
    """Raise Problem("budget.no_rows") for a file without a row that can be taken over."""
    if 1 <= rows <= MOST_ROWS:
        return
    raise Problem(
        "budget.no_rows",
        what=Sentence("There is no row to take over."),
        why=Sentence("Every row of the file was set aside, or it has more than {n}.", n=MOST_ROWS),
        next_step=Sentence("Mend the rows that were set aside, and hand the file in again."),
    )
