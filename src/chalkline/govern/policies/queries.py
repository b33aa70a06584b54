"""Reads of policies: what one may see of them, what holds on a day, clauses, comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from chalkline.govern.policies.comparing import Comparison, compared
from chalkline.govern.policies.models import Comment, Policy, PolicyVersion, Repeal, Translation
from chalkline.govern.policies.rules import binds_person, counts_from, digest_of_text, holds_on
from chalkline.govern.policies.words import (
    About,
    Binds,
    Clause,
    Drafted,
    Holds,
    PolicyKind,
    RepealState,
    Section,
    VersionState,
    binds_from_json,
)
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor, person_by_id

ADOPTED = VersionState.ADOPTED.value


def may_write(actor: Actor) -> bool:
    """Whether somebody sees drafts: whoever writes them."""
    return actor.may("policies.write")


def policies(actor: Actor, *, words: str = "") -> QuerySet[Policy]:
    """Policies one may know of: those that are only drafted, by those who write."""
    actor.must("policies.see")
    found = Policy.objects.select_related("owner")
    if not may_write(actor):
        found = found.filter(versions__in=PolicyVersion.objects.exclude(state=VersionState.DRAFT.value)).distinct()
    for word in words.split()[:5]:
        found = found.filter(title__icontains=word) | found.filter(code__icontains=word)
    return found


def policy_by_id(actor: Actor, policy_id: str) -> Policy:
    """One policy. Raises Problem("not_found")."""
    found = policies(actor).filter(pk=id_from(policy_id)).first()
    if found is None:
        raise not_found(Sentence("policy"))
    return found


def versions_of(actor: Actor, policy: Policy) -> QuerySet[PolicyVersion]:
    """Its versions, newest first; drafts for those who write."""
    actor.must("policies.see")
    found = _versions().filter(policy=policy)
    return found if may_write(actor) else found.exclude(state=VersionState.DRAFT.value)


def version_by_id(actor: Actor, version_id: str) -> PolicyVersion:
    """One version. Raises Problem("not_found"), also for a draft of others' writing."""
    found = _versions().filter(pk=id_from(version_id)).first()
    if found is None or not versions_of(actor, found.policy).filter(pk=found.pk).exists():
        raise not_found(Sentence("version"))
    return found


def version_on_its_way(actor: Actor, policy: Policy) -> PolicyVersion | None:
    """The version that is not decided yet, if the actor may know of it."""
    states = [VersionState.DRAFT.value, VersionState.COMMENT.value, VersionState.BEFORE_BODY.value]
    return versions_of(actor, policy).filter(state__in=states).first()


def versions_on_their_way(actor: Actor) -> list[PolicyVersion]:
    """Drafts and texts for comment that differ from what holds: what a committee could decide on."""
    actor.must("policies.write")
    states = [VersionState.DRAFT.value, VersionState.COMMENT.value]
    found = _versions().filter(state__in=states).order_by("policy__code")
    return [each for each in found if each.file_digest or not difference(before_of(each), each).is_same]


def open_for_comment(actor: Actor, today: date) -> list[PolicyVersion]:
    """Versions that are for comment today, the soonest to close first."""
    actor.must("policies.comment")
    held = _versions().filter(state=VersionState.COMMENT.value, comment_until__gte=today)
    return list(held.order_by("comment_until", "policy__code"))


def adopted_versions(policies: Iterable[Policy] | None = None) -> list[PolicyVersion]:
    """Every adopted version, by policy and number. Takes no actor: adopted policies are public."""
    found = _versions().filter(state=ADOPTED)
    if policies is not None:
        found = found.filter(policy__in=list(policies))
    return list(found.order_by("policy__code", "number"))


def versions_in_force(on: date) -> list[PolicyVersion]:
    """The version of each policy that holds on a day, by code. Takes no actor, as above."""
    return [each for each in adopted_versions() if holds(each, on) is Holds.IN_FORCE]


def version_to_sign(policy: Policy) -> PolicyVersion | None:
    """The newest adopted version: what people sign, also before the day from which it holds."""
    return _versions().filter(policy=policy, state=ADOPTED).first()


def holds(version: PolicyVersion, on: date) -> Holds | None:
    """How a version stands on a day; None where it was not adopted."""
    if version.state != ADOPTED or version.effective_on is None:
        return None
    newer = PolicyVersion.objects.filter(policy_id=version.policy_id, state=ADOPTED, number__gt=version.number)
    first = newer.order_by("effective_on").values_list("effective_on", flat=True).first()
    ends = Repeal.objects.filter(policy_id=version.policy_id, state=RepealState.REPEALED.value).first()
    return holds_on(on, version.effective_on, first, ends.effective_on if ends else None)


