"""How responsibilities are told: whose name is on a decision, and who has which part, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalkline.govern.responsibilities.api import (
    PART_NAMES,
    Answer,
    DecisionKind,
    Gap,
    Held,
    Part,
    Post,
    Responsibilities,
)
from chalkline.kernel.sentences import Sentence
from chalkline.web.routes import address_of
from chalkline.web.today import said_small


@dataclass(frozen=True)
class Cell:
    """One square of the matrix: the letters, and what they mean, read out."""

    letters: str
    means: Sentence | None
    tone: str


@dataclass(frozen=True)
class KindShown:
    """One kind of decision on the page: whose name is on it, who else has a part, its row of the matrix."""

    kind: DecisionKind
    url: str
    who: Sentence
    tone: str
    does: tuple[Sentence | str, ...]
    is_changed: bool
    cells: list[Cell]


def kinds_shown(whole: Responsibilities) -> list[KindShown]:
    """Every kind of decision, in the order of the work."""
    posts = {post.id: post for post in whole.posts}
    return [
        KindShown(
            kind=kind,
            url=address_of("responsibilities.kind", kind.id),
            who=who_answers_said(whole.answers[kind.id], posts),
            tone=_tone(whole.answers[kind.id], posts),
            does=with_names(whole.shares[kind.id].does, posts, whole.holders),
            is_changed=kind.id in whole.changed,
            cells=[_cell(whole.shares[kind.id].parts_of(post.id)) for post in whole.posts],
        )
        for kind in whole.kinds
    ]


def who_answers_said(answer: Answer, posts: dict[str, Post]) -> Sentence:
    """ "Priya Raman, data privacy officer"; "Nobody yet (data privacy officer)"."""
    post = posts[answer.post].name
    if answer.held is None:
        return Sentence("Nobody yet ({post})", post=post)
    if not answer.held.name or answer.held.name == str(post):
        return Sentence("{post}", post=post)
    if answer.held.committee_id:
        return Sentence("{name}", name=answer.held.name)
    return Sentence("{name} ({post})", name=answer.held.name, post=post)


def with_names(
    ids: Iterable[str], posts: dict[str, Post], holders: dict[str, tuple[Held, ...]]
) -> tuple[Sentence | str, ...]:
    """Posts with who holds them: "Data privacy officer (Priya Raman)"."""
    return tuple(_with_names(posts[each], holders.get(each, ())) for each in ids)


def _with_names(post: Post, holders: tuple[Held, ...]) -> Sentence:
    names = tuple(each.name for each in holders if not each.has_left and each.name != str(post.name))
    if not names:
        return Sentence("{post}", post=post.name)
    if len(names) > 2:
        return Sentence("{post} ({n} people)", post=post.name, n=len(names))
    return Sentence("{post} ({names})", post=post.name, names=names)


def _tone(answer: Answer, posts: dict[str, Post]) -> str:
    return "ok" if answer.held is not None or posts[answer.post].is_by_case else "stop"


def _cell(parts: tuple[Part, ...]) -> Cell:
    if not parts:
        return Cell("", None, "")
    tones = {Part.ANSWERS: "answers", Part.DOES: "does", Part.ASKED: "before", Part.TOLD: "told"}
    means = tuple(PART_NAMES[part] for part in parts)
    return Cell("".join(part.value for part in parts), Sentence("{parts}", parts=means), tones[parts[0]])


@dataclass(frozen=True)
class GapShown:
    """A gap with the way to mend it."""

    said: Sentence
    is_serious: bool
    url: str
    action: Sentence


def gaps_shown(gaps: Iterable[Gap]) -> list[GapShown]:
    """Each gap in words, and where it is mended."""
    return [_gap(each) for each in gaps]


def _gap(gap: Gap) -> GapShown:
    if gap.post:
        url, action = address_of("responsibilities.post", gap.post), Sentence("See the post")
    else:
        url, action = address_of("responsibilities.kind", gap.kinds[0]), Sentence("See the decision")
    return GapShown(gap.said, gap.is_serious, url, action)


def stands(whole: Responsibilities) -> Sentence:
    """What is so, in one sentence."""
    open_ones = {kind for gap in whole.gaps if gap.is_serious for kind in gap.kinds}
    n, of = len(open_ones), len(whole.kinds)
    if not n:
        return Sentence("Every one of {of} kinds of decision has one name on it.", of=of)
    if n == 1:
        return Sentence("One of {of} kinds of decision needs a name, or a second look.", of=of)
    return Sentence("{n} of {of} kinds of decision need a name, or a second look.", n=said_small(n), of=of)
