"""Where other parts of the gateway take part in every call.

A stage is asked before the model is, may filter every channel of the answer, and is told when the call is written
down. Stages stand in a fixed order: limits, safety, release by a person, keeping. What a stage does not override
costs nothing.
"""

from __future__ import annotations

from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.channels import FilterMaker
from chalkline.rulebook.trying import SafetySeen
from chalkline.rulebook.wire import Outcome


class Instead(Exception):
    """Raised in ``before``: the caller gets this text as an answer (status 200), and no model is asked.

    ``code`` stands in the record.
    """

    def __init__(self, text: str, code: str) -> None:
        super().__init__(code)
        self.text = text
        self.code = code


class Stage:
    """Takes part in every call. ``call.noted`` are fields of the record, ``call.more_headers`` of the answer."""

    async def open(self) -> None:
        """The gateway starts."""

    async def close(self) -> None:
        """The gateway ends."""

    async def first(self, call: Call) -> None:
        """What is asked is known and decided, and nothing was refused yet: go on, or raise Refused or Instead."""

    async def preview(self, call: Call, *, asks: bool) -> SafetySeen | None:
        """A person tries a text out: say what would follow, and do nothing of it. ``asks``: models may be asked."""
        return None

    def forget(self, call: Call) -> None:
        """What was tried out is over, and leaves no record."""

    async def before(self, call: Call) -> None:
        """The call is decided and not yet redacted: go on, or raise Refused or Instead.

        ``call.answer.verdict`` may be HOLD; a stage that saw a person release the call sets ``call.released``.
        """

    def filters(self, call: Call) -> FilterMaker | None:
        """What makes a filter for each channel of the answer; stand-ins are still in its text. None: no filter."""
        return None

    def taps(self, call: Call) -> FilterMaker | None:
        """The same behind everything else: what the caller will read. A tap must give out what comes in."""
        return None

    async def after(self, call: Call, outcome: Outcome) -> None:
        """The call is about to be written down, before its last byte. May set ``call.noted``; may raise Refused."""


class Stages:
    """The stages of a gateway, asked in their order."""

    def __init__(self, *stages: Stage) -> None:
        self.all = stages
        self._first = _overriding(stages, "first")
        self._before = _overriding(stages, "before")
        self._filters = _overriding(stages, "filters")
        self._taps = _overriding(stages, "taps")
        self._after = _overriding(stages, "after")

    async def first(self, call: Call) -> None:
        """Ask each, before the policy's own no."""
        for each in self._first:
            await each.first(call)

    async def preview(self, call: Call, *, asks: bool) -> SafetySeen | None:
        """What would follow for the safety of whoever tries a text out."""
        told = [await each.preview(call, asks=asks) for each in self.all]
        return next((each for each in told if each is not None), None)

    def forget(self, call: Call) -> None:
        """Tell each."""
        for each in self.all:
            each.forget(call)

    async def before(self, call: Call) -> None:
        """Ask each."""
        for each in self._before:
            await each.before(call)

    def filters(self, call: Call) -> tuple[FilterMaker, ...]:
        """What makes filters for this call."""
        return tuple(made for each in self._filters if (made := each.filters(call)))

    def taps(self, call: Call) -> tuple[FilterMaker, ...]:
        """What listens to this call."""
        return tuple(made for each in self._taps if (made := each.taps(call)))

    async def after(self, call: Call, outcome: Outcome) -> None:
        """Tell each."""
        for each in self._after:
            await each.after(call, outcome)


def _overriding(stages: tuple[Stage, ...], name: str) -> tuple[Stage, ...]:
    return tuple(each for each in stages if getattr(type(each), name) is not getattr(Stage, name))
