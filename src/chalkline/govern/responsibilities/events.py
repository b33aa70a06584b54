"""The facts of responsibilities."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact(
    "govern.responsibility.shared_out/1",
    says="{actor} changed who answers for “{decision_name}”: {after_said}.",
)
@dataclass(frozen=True)
class ResponsibilitySharedOut:
    """Who answers, does, is asked and is told changed for a kind of decision. ``before`` and ``after`` by post id."""

    responsibility: SubjectRef
    decision_name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    after_said: str
    reason: str = part("words")


@fact("govern.post.named/1", says="{actor} named {holder_name} to the post “{post_name}”.")
@dataclass(frozen=True)
class PostNamed:
    """A person or a committee holds a post from now on."""

    post: SubjectRef
    holder: SubjectRef
    post_name: str
    holder_name: str = part("name")


@fact("govern.post.left/1", says="{actor} noted that {holder_name} left the post “{post_name}”.")
@dataclass(frozen=True)
class PostLeft:
    """A person or a committee holds a post no more."""

    post: SubjectRef
    holder: SubjectRef
    post_name: str
    holder_name: str = part("name")
