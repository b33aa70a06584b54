"""What the pages of rules say of rows, versions and approved uses: each row with the clause and the law behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings

from chalkline.govern.policies.api import clause
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import names_of
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.publish.district_rules.api import (
    SET_STATE_NAMES,
    Rows,
    RuleSet,
    SetState,
    laws_behind,
    rules_by_law,
)
from chalkline.rulebook.api import (
    DEMAND_NAMES,
    EVERY,
    VERDICT_NAMES,
    DistrictRule,
    Policy,
    Promise,
    Scope,
    Stops,
    TableRow,
    Terms,
    Verdict,
    named_bands,
    named_elements,
    named_kinds,
    named_purposes,
    named_roles,
    role_name,
    rows_of_use,
    vocabulary,
)
from chalkline.rulebook.picture import uses_by_role_and_data
from chalkline.web.charts.shapes import Chart, heat
from chalkline.web.routes import address_of

TONES = {
    Verdict.REFUSE: "stop", Verdict.HOLD: "attend", Verdict.GROUND: "info", Verdict.REDACT: "info",
    Verdict.ALLOW: "ok", Verdict.CANNOT_TELL: "quiet",
}  # fmt: skip
SET_TONES = {
    SetState.PROPOSED: "attend", SetState.IN_FORCE: "ok", SetState.REPLACED: "quiet", SetState.DECLINED: "quiet",
}  # fmt: skip
THEN = {**VERDICT_NAMES, Verdict.CANNOT_TELL: Sentence("depends on more than the table says")}
MOST_LAWS = 3


@dataclass(frozen=True)
class Source:
    """Where a row comes from: a clause with its text, a law, a decision."""

    text: Sentence | str
    url: str = ""
    note: Sentence | str = ""


@dataclass(frozen=True)
class RowTold:
    """One row of the table: who, what data, which kind of tool, for what, what then, why, and where it stands."""

    id: str
    who: Sentence
    data: Sentence
    kinds: Sentence
    purposes: Sentence
    then: Sentence
    tone: str
    why: tuple[Sentence | str, ...]
    sources: tuple[Source, ...] = ()
    is_new: bool = False


def rule_told(policy: Policy, rule: DistrictRule, *, is_new: bool = False) -> RowTold:
    """A row of the district, with its clause and its law."""
    wanted = rule.selection
    return RowTold(
        id=rule.rule_id,
        who=_who(wanted.roles, wanted.grade_bands),
        data=_data(policy, wanted.elements),
        kinds=Sentence("{kinds}", kinds=named_kinds(wanted.kinds)),
        purposes=Sentence("{purposes}", purposes=named_purposes(policy, wanted.purposes)),
        then=THEN[rule.verdict],
        tone=TONES[rule.verdict],
        why=(rule.why,),
        sources=tuple(_sources(rule)),
        is_new=is_new,
    )


def promise_told(policy: Policy, promise: Promise, *, is_new: bool = False) -> RowTold:
    """A promise: the same left half, and what it asks for."""
    wanted = promise.selection
    return RowTold(
        id=promise.promise_id,
        who=_who(wanted.roles, wanted.grade_bands),
        data=_data(policy, wanted.elements),
        kinds=Sentence("{kinds}", kinds=named_kinds(wanted.kinds)),
        purposes=Sentence("{purposes}", purposes=named_purposes(policy, wanted.purposes)),
        then=DEMAND_NAMES[promise.demand],
        tone="info",
        why=(promise.says,),
        is_new=is_new,
    )


@dataclass(frozen=True)
class UseLine:
    """One row of an approved use under its heading: ``who`` only where it speaks of fewer than the whole use."""

    who: Sentence | str
    data: Sentence
    then: Sentence
    tone: str
    why: tuple[Sentence, ...]
    sources: tuple[Source, ...]


def kind_of_tool(policy: Policy, terms: Terms) -> Sentence:
    """What kind of tool a use is of, as rules speak of tools."""
    facts = policy.facts.get(terms.tool)
    return Sentence("{kinds}", kinds=named_kinds({facts.category} if facts and facts.category else ()))


def use_lines(policy: Policy, stops: Stops, terms: Terms, on: date) -> list[UseLine]:
    """An approved use as rows: what ``decide`` says to it, rule by rule, with the clause and the law behind each."""
    held = {f"rule.{each.rule_id}": each for each in (*policy.district_rules, *stops.rules)}
    return [_use_line(policy, terms, row, held) for row in rows_of_use(terms, policy, stops, on=on)]


def _use_line(policy: Policy, terms: Terms, row: TableRow, held: dict[str, DistrictRule]) -> UseLine:
    rules = [held[each] for each in row.rules if each in held]
    is_rest = row.is_beside and row.verdict is Verdict.REFUSE
    laws = (
        ()
        if is_rest
        else tuple(Source(each) for each in laws_behind(row.elements, settings.CHALKLINE.state)[:MOST_LAWS])
    )
    is_whole = row.roles == terms.roles and (terms.grade_bands == EVERY or row.bands == terms.grade_bands)
    return UseLine(
        who="" if is_whole else _who(row.roles, row.bands),
        data=Sentence("other data about students") if is_rest else _data(policy, row.elements),
        then=THEN[row.verdict],
        tone=TONES[row.verdict],
        why=() if row.is_beside or (row.verdict in (Verdict.ALLOW, Verdict.REDACT) and not rules) else row.why,
        sources=(*(source for rule in rules for source in _sources(rule)), *laws),
    )


def _sources(rule: DistrictRule) -> Iterator[Source]:
    if rule.clause:
        cited = clause(rule.clause)
        url = f"{address_of('policies.by_id', cited.version_id)}#s{cited.number}" if cited else ""
        yield Source(rule.clause, url, cited.heading if cited else Sentence("no policy has this clause"))
    if rule.law:
        yield Source(rule.law)
    if rule.decision_number:
        yield Source(Sentence("Decision {n}", n=rule.decision_number), decision_url(rule.decision_number))


def decision_url(number: str) -> str:
    return address_of("decisions.show", number) if number else ""


def _who(roles: Scope, bands: Scope) -> Sentence:
    who = (Sentence("everybody"),) if not isinstance(roles, frozenset) else named_roles(roles)
    return Sentence("{who} ({bands})", who=who, bands=named_bands(bands))


def _data(policy: Policy, elements: Scope) -> Sentence:
    if not isinstance(elements, frozenset):
        return Sentence("whatever data")
    return Sentence("{data}", data=named_elements(policy, elements))


def set_told(made: RuleSet) -> dict[str, Any]:
    """A version with who proposed it, and who put it in force."""
    names = names_of([each for each in (made.proposed_by, made.adopted_by) if each])
    state = SetState(made.state)
    return {
        "set": made,
        "state": SET_STATE_NAMES[state],
        "tone": SET_TONES[state],
        "proposed_by": names[made.proposed_by],
        "adopted_by": "" if made.decision_number else names.get(made.adopted_by, ""),
        "decision_url": decision_url(made.decision_number),
    }


def ruled(policy: Policy, rows: Rows | None = None) -> Policy:
    """The policy in force with the rules that count now, or with those of another version."""
    if rows is None:
        held = tuple(dict.fromkeys((*policy.district_rules, *stops_in_force().rules)))
        return replace(policy, district_rules=held)
    return replace(policy, district_rules=(*rows.rules, *rules_by_law()), promises=rows.promises)


def is_published(rules: Iterable[DistrictRule]) -> frozenset[str]:
    """Which of these rows the policy in force carries already."""
    held = policy_in_force().district_rules
    return frozenset(each.rule_id for each in rules if each in held)


def picture(id: str, title: str, policy: Policy) -> Chart:
    """Role by kind of data: how many uses let it go out somewhere."""
    counts = uses_by_role_and_data(policy)
    roles = sorted({role for role, _kind in counts})
    kinds = [each for each in vocabulary().data_kinds if any((role, each.id) in counts for role in roles)]
    return heat(
        f"picture-{id}",
        title,
        [role_name(role) for role in roles],
        [(Sentence(kind.label), [counts.get((role, kind.id), 0) for role in roles]) for kind in kinds],
        text=Sentence("Each number counts the approved uses that let such data go to some tool for such people."),
        head=Sentence("Kind of data"),
    )
