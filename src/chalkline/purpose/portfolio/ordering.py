"""The portfolio in its order: who is ranked, at what value, and how sure the place is, in plain sentences. Pure.

A use case is ranked once two people have scored it apart and every gate is open. What is blocked or waits stays on
the list with what would let it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.purpose.portfolio import ranking
from chalkline.purpose.portfolio.choosing import ScoredBy
from chalkline.purpose.portfolio.criteria import CRITERION_NAMES, SIDES, Criterion, Side
from chalkline.purpose.portfolio.rules import TWO_VIEWS
from chalkline.purpose.portfolio.words import GateStanding, GateState

ORDER = tuple(Criterion)
TOP = 3
IN = 100  # shares are said in 100
APART = 25  # raters this far apart, or further, should talk


@dataclass(frozen=True)
class Entry:
    """A use case as it goes into the order."""

    id: str
    title: str
    sheets: tuple[ScoredBy, ...]
    gates: tuple[GateStanding, ...]

    @property
    def shut(self) -> tuple[GateStanding, ...]:
        """The gates that block it."""
        return tuple(each for each in self.gates if each.state is GateState.SHUT)

    @property
    def is_ranked(self) -> bool:
        """Whether it has its place in the order."""
        return len(self.sheets) >= TWO_VIEWS and all(each.state is GateState.OPEN for each in self.gates)

    @property
    def points(self) -> dict[Criterion, float]:
        """The mean of the scores on each criterion."""
        return {each: sum(s.points[each] for s in self.sheets) / len(self.sheets) for each in ORDER}

    @property
    def spans(self) -> list[tuple[float, float]]:
        """The lowest and the highest score on each criterion."""
        scored = [[sheet.points[each] for sheet in self.sheets] for each in ORDER]
        return [(min(each), max(each)) for each in scored]

    @property
    def apart_on(self) -> tuple[Criterion, ...]:
        """The criteria on which those who scored are more than one step apart."""
        return tuple(each for each, (low, high) in zip(ORDER, self.spans, strict=True) if high - low > APART)


@dataclass(frozen=True)
class Place:
    """A ranked use case: its value (0 to 100), its two sides, and in how many of 100 weightings it is first."""

    entry: Entry
    rank: int
    value: float
    outcome: float
    safety: float
    first_in: int
    top_in: int
    first_in_with_spread: int
    dominated_by: tuple[str, ...]
    sentence: Sentence

    @property
    def risk(self) -> float:
        """What is left to 100 of the safe side."""
        return 100 - self.safety


@dataclass(frozen=True)
class Order:
    """The whole: places first to last, what waits, what is blocked, and how sure the first place is."""

    places: tuple[Place, ...]
    waiting: tuple[Entry, ...]
    blocked: tuple[Entry, ...]
    finding: Sentence
    flips: tuple[Sentence, ...]


def in_order(entries: Sequence[Entry], weights: Mapping[Criterion, float]) -> Order:
    """Rank what can be ranked under these weights (they add up to 1)."""
    ranked = {entry.id: entry for entry in entries if entry.is_ranked}
    blocked = tuple(entry for entry in entries if entry.shut)
    waiting = tuple(entry for entry in entries if not entry.is_ranked and not entry.shut)
    rows = {key: [entry.points[each] for each in ORDER] for key, entry in ranked.items()}
    row = [weights[each] for each in ORDER]
    worth = ranking.values(rows, row)
    rank = ranking.ranks(worth)
    first = ranking.shares_of_first(rows)
    top = ranking.shares_of_first(rows, within=TOP)
    spread = ranking.shares_of_first(rows, spread={key: entry.spans for key, entry in ranked.items()})
    worse = ranking.dominated(rows)
    places = [
        Place(
            entry=entry,
            rank=rank[key],
            value=worth[key],
            outcome=_side(entry, weights, Side.OUTCOME),
            safety=_side(entry, weights, Side.RISK),
            first_in=_in_100(first[key]),
            top_in=_in_100(top[key]),
            first_in_with_spread=_in_100(spread[key]),
            dominated_by=tuple(ranked[better].title for better, behind in worse if behind == key),
            sentence=_sure(_in_100(first[key]), _in_100(top[key]), len(ranked)),
        )
        for key, entry in ranked.items()
    ]
    places.sort(key=lambda each: (each.rank, -each.first_in, each.entry.title))
    return Order(tuple(places), waiting, blocked, finding_of(places), _flips(rows, row, ranked))


def _side(entry: Entry, weights: Mapping[Criterion, float], side: Side) -> float:
    """The weighted mean of the criteria of one side; a plain mean where they weigh nothing."""
    mine = [each for each in ORDER if SIDES[each] is side]
    total = sum(weights[each] for each in mine)
    if total <= 0:
        return sum(entry.points[each] for each in mine) / len(mine)
    return sum(weights[each] * entry.points[each] for each in mine) / total


def _in_100(share: float) -> int:
    """Rounded, but never all or none where it is not."""
    rounded = round(share * IN)
    if 0 < share < 1:
        return min(max(rounded, 1), IN - 1)
    return rounded


def _sure(first_in: int, top_in: int, of: int) -> Sentence:
    if of == 1:
        return Sentence("The only one in the order so far.")
    if first_in == IN:
        return Sentence("First whatever the weights are.")
    if first_in:
        return Sentence("First in {n} of 100 weightings.", n=first_in)
    if of > TOP and top_in:
        return Sentence("Never first, and among the first three in {n} of 100 weightings.", n=top_in)
    return Sentence("First under no weighting.")


def finding_of(places: Sequence[Place]) -> Sentence:
    """What the order says, in one sentence, with how sure it is."""
    if not places:
        return Sentence("Nothing is ranked yet.")
    first = [each for each in places if each.rank == 1]
    names = tuple(Sentence("“{title}”", title=each.entry.title) for each in first)
    if len(first) > 1:
        return Sentence("{names} are equal at the head.", names=names)
    leader = first[0]
    if len(places) == 1:
        return Sentence("“{title}” is the only one in the order so far.", title=leader.entry.title)
    rivals = [each for each in places[1:] if each.first_in >= leader.first_in]
    if rivals:
        return Sentence(
            "“{title}” leads by these weights, but “{other}” leads in more of all weightings ({n} of 100).",
            title=leader.entry.title,
            other=max(rivals, key=lambda each: each.first_in).entry.title,
            n=max(each.first_in for each in rivals),
        )
    if leader.first_in == IN:
        return Sentence("“{title}” comes first whatever the weights are.", title=leader.entry.title)
    return Sentence("“{title}” comes first, in {n} of 100 weightings.", title=leader.entry.title, n=leader.first_in)


def _flips(
    rows: Mapping[str, Sequence[float]], weights: Sequence[float], ranked: Mapping[str, Entry]
) -> tuple[Sentence, ...]:
    """For each criterion, at which weight the first would change; said in hundredths."""
    if len(ranked) < TWO_VIEWS:
        return ()
    said = []
    for at, criterion in enumerate(ORDER):
        flip = ranking.flip_weight(rows, weights, at)
        name = CRITERION_NAMES[criterion]
        if flip is None:
            said.append(Sentence("{name}: the first stays first at any weight.", name=name))
        else:
            now, then = round(weights[at] * IN), round(flip * IN)
            said.append(
                Sentence("{name}: the first changes at {then} percent (now {now}).", name=name, then=then, now=now)
            )
    return tuple(said)
