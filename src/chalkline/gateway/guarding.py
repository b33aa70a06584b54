"""One channel of an answer on its way out: safety first, then links."""

from __future__ import annotations

from chalkline.protect.links import LinkFilter
from chalkline.protect.safety.answers import AnswerSafety


class Guarded:
    """One channel of an answer: safety, then links. A whole answer that was stopped shows nothing of the model."""

    def __init__(self, safety: AnswerSafety, links: LinkFilter) -> None:
        self.safety = safety
        self.links = links

    def feed(self, text: str) -> str:
        """The next piece in; what may go out now, out."""
        shown = self.safety.feed(text)
        return self.links.feed(shown) if shown else shown

    def finish(self) -> str:
        """What is left when the channel ends."""
        return self.links.feed(self.safety.finish()) + self.links.finish()

    def whole(self, text: str) -> str:
        """All of a channel at once."""
        shown = self.safety.feed(text) + self.safety.finish()
        return self.links.whole(self.safety.instead if self.safety.stopped and self.safety.whole else shown)
