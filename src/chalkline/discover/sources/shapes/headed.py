"""Tables with a header that names their columns: what inventories, ledgers and surveys share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalkline.discover.sources.reading.columns import Columns, Part, has_header, understand
from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.tables import csv_rows
from chalkline.discover.sources.reading.times import form_of
from chalkline.discover.sources.shapes.shape import Missing, Plan, Sample, Setting, text_sql


@dataclass(frozen=True)
class Headed:
    """A table whose header was understood as far as it could be."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns

    def has(self, *parts: Part) -> bool:
        """Whether each of these parts has a column."""
        return set(parts) <= set(self.columns.places)

    def values(self, part: Part) -> list[str]:
        """The first values of a part that are not empty."""
        place = self.columns.get(part)
        return [] if place is None else [row[place] for row in self.rows if place < len(row) and row[place]]

    def cell(self, part: Part) -> str:
        """SQL for the text of a part, trimmed and never NULL; the empty text where no column has it."""
        place = self.columns.get(part)
        return "''" if place is None else text_sql(f"trim(c{place})")

    def word(self, part: Part) -> str:
        """What the header calls a part."""
        place = self.columns.get(part)
        return "" if place is None else self.header[place]

    def number(self, part: Part) -> str:
        """SQL for a whole number, NULL where there is none: "1,234" and "1.234" are 1234."""
        digits = f"regexp_replace({self.cell(part)}, '[., ]', '', 'g')"
        return f"TRY_CAST({digits} AS BIGINT)" if self.has(part) else "NULL::BIGINT"

    def unreadable(self, *parts: Part) -> str:
        """SQL: whether any of these numbers is there and cannot be read."""
        tests = [f"({self.cell(part)} <> '' AND {self.number(part)} IS NULL)" for part in parts if self.has(part)]
        return " OR ".join(tests) or "false"

    def moment(self, part: Part, setting: Setting) -> str | None:
        """SQL for the instant of a part, or None where its values are no times."""
        place = self.columns.get(part)
        if place is None:
            return None
        zone = "UTC" if "utc" in self.header[place].casefold() else setting.zone
        form = form_of(self.values(part), zone, setting.now_epoch)
        return form.of(f"c{place}") if form else None

    def whole(self) -> str:
        """SQL for the whole row as one text: by what a row that was exported twice is known."""
        return f"concat_ws(chr(31), {', '.join(f'c{place}' for place in range(len(self.header)))})"

    def shown(self, *parts: Part) -> str:
        """SQL for the row as it is handed back to be mended: these parts only."""
        return f"concat_ws(' | ', {', '.join([self.cell(part) for part in parts if self.has(part)] or [chr(39) * 2])})"

    def plan(self, sureness: float, select: Mapping[str, str], shown: Sequence[Part]) -> Plan:
        """How to read the table into these columns."""
        width = len(self.header)
        return Plan(
            sureness,
            lambda opened, keep: csv_rows(opened, width + 1, skip=1, keep_rejects=keep),
            select,
            raw=self.shown(*shown),
            skipped=1,
            quoted=True,
            overflow=f"coalesce(c{width}, '') <> ''",
            columns=self.columns,
            sample=Sample(self.header, self.rows, self.columns),
        )

    def missing(self, sureness: float, *parts: Part) -> Missing:
        """A table of this shape in which these parts were not found."""
        sample = Sample(self.header, self.rows, self.columns)
        return Missing(sureness, parts, self.header, self.columns.not_understood, sample)


def headed(head: Head, setting: Setting, parts: Sequence[Part]) -> Headed | None:
    """The table, or None where the file is none or has no header."""
    if not head.delimiter or not has_header(head.rows) or len(head.rows) < 2:
        return None
    header, rows = head.rows[0], head.rows[1:]
    columns = understand(header, rows, parts=parts, mapping=setting.mapping_of(header), is_user=setting.is_user)
    named = {part: place for part, place in columns.places.items() if place < len(header)}
    return Headed(header, rows, Columns(named, columns.not_understood))


def most(values: Sequence[str], pattern: re.Pattern[str], share: float = 0.6) -> bool:
    """Whether most of these values (and at least one) match a pattern."""
    return bool(values) and sum(bool(pattern.match(value)) for value in values) >= share * len(values)
