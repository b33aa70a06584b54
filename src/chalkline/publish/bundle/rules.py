"""Compiling a policy from records, and whether a candidate may take effect. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.actor import SYSTEM
from chalkline.protect.patterns import REPLACEABLE
from chalkline.publish.bundle.words import GOOD_FOR, WAITS_AT_MOST, Records
from chalkline.rulebook.invariants import Checked
from chalkline.rulebook.policy import Policy, SchoolName
from chalkline.rulebook.spelling import arranged
from chalkline.rulebook.vocabulary import vocabulary


def compile_policy(
    records: Records, schools: tuple[SchoolName, ...], *, district: str, revision: int, compiled_on: date
) -> Policy:
    """The policy that these records make on a day: the same records give the same policy."""
    words = vocabulary()
    return arranged(
        Policy(
            district=district,
            revision=revision,
            compiled_on=compiled_on,
            terms=records.terms,
            ended=records.ended,
            declined=records.declined,
            never=words.never(),
            decided_by_people=words.decided_by_people(),
            elements=words.element_rules(),
            tools=records.tools,
            purposes=words.purpose_names(),
            schools=schools,
            replaceable=REPLACEABLE,
            district_rules=records.rules,
            promises=records.promises,
        )
    )


def good_until(compiled_on: date) -> datetime:
    """The end of a bundle's life, counted from the day of compiling alone so that bytes can be made again."""
    return datetime.combine(compiled_on + GOOD_FOR, time(), tzinfo=UTC)


def refuse_broken(checked: tuple[Checked, ...]) -> None:
    """Raise Problem("bundles.invariant_broken") with the first counterexample in words."""
    broken = [each for each in checked if not each.holds]
    if not broken:
        return
    more = sum(len(each.counterexamples) for each in broken) - 1
    example = broken[0].counterexamples[0]
    raise Problem(
        "bundles.invariant_broken",
        what=Sentence("This policy cannot be published. {rule} {example}", rule=broken[0].says, example=example),
        why=Sentence(
            "A policy must keep every rule for every role, grade, purpose and kind of data ({n} more).", n=more
        ),
        next_step=Sentence("Correct the approved use or record what is missing, then prepare the policy again."),
        kind=Kind.CONFLICT,
    )


def refuse_same_person(prepared_by: str, actor_id: str) -> None:
    """Raise Problem("bundles.same_person") unless two different people publish. A job is not a person."""
    if prepared_by != actor_id and not actor_id.startswith(SYSTEM) and not prepared_by.startswith(SYSTEM):
        return
    raise Problem(
        "bundles.same_person",
        what=Sentence("You prepared this policy, so somebody else has to activate it."),
        why=Sentence("Publishing takes two people: one prepares, the other looks at it with fresh eyes."),
        next_step=Sentence("Ask another person who may activate policies."),
        kind=Kind.NOT_ALLOWED,
    )


def refuse_overtaken(revision: int, previous: str, in_force_revision: int, in_force_digest: str) -> None:
    """Raise Problem("bundles.overtaken") unless the candidate follows the bundle in force."""
    if revision == in_force_revision + 1 and previous == in_force_digest:
        return
    raise Problem(
        "bundles.overtaken",
        what=Sentence("Policy {revision} was activated in the meantime.", revision=in_force_revision),
        why=Sentence("This one was compared with an older policy, so what it changes is no longer what it says."),
        next_step=Sentence("Prepare the policy again and look at the difference anew."),
        kind=Kind.CONFLICT,
    )


def refuse_old(prepared_at: datetime, now: datetime) -> None:
    """Raise Problem("bundles.waited_too_long") for a candidate of another week."""
    if now - prepared_at <= WAITS_AT_MOST:
        return
    raise Problem(
        "bundles.waited_too_long",
        what=Sentence("This policy was prepared on {day} and has waited too long.", day=prepared_at.date()),
        why=Sentence("Agreements and uses may have begun or ended since."),
        next_step=Sentence("Prepare the policy again."),
        kind=Kind.CONFLICT,
    )


def records_changed() -> Problem:
    """What activation says when compiling again gives other bytes."""
    return Problem(
        "bundles.records_changed",
        what=Sentence("The records changed after this policy was prepared."),
        why=Sentence("What would take effect is not what the records say now."),
        next_step=Sentence("Prepare the policy again and look at the difference."),
        kind=Kind.CONFLICT,
    )
