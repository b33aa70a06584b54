"""A grounded answer on its way out: each sentence against the approved passages, whole answers and streams alike.

Only what can be checked goes out: the text that is meant for the reader. Reasoning, calls of tools, probabilities of
words and whatever else a model service adds could say what the sentences may not. Sentences are judged by
``protect.borne_out``, before stand-ins are put back. What differs between the routes is a ``Grounding``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from chalkline.gateway.inbound.channels import Chain
from chalkline.protect.borne_out.answers import AnswerCheck


@dataclass
class Bearing:
    """How the sentences of one call are judged, and how many held. ``checks`` by choice."""

    new_check: Callable[[], AnswerCheck]
    checks: dict[int, AnswerCheck] = field(default_factory=dict)

    def of(self, choice: int) -> AnswerCheck:
        """The check of one choice."""
        if choice not in self.checks:
            self.checks[choice] = self.new_check()
        return self.checks[choice]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Sentences that held, that went out with a mark, that were left out."""
        found = list(self.checks.values())
        return (
            sum(each.held for each in found),
            sum(each.doubted for each in found),
            sum(each.left_out for each in found),
        )

    @property
    def nothing_held(self) -> bool:
        """Whether nothing of what any choice stated may go out."""
        return bool(self.checks) and all(each.nothing_held for each in self.checks.values())


@dataclass
class Gate:
    """The text of one choice of a stream: one sentence is held back until it was judged.

    It begins with its first sentence that may go out: until then its greeting waits, and so do its notes, because an
    answer of which nothing holds is refused instead.
    """

    check: AnswerCheck
    chain: Chain
    waiting: str = ""

    def feed(self, said: str, *, ends: bool = False) -> str:
        """The next piece in; what may go out now, out. ``ends``: there is no more of it."""
        text = self.waiting + self.chain.feed(self.check.feed(said)) + (self._rest() if ends else "")
        may_begin = ends or self.check.held or self.check.doubted
        self.waiting = text if self.check.nothing_held or not may_begin else ""
        return "" if self.waiting else text

    def finish(self) -> str:
        """Whatever is still held back."""
        text, self.waiting = self.waiting + self._rest(), ""
        return text

    def _rest(self) -> str:
        return self.chain.feed(self.check.finish()) + self.chain.finish()
