"""The pictures of the audit: reach, where, when, and what was blocked. Each states what it shows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import median

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from chalkline.discover.findings.api import Audit, Reach, core_in_use, group_name, order_of_group
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import ALL, Table
from chalkline.rulebook.api import BANDS, band_name
from chalkline.web.charts import Chart, bars, heat, lines, stacked
from chalkline.web.pages.discover.telling import number
from chalkline.web.routes import address_of
from chalkline.web.templatetags.saying import count, said, say_date

MOST_BARS = 15
STUDENT = "student"
NOT_SHOWN = Sentence("A dot stands where people are too few to be shown, or where the rest would give them away.")
Row = tuple[str | Sentence, list[int | None]]


def reach(found: Audit) -> Chart:
    """AI tools by how many people they reach."""
    tools = [(each, people) for each in core_in_use(found) if (people := number(each.people))]
    few = sum(number(each.people) is None for each in core_in_use(found))
    shown = tools[:MOST_BARS]
    title = Sentence("No tool is used by enough people to be counted here")
    if len(shown) > 1:
        title = Sentence("{first} and {second} reach most people", first=shown[0][0].name, second=shown[1][0].name)
    elif shown:
        title = Sentence("{first} reaches most people", first=shown[0][0].name)
    return bars(
        "reach",
        title,
        [(each.name, people, address_of("tools.show", each.slug)) for each, people in shown],
        text=Sentence("People who visited each AI tool, let through or blocked. One person may use several."),
        head=(_("Tool"), _("People")),
        note=Sentence("{n} more tools are used by too few people to be shown.", n=few) if few else "",
    )


def where(table: Table, schools: dict[str, str], *, id: str = "where", of: str = "") -> Chart:
    """School by group of people, as a heat map, with all students and all schools."""
    rows = sorted({row for row, _column in table.cells if row is not ALL}, key=lambda row: schools.get(str(row), "~"))
    groups = {str(column) for row, column in table.cells if row is not ALL and column not in (ALL, STUDENT)}
    columns = [each for each in sorted(groups, key=order_of_group) if number(table.cell(column=each)) != 0]
    bands = [each for each in columns if each.startswith(f"{STUDENT}:")]
    if len(bands) > 1:
        columns.insert(len(bands), STUDENT)
    items: list[Row] = [
        (schools.get(str(row)) or Sentence("Not on the roster"), [number(table.cell(row, each)) for each in columns])
        for row in rows
    ]
    title = _where_title(items, columns, of)
    if len(items) > 1:
        items.append((Sentence("All schools"), [number(table.cell(column=each)) for each in columns]))
    return heat(
        id,
        title,
        [_short(column) for column in columns],
        items,
        text=Sentence("People by school and group. {dots}", dots=NOT_SHOWN),
        head=_("School"),
    )


def _where_title(items: list[Row], columns: list[str], of: str) -> Sentence:
    shown = [
        (value, school, column)
        for school, values in items
        for column, value in zip(columns, values, strict=True)
        if value
    ]
    if not shown:
        return Sentence("Who uses it is spread too thinly to be shown by school")
    value, school, column = max(shown, key=lambda each: each[0])
    group = group_name(column)
    if of:
        return Sentence("{n} of them are {group} at {school}", n=count(value), group=group, school=school)
    return Sentence("The largest group: {n} {group} at {school}", n=count(value), group=group, school=school)


def _short(column: str) -> str:
    """A heading with little room: "Grades 6–8", "All students", "Teachers"."""
    if column == STUDENT:
        return _("All students")
    band = column.partition(":")[2]
    text = said(band_name(band) if band in BANDS else group_name(column))
    return text[:1].upper() + text[1:]


def groups(table: Table) -> Chart:
    """People by group: students of each grade band, all students, teachers, other staff."""
    found = {str(column) for _, column in table.cells if column is not ALL}
    columns = [each for each in sorted(found, key=order_of_group) if number(table.cell(column=each)) != 0]
    counts = [(each, number(table.cell(column=each))) for each in columns if each != STUDENT]
    shown = [(each, people) for each, people in counts if people]
    title: Sentence = Sentence("Too few people in any group to be shown")
    if shown:
        most, people = max(shown, key=lambda each: each[1])
        title = Sentence("Most of them are {group}: {n}", group=group_name(most), n=count(people))
    return bars(
        "groups",
        title,
        [(_short(each), people, "") for each, people in counts],
        text=Sentence("People who visited an AI tool, by who they are. {dots}", dots=NOT_SHOWN),
        head=(_("Group"), _("People")),
    )


def categories(found: Audit) -> Chart:
    """AI tools in use by what they are for."""
    names = Counter(gettext(each.category) if each.category else _("Other") for each in core_in_use(found))
    title: Sentence = Sentence("Nothing is in use")
    if names:
        first, most = names.most_common(1)[0]
        title = Sentence("{n} of the tools are of one kind: {category}", n=most, category=first)
    return bars(
        "categories",
        title,
        [(name[:1].upper() + name[1:], tools, "") for name, tools in names.most_common(MOST_BARS)],
        text=Sentence("AI tools in use by kind. People are not added up: one person may use several."),
        head=(_("Kind"), _("Tools")),
    )


def when(each: Reach, *, id: str = "when", of: str = "") -> Chart:
    """People a day."""
    days = sorted(each.by_day)
    values = [number(each.by_day[day]) for day in days]
    shown = [value for value in values if value]
    title: Sentence = Sentence("Too few people on any one day to be shown")
    if shown:
        usual = count(round(median(shown)))
        title = (
            Sentence("On a usual day {n} people use {tool}", n=usual, tool=of)
            if of
            else Sentence("On a usual day {n} people use an AI tool", n=usual)
        )
    return lines(
        id,
        title,
        {_("People"): values},
        [_day(day) for day in days],
        text=Sentence("People on each day that the logs cover. One person counts once a day."),
        head=_("Day"),
        filled=True,
        note=Sentence("Days with few people are left out.") if None in values else "",
    )


def blocked(found: Audit) -> Chart:
    """Visits that were let through and visits that were blocked, apart."""
    tools = []
    for each in core_in_use(found):
        allowed, stopped = number(each.allowed), number(each.blocked)
        if allowed is not None and stopped is not None and allowed + stopped:
            tools.append((each.name, allowed, stopped))
    tools.sort(key=lambda each: (-each[2], -each[1]))
    title: Sentence = Sentence("No visit that may be counted here was blocked")
    if tools and tools[0][2]:
        name, allowed, stopped = tools[0]
        title = Sentence(
            "{stopped} of {all} visits to {tool} were blocked",
            stopped=count(stopped), all=count(allowed + stopped), tool=name,
        )  # fmt: skip
    return stacked(
        "blocked",
        title,
        [_("Let through"), _("Blocked")],
        [(name, (allowed, stopped)) for name, allowed, stopped in tools[:MOST_BARS]],
        text=Sentence("Visits to AI tools, by what the network did. A blocked visit is not use."),
        head=_("Tool"),
        note=Sentence("Tools with few visits of either kind are left out."),
    )


def _day(day: date) -> str:
    return say_date(day)
