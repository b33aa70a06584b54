"""Weighing the data terms: may each element that is asked about be given to this tool under this use?

The actions are those of ``data_elements.yaml`` as 2-architecture, section 5 reads them. An element that is
not listed in the use and is personal data of students is replaced if the gateway keeps the use and can find
it in a text, and refused otherwise: a redaction that cannot be carried out is never promised. Whatever is a
student record also needs a student data agreement that is in date, listed in the use or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Reason
from chalkline.rulebook.naming import named_elements
from chalkline.rulebook.policy import ElementRule, Policy, Terms
from chalkline.rulebook.stops import Stops
from chalkline.rulebook.words import Action, KeptBy, MaybeSet, Unknown


class Handling(Enum):
    """What happens to one element. The names of those that refuse end the rule id."""

    PASSES = "passes"
    REPLACED = "replaced"
    BLOCKED = "blocked"
    NOT_COVERED = "not_covered"
    NO_AGREEMENT = "no_agreement"
    NOT_IN_AGREEMENT = "not_in_agreement"
    NOT_KNOWN = "not_known"


REFUSALS = (
    Handling.BLOCKED, Handling.NOT_COVERED, Handling.NO_AGREEMENT, Handling.NOT_IN_AGREEMENT, Handling.NOT_KNOWN,
)  # fmt: skip


@dataclass(frozen=True)
class WeighedData:
    """Reasons about the data, and the elements that must be replaced."""

    reasons: tuple[Reason, ...]
    redact: frozenset[str] = frozenset()


def weigh_data(terms: Terms, elements: MaybeSet, on: date, policy: Policy, stops: Stops) -> WeighedData:
    """Every one of ``elements`` against ``terms`` on a day."""
    if isinstance(elements, Unknown):
        return WeighedData((_unknown(terms, policy),))
    handled = {element: handling_of(element, terms, on, policy, stops) for element in elements}
    failed = tuple(
        _refused(cause, [each for each in handled if handled[each] is cause], terms, policy)
        for cause in REFUSALS
        if cause in handled.values()
    )
    if failed:
        return WeighedData(failed)
    redact = frozenset(each for each in handled if handled[each] is Handling.REPLACED)
    if redact:
        names = named_elements(policy, redact)
        sentence = Sentence("Replaced by stand-ins before it goes out: {data}.", data=names)
        return WeighedData((Reason("data.replaced", True, sentence),), redact)
    return WeighedData((Reason("data", True, Sentence("This use covers the data that is given to the tool.")),))


def handling_of(element: str, terms: Terms, on: date, policy: Policy, stops: Stops) -> Handling:
    """What ``terms`` let happen to one element on a day."""
    rule = policy.rules.get(element)
    if rule is None:
        return Handling.NOT_KNOWN
    if rule.action is Action.BLOCK and not _excepted(element, terms, on):
        return Handling.BLOCKED
    listed = element in terms.elements
    if not listed and rule.is_student_record:
        return _replaced_or_refused(rule, terms, policy)
    if not listed and rule.action in (Action.MASK, Action.ALLOW_IF_IN_AGREEMENT):
        return _replaced_or_refused(rule, terms, policy)
    handling = _under_agreement(rule, terms, on, policy, stops)
    if handling is Handling.NOT_IN_AGREEMENT and _replaced_or_refused(rule, terms, policy) is Handling.REPLACED:
        return Handling.REPLACED
    return handling


def _excepted(element: str, terms: Terms, on: date) -> bool:
    return any(each.element == element and on <= each.until_on for each in terms.exceptions)


def _replaced_or_refused(rule: ElementRule, terms: Terms, policy: Policy) -> Handling:
    can = rule.action is Action.MASK and KeptBy.GATEWAY in terms.kept_by and rule.element in policy.replaceable
    return Handling.REPLACED if can else Handling.NOT_COVERED


def _under_agreement(rule: ElementRule, terms: Terms, on: date, policy: Policy, stops: Stops) -> Handling:
    if not rule.is_student_record and rule.action is not Action.ALLOW_IF_IN_AGREEMENT:
        return Handling.PASSES
    facts = policy.facts.get(terms.tool)
    if facts is None or terms.tool in stops.agreements or not facts.has_agreement_on(on):
        return Handling.NO_AGREEMENT
    if rule.must_be_listed and rule.element not in facts.agreement_elements:
        return Handling.NOT_IN_AGREEMENT
    return Handling.PASSES


def _unknown(terms: Terms, policy: Policy) -> Reason:
    limit = _limit(terms, policy)
    return Reason("data", None, Sentence("Which data is given to the tool is not known here."), limit)


def _limit(terms: Terms, policy: Policy) -> Sentence:
    listed = [each for each in terms.elements if each in policy.rules and policy.rules[each].is_student_record]
    if not listed:
        return Sentence("No information about students goes into it.")
    return Sentence("Of student information, only this goes into it: {data}.", data=named_elements(policy, listed))


def _refused(cause: Handling, elements: Iterable[str], terms: Terms, policy: Policy) -> Reason:
    data, tool = named_elements(policy, elements), terms.tool_name
    rule_id, limit = f"data.{cause.value}", _limit(terms, policy)
    if cause is Handling.BLOCKED:
        sentence = Sentence("The district keeps this from every AI tool: {data}.", data=data)
        return Reason(rule_id, False, sentence, limit, Sentence("Leave it out: {data}.", data=data))
    if cause is Handling.NOT_COVERED:
        sentence = Sentence("This use does not cover: {data}.", data=data)
        change = Sentence("Leave it out, or a decision adds it: {data}.", data=data)
        return Reason(rule_id, False, sentence, limit, change)
    if cause is Handling.NO_AGREEMENT:
        sentence = Sentence("{tool} has no student data agreement in date. Needed for: {data}.", tool=tool, data=data)
        change = Sentence("The privacy officer records a signed agreement with {tool}.", tool=tool)
        return Reason(rule_id, False, sentence, limit, change)
    if cause is Handling.NOT_IN_AGREEMENT:
        sentence = Sentence("The agreement with {tool} does not list: {data}.", tool=tool, data=data)
        change = Sentence("The agreement with {tool} is extended by: {data}.", tool=tool, data=data)
        return Reason(rule_id, False, sentence, limit, change)
    return Reason(rule_id, False, Sentence("The policy does not know this kind of data: {data}.", data=data), limit)
