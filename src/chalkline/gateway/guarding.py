"""One channel of an answer on its way out: safety first, then links."""

from __future__ import annotations

from chalkline.protect.links import LinkFilter
from chalkline.protect.safety.answers import AnswerSafety


class Guarded:
    """One channel of an answer: safety, then links. A whole answer that was stopped shows nothing of the model."""

    def __init__(self, safety: AnswerSafety, links: LinkFilter, *, streams: bool) -> None:
        self.safety = safety
        self.links = links
        self.streams = streams
        self._whole = ""

    def feed(self, text: str) -> str:
        """The next piece in; what may go out now, out."""
        if not self.streams:
            self._whole += text
            return ""
        return self.links.feed(self.safety.feed(text))

    def finish(self) -> str:
        """What is left when the channel ends."""
        if self.streams:
            return self.links.feed(self.safety.finish()) + self.links.finish()
        shown = self.safety.feed(self._whole) + self.safety.finish()
        shown = self.safety.instead if self.safety.stopped else shown
        return self.links.feed(shown) + self.links.finish()
