"""Reads of rule sets: the one in force, every version, the laws that were switched on, and what gateways obey."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from chalkline.govern.policies.api import clause
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.publish.district_rules import rules
from chalkline.publish.district_rules.law import packs_for
from chalkline.publish.district_rules.models import LawSwitch, RuleSet
from chalkline.publish.district_rules.words import LawPack, Rows, SetState
from chalkline.rulebook.api import DistrictRule, Promise
from chalkline.rulebook.spelling import plain, restored


def rule_sets(actor: Actor) -> QuerySet[RuleSet]:
    """Every version there ever was, the newest first."""
    actor.must("rules.see")
    return RuleSet.objects.all()


def rule_set_by_id(actor: Actor, set_id: str) -> RuleSet:
    """One version. Raises Problem("not_found")."""
    found = rule_sets(actor).filter(pk=id_from(set_id)).first()
    if found is None:
        raise not_found(Sentence("rule set"))
    return found


def set_in_force() -> RuleSet | None:
    """The version in force, or None before the first."""
    return RuleSet.objects.filter(state=SetState.IN_FORCE.value).first()


def set_numbered(number: int) -> RuleSet | None:
    """The version of a number."""
    return RuleSet.objects.filter(number=number).first()


def decided_rows() -> frozenset[DistrictRule | Promise]:
    """Every row that a committee's decision has put in force."""
    held = (SetState.IN_FORCE.value, SetState.REPLACED.value)
    found = [rows_of(each) for each in RuleSet.objects.filter(state__in=held).exclude(decision_number="")]
    return frozenset(row for rows in found for row in rules.every_row(rows))


def uncited(rows: Rows, *, beside: Rows) -> frozenset[str]:
    """The clauses that new rows cite and that no policy has: of rows that are not among ``beside`` already."""
    cited = {each.clause.strip() for each in rows.rules if each not in beside.rules and each.clause.strip()}
    return frozenset(each for each in cited if clause(each) is None)


def rows_of(made: RuleSet | None) -> Rows:
    """What a version says; nothing before the first."""
    if made is None:
        return Rows()
    content = made.content
    return Rows(
        restored(content["rules"], tuple[DistrictRule, ...]), restored(content["promises"], tuple[Promise, ...])
    )


def content_of(rows: Rows) -> dict[str, object]:
    """What a version says, as JSON values in one spelling."""
    return {
        "rules": plain(tuple(sorted(rows.rules, key=lambda each: each.rule_id))),
        "promises": plain(tuple(sorted(rows.promises, key=lambda each: each.promise_id))),
    }


def is_intact(made: RuleSet) -> bool:
    """Whether a version still says what was proposed."""
    return digest_of(made.content) == made.digest


def rules_to_publish() -> Rows:
    """Rows and promises for compiling: the version in force, and the laws that hold here.

    Takes no actor: it names no person. Raises Problem("rules.altered") where the record was altered.
    """
    held = set_in_force()
    if held is not None and not is_intact(held):
        raise rules.altered(held.number)
    rows = rows_of(held)
    return Rows((*rows.rules, *rules_by_law()), rows.promises)


def rules_now() -> tuple[DistrictRule, ...]:
    """Rows that count from now on, for gateways: more of them only ever restricts."""
    return (*rows_of(set_in_force()).rules, *rules_by_law())


def rules_by_law() -> tuple[DistrictRule, ...]:
    """The rows of the laws that counsel has switched on."""
    on = laws_on()
    return tuple(rule for pack in packs_here() if pack.law_id in on for rule in pack.rules)


def packs_here() -> tuple[LawPack, ...]:
    """Laws of the country and of this district's state that would add rows."""
    return packs_for(str(settings.CHALKLINE.state))


def laws_on() -> dict[str, LawSwitch]:
    """The laws that hold here, each with who said so."""
    latest: dict[str, LawSwitch] = {}
    for each in LawSwitch.objects.select_related("switched_by").order_by("switched_at"):
        latest[each.law] = each
    return {law: each for law, each in latest.items() if each.is_on}


def set_ref(made: RuleSet) -> SubjectRef:
    """How facts and agendas name a version."""
    return SubjectRef("rule_set", str(made.pk), made.digest)
