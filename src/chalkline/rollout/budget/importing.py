"""Budget lines in a CSV file: which columns there may be, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rollout.budget import rules
from chalkline.rollout.budget.models import Source
from chalkline.rollout.budget.words import LineRow, WhatFor
from chalkline.rollout.reading.api import Sorted, Wrong, sort_rows
from chalkline.tools.register.api import tools_known

COLUMNS = {
    "title": ("title", "line", "description", "item"),
    "what_for": ("what for", "category", "kind", "object"),
    "fiscal_year": ("fiscal year", "year", "fy"),
    "amount": ("amount", "dollars", "budget"),
    "source": ("source", "funding source", "fund"),
    "tool": ("tool", "product"),
    "recurs": ("every year", "recurs", "recurring"),
    "people": ("people", "users", "seats"),
    "fte": ("fte", "positions"),
}
NEEDED = ("title", "what_for", "fiscal_year", "amount", "source")
WORDS = {"license": WhatFor.LICENSES, "licences": WhatFor.LICENSES, "software": WhatFor.LICENSES,
         "subscription": WhatFor.LICENSES, "staff time": WhatFor.STAFF, "salaries": WhatFor.STAFF,
         "professional development": WhatFor.TRAINING, "pd": WhatFor.TRAINING, "hardware": WhatFor.DEVICES,
         "supplies": WhatFor.DEVICES}  # fmt: skip
NO = frozenset({"no", "n", "false", "0", "once", "one-time"})


def read_lines(actor: Actor, pieces: Iterable[bytes]) -> Sorted[LineRow]:
    """What a file of budget lines holds, as it could be taken over. Raises Problem("lists.…")."""
    actor.must("budget.plan")
    sources = {name.casefold(): name for name in Source.objects.values_list("name", flat=True)}
    tools = {key.casefold(): tool.slug for tool in tools_known() for key in (tool.slug, tool.name)}
    return sort_rows(pieces, COLUMNS, NEEDED, lambda given: _row(given, sources, tools))


def _row(given: Mapping[str, str], sources: Mapping[str, str], tools: Mapping[str, str]) -> LineRow:
    source = sources.get(given["source"].casefold())
    if source is None:
        raise Wrong(Sentence("No funding source is called “{name}”.", name=given["source"]))
    tool = given.get("tool", "")
    if tool and tool.casefold() not in tools:
        raise Wrong(Sentence("No tool is registered as “{name}”.", name=tool))
    people, fte = _whole(given.get("people", "")), _part(given.get("fte", ""))
    try:
        rules.must_be_a_line(given["title"], people, fte, "")
        amount, year = rules.must_be_an_amount(
            rules.dollars_from(given["amount"]), rules.fiscal_year_from(given["fiscal_year"])
        )
    except Problem as problem:
        raise Wrong(Sentence("{words}", words=tuple(problem.fields.values()))) from None
    return LineRow(
        title=given["title"],
        what_for=_what_for(given["what_for"]),
        fiscal_year=year,
        source=source,
        amount=amount,
        tool=tools.get(tool.casefold(), ""),
        recurs=given.get("recurs", "").casefold() not in NO,
        people=people,
        fte=fte,
    )


def _what_for(text: str) -> WhatFor:
    plain = " ".join(text.split()).casefold()
    known = {each.value: each for each in WhatFor} | WORDS
    if plain not in known:
        raise Wrong(Sentence("“{text}” is none of licenses, staff, training, devices, other.", text=text))
    return known[plain]


def _whole(text: str) -> int | None:
    plain = text.replace(",", "")
    if not plain:
        return None
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 9 else 0


def _part(text: str) -> Decimal | None:
    whole, _dot, rest = text.partition(".")
    if not text:
        return None
    plain = all(part.isascii() and (part.isdigit() or not part) for part in (whole, rest)) and len(text) < 8
    return Decimal(text) if plain and text != "." else Decimal(0)
