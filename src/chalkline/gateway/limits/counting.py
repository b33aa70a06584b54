"""Sums in memory: what the pack says, and what came after it. A call reserves what it may come to while under way.

Used and reserved together stay below a limit when a call begins, so at most one call crosses the line, and it crosses
it by no more than its answer turns out longer than was expected.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from chalkline.rulebook.limits import Limit, LimitKind, Totals, Who, amount, same_span

Key = tuple[str, str]  # limit, subject
SECONDS = 60
MOST_ENTRIES = 65_536  # calls that are kept one by one until a pack counts them
MOST_REMEMBERED = 20_000  # callers whose limits are remembered, minutes that are kept


@dataclass(frozen=True)
class Entry:
    """What some calls came to, up to the record ``sequence`` of one node. Mostly it is one call."""

    sequence: int
    day: date
    parts: tuple[tuple[Who, int, int], ...]  # whose, tokens, micro-dollars


class Minute:
    """How many in the last sixty seconds, to the second."""

    __slots__ = ("_slots", "total")

    def __init__(self) -> None:
        self._slots: deque[list[int]] = deque()
        self.total = 0

    def at(self, now: float) -> int:
        """How many there are."""
        oldest = int(now) - SECONDS
        while self._slots and self._slots[0][0] <= oldest:
            self.total -= self._slots.popleft()[1]
        return self.total

    def add(self, now: float) -> None:
        """One more."""
        second = int(now)
        if self._slots and self._slots[-1][0] >= second:
            self._slots[-1][1] += 1
        else:
            self._slots.append([second, 1])
        self.total += 1

    def free_in(self, now: float) -> int:
        """Seconds until one may come again."""
        return max(1, self._slots[0][0] + SECONDS - int(now) + 1) if self._slots else 1


@dataclass
class Standing:
    """How a call stands to one limit when it begins."""

    limit: Limit
    subject: str
    used: int

    @property
    def percent(self) -> int:
        """How much of it is used."""
        return self.used * 100 // self.limit.most if self.limit.most else 100


@dataclass
class Counts:
    """The sums of one pack and one day. ``now`` is monotonic seconds."""

    limits: tuple[Limit, ...] = ()
    totals: Totals = field(default_factory=Totals)
    day: date = date.min
    minutes: dict[Key, Minute] = field(default_factory=dict)
    reserved: dict[Key, int] = field(default_factory=dict)
    entries: dict[str, deque[Entry]] = field(default_factory=dict)
    _since: dict[Key, int] = field(default_factory=dict)
    _matching: dict[Who, tuple[tuple[Limit, Key], ...]] = field(default_factory=dict)

    def matching(self, who: Who) -> tuple[tuple[Limit, Key], ...]:
        """The limits that a call counts for."""
        found = self._matching.get(who)
        if found is None:
            pairs = ((each, each.subject_of(who)) for each in self.limits)
            found = tuple((each, (each.limit_id, subject)) for each, subject in pairs if subject is not None)
            if len(self._matching) > MOST_REMEMBERED:
                self._matching.clear()
            self._matching[who] = found
        return found

    def used(self, limit: Limit, key: Key, now: float) -> int:
        """What is used of a limit."""
        if limit.kind is LimitKind.CALLS_MINUTE:
            minute = self.minutes.get(key)
            return minute.at(now) if minute else 0
        return self.totals.so_far(limit, key[1], self.day) + self._since.get(key, 0)

    def standing(self, who: Who, now: float) -> list[Standing]:
        """How whoever calls stands to each limit; what is under way counts as used where it decides."""
        return [Standing(limit, key[1], self.used(limit, key, now)) for limit, key in self.matching(who)]

    def over(self, who: Who, now: float) -> Standing | None:
        """The limit that a call must not begin under, if there is one."""
        for limit, key in self.matching(who):
            used = self.used(limit, key, now)
            if used + self.reserved.get(key, 0) >= limit.most:
                return Standing(limit, key[1], used)
        return None

    def begin(self, who: Who, tokens: int, cost: int, now: float) -> tuple[tuple[Key, int], ...]:
        """Note that a call begins, and what it may come to. Gives what ``end`` takes back."""
        held = []
        for limit, key in self.matching(who):
            if limit.kind is LimitKind.CALLS_MINUTE:
                self._minute(key).add(now)
                continue
            # At least 1: a call without a price or a text holds a place all the same.
            expected = max(1, amount(limit.kind, tokens, cost))
            self.reserved[key] = self.reserved.get(key, 0) + expected
            held.append((key, expected))
        return tuple(held)

    def end(self, held: Iterable[tuple[Key, int]]) -> None:
        """A call is over: give back what it held."""
        for key, expected in held:
            left = self.reserved.get(key, 0) - expected
            if left > 0:
                self.reserved[key] = left
            else:
                self.reserved.pop(key, None)

    def add(self, node: str, entry: Entry) -> None:
        """What calls came to, once. What the pack has counted is left out."""
        if entry.sequence <= self.totals.upto.get(node, -1):
            return
        kept = self.entries.setdefault(node, deque())
        if kept and entry.sequence <= kept[-1].sequence:
            return
        kept.append(entry)
        self._sum(entry)
        if len(kept) > MOST_ENTRIES:
            self.entries[node] = _folded(kept)

    def note_call(self, who: Who, now: float) -> None:
        """A call that another node answered within the last minute."""
        for limit, key in self.matching(who):
            if limit.kind is LimitKind.CALLS_MINUTE:
                self._minute(key).add(now)

    def free_in(self, key: Key, now: float) -> int:
        """Seconds until a minute lets one more call begin."""
        minute = self.minutes.get(key)
        return minute.free_in(now) if minute else 1

    def _minute(self, key: Key) -> Minute:
        minute = self.minutes.get(key)
        if minute is None:
            if len(self.minutes) > MOST_REMEMBERED:
                self.minutes.clear()
            minute = self.minutes[key] = Minute()
        return minute

    def _sum(self, entry: Entry) -> None:
        for who, tokens, cost in entry.parts:
            for limit, key in self.matching(who):
                if same_span(limit.kind, entry.day, self.day):
                    self._since[key] = self._since.get(key, 0) + amount(limit.kind, tokens, cost)


def counted(limits: tuple[Limit, ...], totals: Totals, day: date, entries: Mapping[str, Iterable[Entry]]) -> Counts:
    """New sums of a pack and a day with what came after it. May run beside the event loop."""
    counts = Counts(limits, totals, day)
    for node, each in entries.items():
        for entry in each:
            counts.add(node, entry)
    return counts


def taken_over(new: Counts, old: Counts) -> Counts:
    """``new`` in the place of ``old``: with the calls that ended meanwhile, those under way, and the last minute."""
    for node, kept in old.entries.items():
        known = new.entries.get(node)
        last = known[-1].sequence if known else new.totals.upto.get(node, -1)
        for entry in _after(kept, last):
            new.add(node, entry)
    ids = {each.limit_id for each in new.limits}
    new.minutes = {key: minute for key, minute in old.minutes.items() if key[0] in ids}
    new.reserved = {key: held for key, held in old.reserved.items() if key[0] in ids}
    return new


def _after(kept: deque[Entry], last: int) -> list[Entry]:
    found = []
    for entry in reversed(kept):
        if entry.sequence <= last:
            break
        found.append(entry)
    return found[::-1]


def _folded(kept: deque[Entry]) -> deque[Entry]:
    """The older half as one entry a day. It counts until a pack counts all of it: too much rather than too little.

    Each has the sequence of the last call in it, so that nobody who knows of calls before takes it for known.
    """
    half = [kept.popleft() for _ in range(len(kept) // 2)]
    sums: dict[date, dict[Who, tuple[int, int]]] = {}
    last: dict[date, int] = {}
    for entry in half:
        of_day = sums.setdefault(entry.day, {})
        last[entry.day] = entry.sequence
        for who, tokens, cost in entry.parts:
            before = of_day.get(who, (0, 0))
            of_day[who] = (before[0] + tokens, before[1] + cost)
    for day in sorted(sums, key=lambda each: last[each], reverse=True):
        parts = tuple((who, *spent) for who, spent in sums[day].items())
        kept.appendleft(Entry(last[day], day, parts))
    return kept
