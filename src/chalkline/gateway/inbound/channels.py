"""The channels of an answer, and the filters each passes on its way out. Pure.

A channel is one run of text in an answer: what a choice says, its reasoning, a refusal, the arguments of one tool
call. Channels are interleaved in a stream, and a filter may have to wait for more, so every channel has filters of
its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from chalkline.protect.redacting import MayGo, StandIns, StreamRestorer


class Kind(StrEnum):
    """What a channel carries."""

    TEXT = "text"
    REASONING = "reasoning"
    REFUSAL = "refusal"
    ARGUMENTS = "arguments"  # of a tool call: its text is JSON, or a piece of it


@dataclass(frozen=True)
class AnswerChannel:
    """One channel: of which choice (or output), what, and the how-manieth of its kind there."""

    kind: Kind
    choice: int = 0
    place: str = ""


class TextFilter(Protocol):
    """Text in, text out: ``feed`` gives what may go out by now, ``finish`` what was held back. May raise Refused."""

    def feed(self, text: str) -> str:
        """The next piece in; what may go out now, out."""

    def finish(self) -> str:
        """What is left when the channel ends."""

    def whole(self, text: str) -> str:
        """All of a channel at once."""
        return self.feed(text) + self.finish()


OF_LINKS = ("//", "www.", "](", "<", "\\", "&")  # one of these is in every text that could hold a link
FilterMaker = Callable[[AnswerChannel], TextFilter | None]


class Chain:
    """The filters of one channel, one behind the other. ``told`` is everything that came out, where that is kept."""

    __slots__ = ("ended", "fed", "filters", "keeps", "pieces")

    def __init__(self, filters: tuple[TextFilter, ...], *, keeps: bool = False) -> None:
        self.filters = filters
        self.keeps = keeps
        self.pieces: list[str] = []
        self.fed = False
        self.ended = False

    def feed(self, text: str) -> str:
        """The next piece in; what may go out now, out."""
        self.fed = True
        for each in self.filters:
            text = each.feed(text)
            if not text:
                return text
        if self.keeps:
            self.pieces.append(text)
        return text

    def finish(self) -> str:
        """What is left when the channel ends. A second time: nothing."""
        if self.ended:
            return ""
        self.ended = True
        rest = ""
        for each in self.filters:
            rest = (each.feed(rest) if rest else "") + each.finish()
        if self.keeps:
            self.pieces.append(rest)
        return rest

    def whole(self, text: str) -> str:
        """All of the channel at once."""
        self.fed = self.ended = True
        for each in self.filters:
            text = each.whole(text)
        if self.keeps:
            self.pieces.append(text)
        return text

    @property
    def told(self) -> str:
        """Everything that came out, of a chain that keeps it."""
        return "".join(self.pieces)


class Channels:
    """The chains of one answer: filters of the stages first, then stand-ins put back, then what only listens.

    ``idle``: no filter is at work at all, so that bytes may pass as they came.
    """

    def __init__(
        self,
        stand_ins: StandIns,
        makers: tuple[FilterMaker, ...] = (),
        taps: tuple[FilterMaker, ...] = (),
        *,
        keeps: bool = False,
    ) -> None:
        self.stand_ins = stand_ins
        self.makers = makers
        self.taps = taps
        self.keeps = keeps
        self.restores = bool(stand_ins.by_name)
        self.idle = not (self.restores or makers or taps)
        self.tools: frozenset[str] | None = None  # names of the tools that the caller offered; None: not known
        self.may_go: MayGo | None = None  # into the arguments of a tool; None: anywhere
        self._elsewhere = 0
        self._chains: dict[tuple[int, str, str], Chain] = {}

    def of(self, choice: int, kind: Kind, place: str = "") -> Chain:
        """The chain of one channel, made when it is first asked for."""
        found = self._chains.get((choice, kind, place))
        if found is None:
            found = self._chains[choice, kind, place] = self._made(AnswerChannel(kind, choice, place))
        return found

    def offers(self, tool: object) -> bool:
        """Whether a tool that the model calls is one that the caller offered."""
        return self.tools is None or tool in self.tools

    def begun(self) -> list[tuple[int, str, str]]:
        """Every channel so far, as (choice, kind, place), in the order in which they began."""
        return list(self._chains)

    def through(self, text: str, choice: int, kind: Kind, place: str = "") -> str:
        """A whole text through the chain of its channel."""
        return self.of(choice, kind, place).whole(text)

    def restored(self, text: str) -> str:
        """A text that belongs to no channel, with stand-ins put back. One with a link in it passes the filters too."""
        if self.makers and any(each in text for each in OF_LINKS):
            self._elsewhere += 1
            return self.through(text, 0, Kind.TEXT, f"elsewhere {self._elsewhere}")
        return self.stand_ins.restore(text) if self.restores else text

    def _made(self, channel: AnswerChannel) -> Chain:
        filters = [made for make in self.makers if (made := make(channel))]
        if self.restores:
            is_called = channel.kind is Kind.ARGUMENTS
            filters.append(StreamRestorer(self.stand_ins, is_called, self.may_go if is_called else None))
        filters += [made for make in self.taps if (made := make(channel))]
        return Chain(tuple(filters), keeps=self.keeps)
