"""What two policies say to the same recorded calls, and what of it may be shown. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import ALL, SUPPRESSED, THRESHOLD, Cell, Table, two_way
from chalkline.rulebook.api import (
    UNKNOWN,
    Answer,
    Condition,
    ConditionKind,
    FamilyChoices,
    KeptBy,
    Policy,
    Question,
    Stops,
    Terms,
    Verdict,
    decide,
    named_bands,
    named_elements,
    named_purposes,
    named_roles,
)

LET_OUT = frozenset({Verdict.ALLOW.value, Verdict.REDACT.value, Verdict.GROUND.value, Verdict.HOLD.value})


class Turn(StrEnum):
    """What becomes of a call under the other policy."""

    SAME = "same"
    REFUSED = "refused"
    GOES_OUT = "goes_out"
    OTHERWISE = "otherwise"
    CANNOT_TELL = "cannot_tell"


TURN_NAMES: dict[Turn, Sentence] = {
    Turn.REFUSED: Sentence("Would now be refused"),
    Turn.GOES_OUT: Sentence("Would now go out"),
    Turn.OTHERWISE: Sentence("Would be handled otherwise"),
    Turn.CANNOT_TELL: Sentence("Cannot be told"),
    Turn.SAME: Sentence("As now"),
}


WAS_NAMES: dict[str, Sentence] = {
    Verdict.ALLOW.value: Sentence("goes through"),
    Verdict.REDACT.value: Sentence("goes out with stand-ins"),
    Verdict.GROUND.value: Sentence("answered from approved content"),
    Verdict.HOLD.value: Sentence("waits for a person"),
    Verdict.REFUSE.value: Sentence("refused"),
    Verdict.CANNOT_TELL.value: Sentence("cannot be told"),
}
TURNED = (Turn.REFUSED, Turn.GOES_OUT, Turn.OTHERWISE)
MOST_EXAMPLES, MOST_CASES = 6, 1000


@dataclass(frozen=True)
class Case:
    """A kind of call that would come out otherwise, as a file says it: never a text, a person, a school or a number."""

    turn: Turn
    who: Sentence
    bands: Sentence
    tool: str
    purpose: Sentence
    data: Sentence
    before: str
    after: str
    why: Sentence

    @property
    def said(self) -> Sentence:
        """In one sentence."""
        return Sentence(
            "{who} ({bands}), {tool} for {purpose}, with {data}: {before} now, {after} then.",
            who=self.who,
            bands=self.bands,
            tool=self.tool,
            purpose=self.purpose,
            data=self.data,
            before=WAS_NAMES[self.before],
            after=WAS_NAMES[self.after],
        )


@dataclass(frozen=True)
class Recorded:
    """What the records keep of so many calls that are alike."""

    use_id: str
    tool: str
    purpose: str
    role: str
    grade_band: str
    school: str
    model: str
    elements: tuple[str, ...]
    verdict: str
    has_record: bool
    count: int


@dataclass(frozen=True)
class DryRun:
    """What became of all of them, with every small group hidden. ``why``: the reasons of refusals, most first.

    ``by``: role, school, purpose; "before" and "after": what the policy in force and the other one say.
    ``cases``: kinds of calls that would come out otherwise and that at least ten calls were of, without their number.
    """

    calls: int
    by_turn: Mapping[Turn, Cell]
    by: Mapping[str, Table]
    keys: Mapping[str, tuple[str, ...]]
    why: tuple[tuple[Sentence, Cell], ...]
    cases: tuple[Case, ...] = ()

    @property
    def examples(self) -> tuple[tuple[Turn, Sentence], ...]:
        """The first few kinds of calls, each in a sentence."""
        told = dict.fromkeys((each.turn, each.said) for each in self.cases)
        return tuple(told)[:MOST_EXAMPLES]


def question_of(call: Recorded, policy: Policy, on: date) -> Question:
    """The question of a recorded call. What a call that went out must have fulfilled is known of it; no more."""
    terms = policy.by_use.get(call.use_id)
    went_out = terms is not None and call.verdict in LET_OUT
    kinds = {each.kind for each in _kept(terms)} if terms is not None and went_out else set()
    agreed = FamilyChoices(agreed=frozenset({call.tool})) if ConditionKind.CONSENT in kinds else None
    trained = frozenset(each.value for each in _kept(terms) if each.kind is ConditionKind.TRAINING) if terms else None
    return Question(
        tool=call.tool,
        on=on,
        role=call.role or UNKNOWN,
        grade_band=call.grade_band or UNKNOWN,
        school=call.school or UNKNOWN,
        purpose=call.purpose or UNKNOWN,
        elements=frozenset(call.elements),
        training=trained if trained and went_out else UNKNOWN,
        family=agreed,
        use_id=call.use_id,
        model=call.model,
        record="kept" if call.has_record else "",
    )


def _kept(terms: Terms | None) -> list[Condition]:
    return [each for each in terms.conditions if each.kept_by is KeptBy.GATEWAY] if terms else []


def turn_of(before: Answer, after: Answer) -> Turn:
    """How the second answer differs from the first."""
    if Verdict.CANNOT_TELL in (before.verdict, after.verdict):
        return Turn.SAME if before.verdict is after.verdict and before.reasons == after.reasons else Turn.CANNOT_TELL
    if before.verdict is after.verdict:
        return Turn.SAME
    if after.verdict is Verdict.REFUSE:
        return Turn.REFUSED
    return Turn.GOES_OUT if before.verdict is Verdict.REFUSE else Turn.OTHERWISE


def run(calls: Iterable[Recorded], now: Policy, then: Policy, stops: Stops, then_stops: Stops, on: date) -> DryRun:
    """Both policies on every recorded call."""
    by: dict[str, Counter[tuple[Hashable, Hashable]]] = {name: Counter() for name in (*ABOUT, "before", "after")}
    why: Counter[Sentence] = Counter()
    alike: Counter[Case] = Counter()
    total = 0
    for call in calls:
        question = question_of(call, now, on)
        before, after = decide(question, now, stops), decide(question, then, then_stops)
        turn = turn_of(before, after)
        total += call.count
        for name in ABOUT:
            by[name][(getattr(call, name), turn)] += call.count
        by["before"][(before.verdict.value, turn)] += call.count
        by["after"][(after.verdict.value, turn)] += call.count
        if turn is Turn.REFUSED:
            why[after.failed[0].sentence] += call.count
        if turn in TURNED:
            alike[_case(call, turn, before, after, then)] += call.count
    return _shown(total, by, why, alike)


ABOUT = ("role", "school", "purpose")


def _case(call: Recorded, turn: Turn, before: Answer, after: Answer, policy: Policy) -> Case:
    """A kind of call: who, which tool, for what, with which data; what happens now, what then, and why."""
    bands = named_bands(frozenset({call.grade_band})) if call.grade_band else (Sentence("grade not known"),)
    purposes = named_purposes(policy, frozenset({call.purpose})) if call.purpose else (Sentence("no one purpose"),)
    data = named_elements(policy, call.elements) or (Sentence("nothing that was found in it"),)
    says = after if turn is Turn.REFUSED or not before.failed else before
    return Case(
        turn=turn,
        who=Sentence("{who}", who=named_roles({call.role}) if call.role else (Sentence("somebody"),)),
        bands=Sentence("{bands}", bands=bands),
        tool=before.tool_name,
        purpose=Sentence("{purposes}", purposes=purposes),
        data=Sentence("{data}", data=data),
        before=before.verdict.value,
        after=after.verdict.value,
        why=says.failed[0].sentence if says.failed else Sentence(""),
    )


def _shown(
    total: int,
    by: dict[str, Counter[tuple[Hashable, Hashable]]],
    why: Counter[Sentence],
    alike: Counter[Case],
) -> DryRun:
    """Tables that share their totals hide the same totals, so they are judged in turns until they agree."""
    hidden: set[Turn] = set()
    while True:
        tables = {name: two_way(dict(counts), hidden=[(ALL, turn) for turn in hidden]) for name, counts in by.items()}
        found = {turn for turn in Turn for table in tables.values() if table.cell(column=turn) == SUPPRESSED}
        if found <= hidden:
            break
        hidden |= found
    reasons = two_way(
        {(sentence, ALL): count for sentence, count in why.items()},
        hidden=[(ALL, ALL)] if Turn.REFUSED in hidden else [],
    )
    first = tables["role"]
    told = [each for each, count in alike.most_common() if count >= THRESHOLD]
    return DryRun(
        calls=total,
        by_turn={turn: first.cell(column=turn) for turn in Turn},
        by=tables,
        keys={name: tuple(sorted({str(key) for key, _turn in counts})) for name, counts in by.items()},
        why=tuple((sentence, reasons.cell(sentence)) for sentence, _count in why.most_common(6)),
        cases=tuple(told[:MOST_CASES]),
    )