def signatures_count_from(version: PolicyVersion) -> int:
    """From which version of the same policy on a signature counts for this one."""
    changes = PolicyVersion.objects.filter(policy_id=version.policy_id, state=ADOPTED).order_by()
    return counts_from(changes.values_list("number", "changes_duties"), version.number)


def sections_of(version: PolicyVersion) -> tuple[Section, ...]:
    """Its sections, in order."""
    return tuple(Section(each["heading"], each["text"], each.get("key", "")) for each in version.sections)


def binds_of(version: PolicyVersion) -> Binds:
    """Whom it binds."""
    return binds_from_json(version.binds)


def drafted(version: PolicyVersion) -> Drafted:
    """What stands in it."""
    return Drafted(sections_of(version), binds_of(version), version.why, version.changes_duties)


def about_of(policy: Policy) -> About:
    """What it is called."""
    return About(policy.code, policy.title, PolicyKind(policy.kind))


def digest_now(version: PolicyVersion) -> str:
    """The digest of what stands in it now."""
    return digest_of_text(about_of(version.policy), version.number, drafted(version), version.file_digest)


def is_intact(version: PolicyVersion) -> bool:
    """Whether a version that was decided on still has the digest that was decided on."""
    return not version.digest or version.digest == digest_now(version)


def policy_ref(policy: Policy) -> SubjectRef:
    """How facts name a policy."""
    return SubjectRef("policy", str(policy.pk))


def version_ref(version: PolicyVersion) -> SubjectRef:
    """How facts and decisions name exactly this version."""
    return SubjectRef("policy_version", str(version.pk), version.digest)


def before_of(version: PolicyVersion) -> PolicyVersion | None:
    """What a version is compared with: the adopted one before it."""
    return _versions().filter(policy_id=version.policy_id, state=ADOPTED, number__lt=version.number).first()


def difference(before: PolicyVersion | None, after: PolicyVersion) -> Comparison:
    """Section by section what the later one changes."""
    return compared(sections_of(before) if before else (), sections_of(after))


def comments_on(actor: Actor, version: PolicyVersion) -> QuerySet[Comment]:
    """What was said of a version, and the answers."""
    actor.must("policies.see")
    return Comment.objects.filter(version=version).select_related("person__school", "answered_by")


def unanswered(actor: Actor, version: PolicyVersion) -> int:
    """How many comments on a version nobody has answered."""
    return comments_on(actor, version).filter(answered_at=None).count()


def comment_by_id(actor: Actor, comment_id: str) -> Comment:
    """One comment. Raises Problem("not_found")."""
    found = Comment.objects.select_related("version__policy").filter(pk=id_from(comment_id)).first()
    if found is None:
        raise not_found(Sentence("comment"))
    version_by_id(actor, str(found.version_id))
    return found


def translation_of(version: PolicyVersion, language: str) -> Translation | None:
    """The version in another language, where there is one. Takes no actor: adopted policies are public."""
    return Translation.objects.filter(version=version, language=language).first()


def binds(version: PolicyVersion, person_id: str) -> bool:
    """Whether a version binds somebody, by their role and school on the roster."""
    person = person_by_id(person_id) if person_id else None
    if person is None or not person.is_active:
        return False
    return binds_person(binds_of(version), person.roster_role, str(person.school_id or ""))


def clause(ref: str) -> Clause | None:
    """The clause that a reference ("AI-2/3/4": policy, version, section) cites; None where there is none.

    Only of versions that were put before a body: what may still change cannot be cited. Takes no actor: rules that
    everybody may read cite it.
    """
    code, _, rest = ref.strip().partition("/")
    number, _, section = rest.partition("/")
    if not (number.isascii() and number.isdigit() and section.isascii() and section.isdigit()) or len(rest) > 12:
        return None
    states = [VersionState.BEFORE_BODY.value, ADOPTED, VersionState.NOT_ADOPTED.value]
    found = _versions().filter(policy__code=code, number=int(number), state__in=states).first()
    if found is None or not 0 < int(section) <= len(found.sections):
        return None
    return _clauses(found, localdate())[int(section) - 1]


def clauses_in_force(on: date) -> tuple[Clause, ...]:
    """Every section of every policy that holds on a day: what a rule can cite."""
    return tuple(each for version in versions_in_force(on) for each in _clauses(version, on))


def _clauses(version: PolicyVersion, on: date) -> Sequence[Clause]:
    policy, standing = version.policy, holds(version, on)
    return [
        Clause(
            ref=f"{policy.code}/{version.number}/{number}",
            policy_id=str(policy.pk),
            version_id=str(version.pk),
            code=policy.code,
            title=policy.title,
            version=version.number,
            number=number,
            heading=each.heading,
            text=each.text,
            holds=standing,
        )
        for number, each in enumerate(sections_of(version), 1)
    ]


def _versions() -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.select_related("policy__owner", "decision__committee", "drafted_by", "recorded_by")
