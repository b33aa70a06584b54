"""Where nobody's name stands: shares and holders in, gaps in words out. Pure.

Sources: law/vocabulary/roles.yaml, decision_types (exactly one A), may_hold and separation_of_duties; and its
authority_note: where the committee is advisory, what it would answer for moves to the superintendent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from chalkline.govern.responsibilities.words import (
    BY_CASE,
    COMMITTEE,
    MANY_HOLD,
    SUPERINTENDENT,
    Answer,
    DecisionKind,
    Gap,
    GapKind,
    Held,
    Part,
    Post,
    Shares,
)
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence

Holders = Mapping[str, tuple[Held, ...]]
MOST_IN_A_PART = 15


def who_answers(kind: DecisionKind, shares: Shares, holders: Holders) -> Answer:
    """Whose name is on a kind of decision, and who has which other part in it."""
    post, moved_from = shares.answers, ""
    here = _here(holders, post)
    if post == COMMITTEE and here and all(each.is_advisory for each in here):
        post, moved_from = SUPERINTENDENT, COMMITTEE
        here = _here(holders, post)
    alone = here[0] if len(here) == 1 else None
    if alone is None and here and post in MANY_HOLD and post != COMMITTEE:
        alone = Held(name="", is_named=all(each.is_named for each in here))  # a body: it answers as one
    others = {part: _of(holders, shares.of(part)) for part in (Part.DOES, Part.ASKED, Part.TOLD)}
    return Answer(kind.id, post, alone, others[Part.DOES], others[Part.ASKED], others[Part.TOLD], kind.days, moved_from)


def gaps(
    kinds: Iterable[DecisionKind], shares: Mapping[str, Shares], posts: Mapping[str, Post], holders: Holders
) -> list[Gap]:
    """Every gap, the worst first; within a kind of gap in the order of the decisions."""
    known = list(kinds)
    found = [
        *_about_answering(known, shares, posts, holders),
        *_held_together(shares, posts, holders),
        *_about_doing(known, shares, holders),
        *_not_asked(known, shares, posts, holders),
    ]
    order = {kind: at for at, kind in enumerate(GapKind)}
    return sorted(found, key=lambda gap: order[gap.kind])


def _about_answering(
    kinds: list[DecisionKind], shares: Mapping[str, Shares], posts: Mapping[str, Post], holders: Holders
) -> Iterator[Gap]:
    for kind in kinds:
        answer = who_answers(kind, shares[kind.id], holders)
        post, here = posts[answer.post], _here(holders, answer.post)
        left = [each for each in holders.get(answer.post, ()) if each.has_left]
        if left and not here:
            said = Sentence("{name}, who answers for “{decision}”, has left.", name=left[0].name, decision=kind.name)
            yield Gap(GapKind.HAS_LEFT, said, (kind.id,), answer.post)
        elif not here and not post.is_by_case:
            said = Sentence(
                "Nobody answers for “{decision}”: no one is named as “{post}”.", decision=kind.name, post=post.name
            )
            yield Gap(GapKind.NOBODY_ANSWERS, said, (kind.id,), answer.post)
        elif answer.held is None and not post.is_by_case:
            names = tuple(each.name for each in here)
            said = Sentence("{names} all answer for “{decision}”: one person must.", names=names, decision=kind.name)
            yield Gap(GapKind.SEVERAL_ANSWER, said, (kind.id,), answer.post)
        elif answer.held is not None and answer.held.person_id and _asks_oneself(answer):
            said = Sentence(
                "{name} answers for “{decision}” and is the only one asked before it.",
                name=answer.held.name,
                decision=kind.name,
            )
            yield Gap(GapKind.ASKS_ONESELF, said, (kind.id,), answer.post, (answer.held.person_id,))


def _asks_oneself(answer: Answer) -> bool:
    asked = {each.person_id or each.committee_id for each in answer.asked}
    return asked == {answer.held.person_id} if answer.held else False


def _held_together(shares: Mapping[str, Shares], posts: Mapping[str, Post], holders: Holders) -> Iterator[Gap]:
    """Somebody who answers for something holds another post that may not be held together with that one."""
    answering = {each.answers for each in shares.values()}
    held_by: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for post in posts:
        for each in _here(holders, post):
            if each.person_id:
                held_by[each.person_id].append(post)
                names[each.person_id] = each.name
    for person, held in held_by.items():
        for at, one in enumerate(held):
            for other in held[at + 1 :]:
                if {one, other} & answering and not may_be_held_together(posts[one], posts[other]):
                    said = Sentence(
                        "{name} is “{one}” and “{other}”, which one person may not be.",
                        name=names[person],
                        one=posts[one].name,
                        other=posts[other].name,
                    )
                    touched = tuple(kind for kind, each in shares.items() if each.answers in {one, other})
                    yield Gap(GapKind.NOT_TOGETHER, said, touched, one, (person,))


def may_be_held_together(one: Post, other: Post) -> bool:
    """Whether one person may hold both, by roles.yaml. Chance posts of a single case go with any."""
    if one.id in BY_CASE or other.id in BY_CASE:
        return True
    return other.id in one.may_hold or one.id in other.may_hold


def _about_doing(kinds: list[DecisionKind], shares: Mapping[str, Shares], holders: Holders) -> Iterator[Gap]:
    for kind in kinds:
        does = shares[kind.id].does
        if not _filled(holders, does):
            said = Sentence("Nobody does the work of “{decision}”.", decision=kind.name)
            yield Gap(GapKind.NOBODY_DOES, said, (kind.id,), does[0] if len(does) == 1 else "")


def _not_asked(
    kinds: list[DecisionKind], shares: Mapping[str, Shares], posts: Mapping[str, Post], holders: Holders
) -> Iterator[Gap]:
    """One gap for each empty post, with how many decisions miss its voice."""
    for post in posts.values():
        missed = tuple(kind.id for kind in kinds if post.id in shares[kind.id].asked)
        if not missed or _filled(holders, (post.id,)):
            continue
        said = (
            Sentence("No one is named as “{post}”, who is asked before one kind of decision.", post=post.name)
            if len(missed) == 1
            else Sentence(
                "No one is named as “{post}”, who is asked before {n} kinds of decision.", post=post.name, n=len(missed)
            )
        )
        yield Gap(GapKind.NOBODY_ASKED, said, missed, post.id)


def _here(holders: Holders, post: str) -> tuple[Held, ...]:
    return tuple(each for each in holders.get(post, ()) if not each.has_left)


def _of(holders: Holders, posts: Iterable[str]) -> tuple[Held, ...]:
    return tuple(dict.fromkeys(each for post in posts for each in _here(holders, post)))


def _filled(holders: Holders, posts: Iterable[str]) -> bool:
    return any(post in BY_CASE or _here(holders, post) for post in posts)


def wrong_with(shares: Shares, posts: Mapping[str, Post]) -> dict[str, Words]:
    """What is wrong with shares before they are kept; empty when nothing is."""
    wrong: dict[str, Words] = {}
    if shares.answers not in posts or shares.answers in BY_CASE:
        wrong["answers"] = Sentence("Choose the one who answers for it.")
    if not shares.does:
        wrong["does"] = Sentence("Choose at least one who does the work.")
    for name in ("does", "asked", "told"):
        chosen = getattr(shares, name)
        if any(each not in posts for each in chosen) or len(set(chosen)) != len(chosen):
            wrong[name] = Sentence("Choose from the list, each once.")
        elif len(chosen) > MOST_IN_A_PART:
            wrong[name] = Sentence("Keep to {n}.", n=MOST_IN_A_PART)
    return wrong


def incomplete(fields: dict[str, Words]) -> Problem:
    return Problem(
        "responsibilities.incomplete",
        what=Sentence("This cannot be shared out like that."),
        why=Sentence("Exactly one answers for each kind of decision, and somebody does its work."),
        next_step=Sentence("Look at the marked parts."),
        fields=fields,
    )


def reason_needed() -> Problem:
    return Problem(
        "responsibilities.reason_needed",
        what=Sentence("Please say why this changes."),
        why=Sentence("The board and those concerned read it beside what was before."),
        next_step=Sentence("Add one sentence and send it again."),
        fields={"reason": Sentence("Write one sentence, at most 2,000 characters.")},
    )


def cannot_hold(why: Words) -> Problem:
    return Problem(
        "responsibilities.cannot_hold",
        what=Sentence("This post cannot be given like that."),
        why=why,
        next_step=Sentence("Choose somebody else, or another post."),
        fields={"person": why},
    )


def held_already(name: str) -> Problem:
    return Problem(
        "responsibilities.held_already",
        what=Sentence("{name} is named to this post already.", name=name),
        why=Sentence("Nobody is named to the same post twice."),
        next_step=Sentence("Nothing is left to do."),
        kind=Kind.CONFLICT,
    )
