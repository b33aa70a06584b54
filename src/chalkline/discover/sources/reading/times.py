"""In which form does this file write its times? Decided from the values, once for the whole file.

"05/10/2026" is May in one district and October in the next. Where a value settles it (no month is 25)
it is settled; where none does, the reading that lies in the past and close together is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import product
from zoneinfo import ZoneInfo

ZONES = {"UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
         "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10}  # fmt: skip
ISO = re.compile(r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?)?\s*(Z|UTC|[+-]\d\d(:?\d\d)?)?$", re.IGNORECASE)
TO_SECOND = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$")
ISO_WITH_ZONE = re.compile(r":\d\d([.,]\d+)?\s*(Z|UTC|[+-]\d\d(:?\d\d)?)$", re.IGNORECASE)
EPOCH = re.compile(r"^(\d{10})(\.\d+)?$")
EPOCH_MILLIS = re.compile(r"^\d{13}$")
EPOCH_MICROS = re.compile(r"^\d{16}$")
DATE_LIKE = re.compile(
    r"^(?!\d{1,3}(\.\d{1,3}){3}$).*(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\b\d{8}\b|\d.*[^\W\d_]{3}.*\d|[^\W\d_]{3,10}\.? \d)"
)
SYSLOG = re.compile(r"^[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d$")

FAR_AHEAD = 4_102_444_800  # the year 2100: "now" where only the form matters, not the day

DAYS = {
    "month first": ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"),
    "day first": ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y"),
    "year first": ("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"),
    "named": ("%b %d, %Y", "%d %b %Y", "%d-%b-%Y", "%d/%b/%Y", "%B %d, %Y", "%d %B %Y", "%b %d %Y",
              "%a, %d %b %Y", "%a %b %d %Y", "%a, %b %d, %Y"),
}  # fmt: skip
WHOLE = {"named": ("%a %b %d %H:%M:%S %Y",)}  # as the C library writes it: the year comes last
CLOCKS = ("%H:%M:%S", "%I:%M:%S %p", "%H:%M", "%I:%M %p", "%H:%M:%S.%f", "%I:%M:%S%p", "%I:%M%p")
OUTLINES = {"%Y": r"\d{4}", "%y": r"\d\d", "%m": r"\d{1,2}", "%d": r"\d{1,2}", "%H": r"\d{1,2}", "%I": r"\d{1,2}",
            "%M": r"\d\d", "%S": r"\d\d", "%f": r"\d{1,9}", "%p": "[AaPp][Mm]", "%b": "[A-Za-z]{3}",
            "%B": "[A-Za-z]{3,9}", "%a": "[A-Za-z]{3}"}  # fmt: skip
JOINTS = (" ", ", ", "T", ":")
# Months and halves of the day as Spanish, Portuguese, French and German exports write them; longer ones first.
MONTHS = {
    "Jan": "januar janvier enero janeiro jän janv ene",
    "Feb": "februar février fevrier febrero fevereiro févr fev feb",
    "Mar": "märz mars marzo março marco mär mrz mar",
    "Apr": "april avril abril avr abr apr",
    "May": "mayo maio mai",
    "Jun": "juni juin junio junho jun",
    "Jul": "juli juillet julio julho juil jul",
    "Aug": "august août aout agosto ago aug",
    "Sep": "september septembre septiembre setembro sept set sep",
    "Oct": "oktober octobre octubre outubro okt out oct",
    "Nov": "november novembre noviembre novembro nov",
    "Dec": "dezember décembre decembre diciembre dezembro déc dez dic dec",
}
OTHER_WORDS = [
    *((rf"\b(?i:{'|'.join(names.split())})\b\.?", month) for month, names in MONTHS.items()),
    (r"\b(?i:a\.\s?m\.)", "AM"), (r"\b(?i:p\.\s?m\.)", "PM"),
    (r"\s(?i:de|del|um|à|às|a las|uhr)\s", " "), (r"(\d)\.\s", r"\1 "),
]  # fmt: skip


@dataclass(frozen=True)
class TimeForm:
    """How to read the times of a column: an SQL expression over ``{x}`` that gives epoch seconds or NULL.

    ``clock`` is SQL over ``{x}`` for a part of it, ``{clock}``, that is better worked out once a row.
    """

    name: str
    sql: str
    clock: str = ""

    def of(self, column: str) -> str:
        """The expression for a column, whole seconds."""
        return self._whole(self.clock, column)

    def in_two(self, column: str) -> tuple[str, str]:
        """The same in two: what builds on a column ``clock``, and the SQL for that column ("" where none is needed)."""
        return self._whole("clock", column), self.clock.replace("{x}", column)

    def _whole(self, clock: str, column: str) -> str:
        return f"CAST(floor({self.sql.replace('{clock}', clock).replace('{x}', column)}) AS BIGINT)"


def form_of(values: Sequence[str], zone: str, now_epoch: int) -> TimeForm | None:
    """The form that reads these values best, or None if hardly any is a time. ``zone``: where none is said."""
    sample = [value.strip() for value in values if value.strip()][:500]
    if not sample:
        return None
    for form, reads in _plain_forms(zone, now_epoch):
        if sum(map(bool, map(reads.match, sample))) >= 0.8 * len(sample):
            return form
    return _written_form(sample, zone, now_epoch)


def _plain_forms(zone: str, now_epoch: int) -> list[tuple[TimeForm, re.Pattern[str]]]:
    to_second = "CASE WHEN strlen({x}) = 19 THEN epoch(TRY_CAST({x} AS TIMESTAMP)) END"
    local = f"epoch(TRY_CAST(replace(trim({{x}}), ',', '.') AS TIMESTAMP) AT TIME ZONE '{zone}')"
    zoned = "epoch(TRY_CAST(replace(trim({x}), ',', '.') AS TIMESTAMPTZ))"
    either = f"CASE WHEN regexp_matches(trim({{x}}), '(?i)(Z|UTC|:\\d\\d([.,]\\d+)?\\s*[+-]\\d\\d(:?\\d\\d)?)$') " \
             f"THEN {zoned} ELSE {local} END"  # fmt: skip
    plain = f"CASE {_local_sql('{clock}', zone, now_epoch)} ELSE {either} END"
    return [
        (TimeForm(f"ISO 8601 to the second, {zone}", plain, to_second), TO_SECOND),
        (TimeForm("epoch seconds", "TRY_CAST({x} AS DOUBLE)"), EPOCH),
        (TimeForm("epoch milliseconds", "TRY_CAST({x} AS DOUBLE) / 1000"), EPOCH_MILLIS),
        (TimeForm("epoch microseconds", "TRY_CAST({x} AS DOUBLE) / 1000000"), EPOCH_MICROS),
        (TimeForm("ISO 8601 with zone", zoned), ISO_WITH_ZONE),
        (TimeForm(f"ISO 8601, {zone}", either), ISO),
        (syslog(zone, now_epoch), SYSLOG),
    ]


def _local_sql(clock: str, zone: str, now_epoch: int) -> str:
    """SQL: branches of a CASE for the epoch seconds of a ``clock`` in ``zone`` (seconds as if it were in UTC).

    The offset is looked up in the few changes of the last years, which costs a tenth of what asking for the zone
    of every row does. Before them the zone is asked. An hour that comes twice is its second coming, as there.
    """
    changes = ((0, 0),) if zone == "UTC" else _changes(zone, now_epoch)
    steps = " ".join(f"WHEN {clock} >= {at} THEN {clock} - ({offset})" for at, offset in reversed(changes))
    asked = f"epoch(make_timestamp(CAST({clock} * 1000000 AS BIGINT)) AT TIME ZONE '{zone}')"
    return f"{steps} WHEN {clock} IS NOT NULL THEN {asked}"


@lru_cache(maxsize=8)
def _changes(zone: str, now_epoch: int) -> tuple[tuple[int, int], ...]:
    """From which second of the local clock on which offset from UTC holds, the last few years, oldest first."""
    known = ZoneInfo(zone)

    def offset_at(at: int) -> int:
        shift = datetime.fromtimestamp(at, known).utcoffset()
        return int(shift.total_seconds()) if shift else 0

    begin = min(now_epoch, FAR_AHEAD) // 86_400 * 86_400 - 3 * 366 * 86_400
    found = [(begin + offset_at(begin), offset_at(begin))]
    for day in range(begin, begin + 4 * 366 * 86_400, 86_400):
        if offset_at(day + 86_400) != found[-1][1]:
            at = next(each for each in range(day, day + 86_401, 900) if offset_at(each) != found[-1][1])
            found.append((at + offset_at(at), offset_at(at)))
    return tuple(found)


def syslog(zone: str, now_epoch: int) -> TimeForm:
    """Times without a year ("Oct  5 07:36:29"): the last such day that is not after the day of loading."""
    now = datetime.fromtimestamp(now_epoch, UTC) + timedelta(days=1)
    text = "regexp_replace(trim({x}), '\\s+', ' ', 'g')"
    this, last = (
        f"epoch(TRY_STRPTIME({text} || ' {year}', '%b %d %H:%M:%S %Y') AT TIME ZONE '{zone}')"
        for year in (now.year, now.year - 1)
    )
    end = int(now.timestamp())
    return TimeForm("month and day without a year", f"CASE WHEN {this} <= {end} THEN {this} ELSE {last} END")


def _written_form(sample: Sequence[str], zone: str, now_epoch: int) -> TimeForm | None:
    """Dates as people write them: the order of day and month is tried both ways."""
    if sum(map(bool, map(DATE_LIKE.search, sample[:40]))) < 0.8 * len(sample[:40]):
        return None
    texts = [_without_zone(value) for value in sample[:200]]
    zones = {name for _, name in texts if name}
    order, formats, read = _best_order([text for text, _ in texts], now_epoch)
    if read < len(texts) and not zones:
        words = [_english(text) for text, _ in texts]
        in_words = _best_order(words, now_epoch)
        if in_words[2] > read:
            return _in_other_words(in_words[0], in_words[1], zone)
    if not read:
        return None
    text = "regexp_replace(trim({x}), '\\s+', ' ', 'g')"
    listed = ", ".join(f"'{each}'" for each in formats)
    if not zones:
        return TimeForm(f"{order}, {zone}", f"epoch(TRY_STRPTIME({text}, [{listed}]) AT TIME ZONE '{zone}')")
    named = f"({'|'.join(sorted(ZONES, key=len, reverse=True))}|[+-]\\d\\d:?\\d\\d)"
    bare = f"regexp_replace({text}, '\\s*\\(?{named}\\)?$', '')"
    said = f"regexp_extract({text}, '{named}\\)?$', 1)"
    as_utc = f"epoch(TRY_STRPTIME({bare}, [{listed}]) AT TIME ZONE 'UTC')"
    return TimeForm(f"{order}, zone said", f"{as_utc} - {_shift(said)}")


def _in_other_words(order: str, formats: Sequence[str], zone: str) -> TimeForm:
    """Dates whose months are written in another language: put into English first, in the very read."""
    text = "regexp_replace(trim({x}), '\\s+', ' ', 'g')"
    for pattern, word in OTHER_WORDS:
        text = f"regexp_replace({text}, '{pattern}', '{word}', 'g')"
    text = f"trim(regexp_replace({text}, '\\s+', ' ', 'g'))"
    listed = ", ".join(f"'{each}'" for each in formats)
    return TimeForm(f"{order}, in words, {zone}", f"epoch(TRY_STRPTIME({text}, [{listed}]) AT TIME ZONE '{zone}')")


def _english(text: str) -> str:
    for pattern, word in OTHER_WORDS:
        text = re.sub(pattern, word, text)
    return " ".join(text.split())


def _best_order(texts: Sequence[str], now_epoch: int) -> tuple[str, tuple[str, ...], int]:
    """The order of day and month that reads most of these, lies in the past and close together; how many it reads."""
    best: tuple[tuple[int, bool, float], str, tuple[str, ...]] | None = None
    for order, days in DAYS.items():
        formats = _formats_for(texts, days, WHOLE.get(order, ()))
        read = [moment for text in texts if (moment := _read(text, formats))]
        if len(read) < 0.8 * len(texts):
            continue
        span = (max(read) - min(read)).total_seconds()
        ahead = max(read).replace(tzinfo=UTC).timestamp() > now_epoch + 86_400
        rank = (-len(read), ahead, span)
        if best is None or rank < best[0]:
            best = (rank, order, formats)
    return (best[1], best[2], -best[0][0]) if best else ("", (), 0)


def _shift(said: str) -> str:
    names = " ".join(f"WHEN '{name}' THEN {hours * 3600}" for name, hours in ZONES.items())
    digits = f"replace({said}, ':', '')"
    numeric = (
        f"(CASE WHEN {said}[1] = '-' THEN -1 ELSE 1 END) * (coalesce(TRY_CAST({digits}[2:3] AS INTEGER), 0) * 3600"
        f" + coalesce(TRY_CAST({digits}[4:5] AS INTEGER), 0) * 60)"
    )
    return f"(CASE {said} {names} ELSE {numeric} END)"


def _without_zone(value: str) -> tuple[str, str]:
    text = " ".join(value.split())
    match = re.search(r"\s*\(?(\b[A-Z]{1,4}|[+-]\d\d:?\d\d)\)?$", text)
    if match and (match[1] in ZONES or (match[1][0] in "+-" and ":" in text[: match.start()])):
        return text[: match.start()], match[1]
    return text, ""


def _formats_for(texts: Sequence[str], days: Sequence[str], whole: Sequence[str]) -> tuple[str, ...]:
    """The few formats that these texts need, out of all ways to join a day and a clock."""
    needed: dict[str, None] = {}
    every = [f"{day}{joint}{clock}" for day, joint, clock in product(days, JOINTS, CLOCKS)] + [*days, *whole]
    for text in texts:
        if _read(text, tuple(needed)):
            continue
        found = next((each for each in every if _fits(text, each)), None)
        if found:
            needed[found] = None
    return tuple(needed)


def _read(text: str, formats: Sequence[str]) -> datetime | None:
    return next((moment for each in formats if (moment := _fits(text, each))), None)


def _fits(text: str, form: str) -> datetime | None:
    if not _outline(form).match(text):
        return None
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007  (the zone is laid over it afterwards)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _outline(form: str) -> re.Pattern[str]:
    """What a text of this form looks like: a hundred times cheaper to try than to read it."""
    return re.compile("^" + re.sub("%[a-zA-Z]", lambda each: OUTLINES[each[0]], re.escape(form)) + "$")
