"""Reads of responsibilities: the shares in force, who holds each post, and whose name is on what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from chalkline.govern.committees.api import Authority, Committee
from chalkline.govern.responsibilities import rules
from chalkline.govern.responsibilities.models import PostHeld, SharedOut
from chalkline.govern.responsibilities.words import COMMITTEE, Answer, DecisionKind, Gap, Held, Post, Shares, vocabulary
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import SIGNED_IN, Actor, Role, actor_of_person, open_grants

GRANTED = frozenset(role.value for role in Role)  # posts that somebody holds by the role they have in Chalkline


@dataclass(frozen=True)
class Responsibilities:
    """Everything on one page: the shares by kind of decision, the holders by post, and the gaps."""

    kinds: tuple[DecisionKind, ...]
    posts: tuple[Post, ...]
    shares: dict[str, Shares]
    changed: frozenset[str]
    holders: dict[str, tuple[Held, ...]]
    answers: dict[str, Answer]
    gaps: tuple[Gap, ...]


def responsibilities(actor: Actor) -> Responsibilities:
    """The whole of it, as it stands now."""
    actor.must("responsibilities.see")
    words, holders, shares = vocabulary(), _holders(), _shares()
    return Responsibilities(
        kinds=tuple(words.kinds.values()),
        posts=tuple(words.posts.values()),
        shares=shares,
        changed=frozenset(kind for kind, each in shares.items() if each != words.kinds[kind].proposed),
        holders=holders,
        answers={kind.id: rules.who_answers(kind, shares[kind.id], holders) for kind in words.kinds.values()},
        gaps=tuple(rules.gaps(words.kinds.values(), shares, words.posts, holders)),
    )


def answers_for(kind: str) -> Answer | None:
    """Whose name is on a kind of decision of roles.yaml (``d_kill``); None where no such kind is known.

    ``Answer.held`` is None where nobody (or more than one) holds the post that answers.
    """
    known = vocabulary().kinds.get(kind)
    return rules.who_answers(known, _shares()[kind], _holders()) if known else None


def kind_by_id(actor: Actor, kind_id: str) -> DecisionKind:
    """One kind of decision. Raises Problem("not_found")."""
    actor.must("responsibilities.see")
    found = vocabulary().kinds.get(kind_id)
    if found is None:
        raise not_found(Sentence("kind of decision"))
    return found


def post_by_id(actor: Actor, post_id: str) -> Post:
    """One post. Raises Problem("not_found")."""
    actor.must("responsibilities.see")
    found = vocabulary().posts.get(post_id)
    if found is None:
        raise not_found(Sentence("post"))
    return found


def post_held_by_id(actor: Actor, held_id: str) -> PostHeld:
    """One naming to a post. Raises Problem("not_found")."""
    actor.must("responsibilities.see")
    found = PostHeld.objects.select_related("person", "committee").filter(pk=id_from(held_id)).first()
    if found is None:
        raise not_found(Sentence("post"))
    return found


def last_change(actor: Actor, kind: DecisionKind) -> SharedOut | None:
    """When and why the district last shared it out otherwise; None where it stands as proposed."""
    actor.must("responsibilities.see")
    return SharedOut.objects.select_related("changed_by").filter(pk=kind.id).first()


def shares_of(kind: DecisionKind) -> Shares:
    """As they are in force."""
    found = SharedOut.objects.filter(pk=kind.id).first()
    return Shares.read(found.shares) if found else kind.proposed


def _shares() -> dict[str, Shares]:
    kept = {each.kind: Shares.read(each.shares) for each in SharedOut.objects.all()}
    return {kind.id: kept.get(kind.id, kind.proposed) for kind in vocabulary().kinds.values()}


def _holders() -> dict[str, tuple[Held, ...]]:
    """Who holds each post: whoever is named to it, else whoever has the role of that name in Chalkline."""
    named: dict[str, list[Held]] = defaultdict(list)
    rows = PostHeld.objects.filter(ended_at=None).select_related("person", "committee")
    for each in rows:
        named[each.post].append(_held(each))
    granted: dict[str, list[Held]] = defaultdict(list)
    for grant in open_grants().filter(person__is_active=True).order_by("granted_at"):
        one = Held(str(grant.person), person_id=str(grant.person_id))
        if grant.role in GRANTED and one not in granted[grant.role]:
            granted[grant.role].append(one)
    holders = {post: tuple(named[post] or granted[post]) for post in vocabulary().posts}
    if not holders[COMMITTEE]:
        found = Committee.objects.order_by("chartered_at").first()
        holders[COMMITTEE] = (_committee(found),) if found else ()
    return holders


def _held(row: PostHeld) -> Held:
    if row.committee is not None:
        one = _committee(row.committee)
        return Held(one.name, "", one.committee_id, True, one.has_left, one.is_advisory, str(row.pk))
    person = row.person
    if person is None:
        raise ValueError("a post is held by a person or by a committee")
    here = person.is_active and bool(actor_of_person(person).roles & SIGNED_IN)
    return Held(str(person), str(person.pk), is_named=True, has_left=not here, id=str(row.pk))


def _committee(committee: Committee) -> Held:
    return Held(
        committee.name,
        committee_id=str(committee.pk),
        has_left=committee.lapsed_on is not None,
        is_advisory=committee.authority == Authority.ADVISORY,
    )
