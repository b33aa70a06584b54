"""Reads of repeals, and of who answers for a policy."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.govern.committees.api import Committee
from chalkline.govern.policies.models import Policy, PolicyVersion, Repeal
from chalkline.govern.policies.queries import policies, policy_by_id
from chalkline.govern.policies.rules import digest_of_repeal
from chalkline.govern.policies.words import OPEN_REPEALS, Repealing, RepealState
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor, Person, actor_of_person, open_grants


def repeal_decided(policy: Policy) -> Repeal | None:
    """The repeal that a body decided on, also before its day. Takes no actor: what was adopted is public."""
    return _repeals().filter(policy=policy, state=RepealState.REPEALED.value).first()


def repeal_open(policy: Policy) -> Repeal | None:
    """The repeal that is proposed or before a body. Takes no actor: everybody who signs in reads it."""
    return _repeals().filter(policy=policy, state__in=[each.value for each in OPEN_REPEALS]).first()


def repeal_by_id(actor: Actor, repeal_id: str) -> Repeal:
    """One repeal. Raises Problem("not_found")."""
    actor.must("policies.see")
    found = _repeals().filter(pk=id_from(repeal_id)).first()
    if found is None:
        raise not_found(Sentence("proposal"))
    policy_by_id(actor, str(found.policy_id))
    return found


def repealed_since(on: date) -> list[Repeal]:
    """Policies that do not hold any more on a day, the latest first. Takes no actor, as above."""
    held = _repeals().filter(state=RepealState.REPEALED.value, effective_on__lte=on)
    return list(held.order_by("-effective_on", "policy__code"))


def repeals_for(committee: Committee) -> list[Repeal]:
    """Proposals to end a text that this committee adopted, on no agenda yet. Takes no actor: members read them."""
    return list(_repeals().filter(state=RepealState.PROPOSED.value, version__decision__committee=committee))


def repeals_for_a_board(actor: Actor) -> list[Repeal]:
    """Proposals that a school board decides on, and that this person may record: never their own."""
    actor.must("policies.record_adoption")
    held = _repeals().filter(state=RepealState.PROPOSED.value, version__decision=None)
    return list(held.exclude(proposed_by_id=id_from(actor.id)))


def repeal_ref(repeal: Repeal) -> SubjectRef:
    """How facts and decisions name exactly this proposal."""
    return SubjectRef("policy_repeal", str(repeal.pk), repeal.digest)


def digest_of_proposal(repeal: Repeal) -> str:
    """The digest of what stands in it now; it has a day by then."""
    assert repeal.planned_effective_on
    said = Repealing(repeal.why, repeal.instead)
    return digest_of_repeal(repeal.version.digest, said, repeal.planned_effective_on)


def body_of(version: PolicyVersion) -> str:
    """Who adopted a version: a school board by its name, or a committee of ours."""
    return version.body or (version.decision.committee.name if version.decision else "")


def can_own(person: Person) -> bool:
    """Whether somebody can answer for a policy: they work here and may write policies."""
    return person.is_active and actor_of_person(person).may("policies.write")


def able_to_own() -> list[Person]:
    """Everybody who could answer for a policy, by name. Takes no actor: roles are public here."""
    found = {grant.person_id: grant.person for grant in open_grants().select_related("person")}
    return sorted((each for each in found.values() if can_own(each)), key=str)


def without_owner(actor: Actor) -> list[Policy]:
    """Policies whose owner has left or may not write policies any more; those that ended need nobody."""
    actor.must("policies.write")
    found: QuerySet[Policy] = policies(actor).exclude(repeals__state=RepealState.REPEALED.value)
    return [each for each in found if not can_own(each.owner)]


def _repeals() -> QuerySet[Repeal]:
    return Repeal.objects.select_related("policy", "version__decision__committee", "decision__committee", "proposed_by")
