"""Weighing the district's own rules against a use: they refuse, hold, ground or replace, and never permit anything.

What a rule asks for and nothing can keep (a hold of calls that no gateway sees, a replacement that it cannot carry out)
is a refusal: what cannot be kept is never promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Reason
from chalkline.rulebook.district_rules import NO_AGREEMENT, NO_GATEWAY, VERDICT_NAMES, DistrictRule
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import Stops
from chalkline.rulebook.words import PERMISSIVENESS, Everything, KeptBy, MaybeSet, MaybeText, Scope, Unknown, Verdict

Asked = tuple[MaybeText, MaybeText, MaybeText, MaybeSet]  # role, grade band, purpose, elements


@dataclass(frozen=True)
class WeighedRules:
    """Reasons by rules, the elements they have replaced, and the most that they leave open."""

    reasons: tuple[Reason, ...] = ()
    redact: frozenset[str] = frozenset()
    most: Verdict = Verdict.ALLOW


NO_RULES = WeighedRules()


def rules_for(terms: Terms, policy: Policy, stops: Stops) -> tuple[DistrictRule, ...]:
    """The rules that could speak of something this use permits, those of the policy first."""
    held = dict.fromkeys((*policy.district_rules, *stops.rules))
    return tuple(rule for rule in held if _could(rule, terms))


def _could(rule: DistrictRule, terms: Terms) -> bool:
    wanted = rule.selection
    scopes: tuple[tuple[Scope, Scope], ...] = (
        (wanted.roles, terms.roles),
        (wanted.grade_bands, terms.grade_bands),
        (wanted.purposes, terms.purposes),
    )
    return all(isinstance(a, Everything) or isinstance(b, Everything) or bool(a & b) for a, b in scopes)


def kinds_of(tool: str, kept_by: frozenset[KeptBy], on: date, policy: Policy, stops: Stops) -> frozenset[str]:
    """What a tool is on a day: its category, and the traits that follow from what is known of it."""
    facts, kinds = policy.facts.get(tool), set[str]()
    if facts is not None and facts.category:
        kinds.add(facts.category)
    if facts is None or tool in stops.agreements or not facts.has_agreement_on(on):
        kinds.add(NO_AGREEMENT)
    if KeptBy.GATEWAY not in kept_by:
        kinds.add(NO_GATEWAY)
    return frozenset(kinds)


def weigh_rules(
    rules: Sequence[DistrictRule], terms: Terms, asked: Asked, on: date, policy: Policy, stops: Stops
) -> WeighedRules:
    """Every one of ``rules`` against what is asked under ``terms``."""
    if not rules:
        return NO_RULES
    kinds = kinds_of(terms.tool, terms.kept_by, on, policy, stops)
    reasons: list[Reason] = []
    redact: frozenset[str] = frozenset()
    most = Verdict.ALLOW
    for rule in rules:
        speaks = rule.selection.speaks_of(*asked, kinds)
        if speaks is False:
            continue
        if speaks is None:
            reasons.append(_unknown(rule))
        elif rule.verdict is Verdict.REFUSE or not _can_be_kept(rule, terms, asked[3], policy):
            reasons.append(_refused(rule))
        else:
            reasons.append(Reason(_id(rule), True, _said(rule), limit_of(rule)))
            most = min(most, rule.verdict, key=PERMISSIVENESS.__getitem__)
            if rule.verdict is Verdict.REDACT:
                redact |= _named(rule, asked[3])
    return WeighedRules(tuple(reasons), redact, most)


def refusals_without_use(tool: str, asked: Asked, on: date, policy: Policy, stops: Stops) -> tuple[Reason, ...]:
    """The rules that refuse a tool nobody has approved, so that one learns that asking for it would not help."""
    kinds = kinds_of(tool, frozenset(), on, policy, stops)
    held = dict.fromkeys((*policy.district_rules, *stops.rules))
    return tuple(
        _refused(rule)
        for rule in held
        if rule.verdict is Verdict.REFUSE and rule.selection.speaks_of(*asked, kinds) is True
    )


def _can_be_kept(rule: DistrictRule, terms: Terms, elements: MaybeSet, policy: Policy) -> bool:
    if KeptBy.GATEWAY not in terms.kept_by:
        return False
    return rule.verdict is not Verdict.REDACT or _named(rule, elements) <= policy.replaceable


def _named(rule: DistrictRule, elements: MaybeSet) -> frozenset[str]:
    if isinstance(elements, Unknown):
        return frozenset()
    wanted = rule.selection.elements
    return elements if isinstance(wanted, Everything) else elements & wanted


def _id(rule: DistrictRule) -> str:
    return f"rule.{rule.rule_id}"


def _said(rule: DistrictRule) -> Sentence:
    if not rule.sources:
        return Sentence("Rule {rule} of the district: {why}", rule=rule.rule_id, why=rule.why)
    return Sentence(
        "Rule {rule} of the district ({sources}): {why}", rule=rule.rule_id, sources=rule.sources, why=rule.why
    )


def limit_of(rule: DistrictRule) -> Sentence:
    """The rule as something one can keep."""
    return Sentence("Rule {rule} of the district: {what}.", rule=rule.rule_id, what=VERDICT_NAMES[rule.verdict])


def _refused(rule: DistrictRule) -> Reason:
    change = Sentence("The committee changes rule {rule}.", rule=rule.rule_id)
    return Reason(_id(rule), False, _said(rule), limit_of(rule), change)


def _unknown(rule: DistrictRule) -> Reason:
    sentence = Sentence("Whether rule {rule} of the district speaks of this is not known here.", rule=rule.rule_id)
    limit = Sentence("Rule {rule} of the district: {why}", rule=rule.rule_id, why=rule.why)
    return Reason(_id(rule), None, sentence, limit)
