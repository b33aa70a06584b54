"""Texts that the rule of a use keeps: prompt and answer, sealed into the channel before the call's last byte.

What is kept is what the model saw and said, with stand-ins in place of student data, unless the decision says that they
are put back. Nothing is kept of a call that did not go out, nor of a text tried out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import orjson

from chalkline.gateway.channel import Channel
from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.channels import AnswerChannel, FilterMaker, TextFilter
from chalkline.gateway.inbound.stages import Stage
from chalkline.rulebook.bundle import Bundle
from chalkline.rulebook.keeping import KeepRule, falls_into, rule_of
from chalkline.rulebook.wire import ChannelKind, Outcome
from chalkline.rulebook.words import Unknown

SAMPLE = "keep"
LARGEST = 512 * 1024  # characters of one answer that are kept
KEPT = frozenset({Outcome.ANSWERED, Outcome.CUT})


@dataclass
class _Kept:
    """What is kept of one call so far."""

    rule: KeepRule
    pieces: dict[str, list[str]] = field(default_factory=dict)
    size: int = 0


class _Keeps(TextFilter):
    """Passes a channel on and remembers it."""

    def __init__(self, kept: _Kept, name: str) -> None:
        self.kept = kept
        self.into = kept.pieces.setdefault(name, [])

    def feed(self, text: str) -> str:
        if self.kept.size < LARGEST:
            self.into.append(text)
            self.kept.size += len(text)
        return text

    def finish(self) -> str:
        return ""


class Keeping(Stage):
    """Keeps what a use's rule says, of the calls that fall into its share. ``secret`` draws them."""

    def __init__(self, channel: Channel, secret: bytes) -> None:
        self.channel = channel
        self._secret = secret
        self._rules: tuple[Bundle | None, dict[str, KeepRule]] = (None, {})

    def filters(self, call: Call) -> FilterMaker | None:
        """Listens where stand-ins are still in the answer."""
        rule = self._rule(call)
        return self._listener(call, rule) if rule and not rule.restored else None

    def taps(self, call: Call) -> FilterMaker | None:
        """Listens to what the caller reads, where the decision says so."""
        rule = self._rule(call)
        return self._listener(call, rule) if rule and rule.restored else None

    async def after(self, call: Call, outcome: Outcome) -> None:
        """Seal what was kept. Raises Refused where it cannot be written: then the call is not answered."""
        kept = call.kept
        if not isinstance(kept, _Kept) or outcome not in KEPT:
            return
        call.kept = None
        assert call.caller is not None
        body = call.body
        if kept.rule.restored:
            body = orjson.loads(call.stand_ins.restore(orjson.dumps(body).decode(), in_json=True))
        answer = {name: "".join(pieces) for name, pieces in kept.pieces.items()}
        key = call.caller.key
        about: dict[str, str | int] = {
            "use_id": key.use_id,
            "key_id": key.key_id,
            "role": key.role,
            "purpose": _text(call.caller.purpose),
            "school": _text(call.caller.school),
            "grade_band": _text(call.caller.grade_band),
            "model": call.model,
            "person": call.caller.recorded,
            "days": kept.rule.days,
            "tells": int(kept.rule.tells),
        }
        data = orjson.dumps({"body": body, "answer": answer})
        await self.channel.tell(ChannelKind.KEPT, call.decision_id, at=call.at, about=about, data=data)
        call.noted["kept"] = True

    def _rule(self, call: Call) -> KeepRule | None:
        assert call.held is not None
        if call.is_trial or call.caller is None:
            return None
        bundle, rules = self._rules
        if bundle is not call.held.bundle:
            found = ((terms.use_id, rule_of(terms)) for terms in call.held.policy.terms)
            rules = {use_id: rule for use_id, rule in found if rule}
            self._rules = (call.held.bundle, rules)
        rule = rules.get(call.caller.key.use_id)
        return rule if rule and falls_into(call.decision_id, rule.percent, self._secret, SAMPLE) else None

    def _listener(self, call: Call, rule: KeepRule) -> FilterMaker:
        kept = call.kept = _Kept(rule)

        def make(channel: AnswerChannel) -> TextFilter:
            return _Keeps(kept, f"{channel.kind.value}.{channel.choice}{channel.place and '.'}{channel.place}")

        return make


def _text(value: str | Unknown) -> str:
    return "" if isinstance(value, Unknown) else value
