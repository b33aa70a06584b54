"""Calls that a person releases: held at once, let out once.

A held call is answered at once with its id; no connection waits for a person. Its text goes sealed into the channel, as
it would go out. A release comes with the standing pack: the digest of key and body, and until when. The same call,
sent again, then goes out. That it goes out once is kept by a file that only one process can make, before the model is
asked: after a crash in between, the release counts as used.
"""

from __future__ import annotations

import hmac
import os
import time
from collections import OrderedDict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from chalkline.gateway.channel import Channel
from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.scanning import refuse_unfound
from chalkline.gateway.inbound.stages import Stage
from chalkline.gateway.refusing import Refused, channel_unavailable
from chalkline.gateway.settings import GatewaySettings
from chalkline.rulebook.pack import HoldState, PackHold, StandingPack
from chalkline.rulebook.wire import ChannelKind, Outcome
from chalkline.rulebook.words import Unknown, Verdict

STATUS = "/v1/chalkline/held/"
CLAIMS = "released"  # folder of claims in the home folder, one empty file a release that went out
CLAIMS_KEPT = 30 * 24 * 3600  # seconds; a release is good for a day
FRESH_FOR = 60.0  # seconds in which a hold is remembered here, until the pack tells of it
MOST_FRESH = 2000
NOT_SENT = frozenset({Outcome.REFUSED, Outcome.FAILED})


class Releasing(Stage):
    """Holds what ``decide`` says a person must release. ``secret`` makes digests that nobody can try out."""

    def __init__(self, settings: GatewaySettings, channel: Channel, secret: bytes) -> None:
        self.settings = settings
        self.channel = channel
        self.claims = settings.home / CLAIMS
        self._secret = secret
        self._fresh: OrderedDict[str, tuple[str, str, float]] = OrderedDict()  # digest -> held id, key id, since
        self._known: tuple[StandingPack | None, dict[str, list[PackHold]]] = (None, {})

    async def open(self) -> None:
        """Forget the claims of long ago."""
        self.claims.mkdir(parents=True, exist_ok=True, mode=0o750)
        for path in self.claims.iterdir():
            if time.time() - path.stat().st_mtime > CLAIMS_KEPT:
                path.unlink(missing_ok=True)

    async def before(self, call: Call) -> None:
        """Let a released call go on; hold any other that needs a person. Raises Refused."""
        if call.answer is None or call.answer.verdict is not Verdict.HOLD:
            return
        assert call.scanned is not None
        digest = self._digest(call)
        known = self._of(call).get(digest, [])
        live = [each for each in known if each.good_until >= call.at]
        released = next((each for each in live if each.state is HoldState.RELEASED and self._claim(each)), None)
        if released:
            call.released = True
            call.noted["held_id"] = released.held_id
            return
        if refused := next((each for each in live if each.state is HoldState.REFUSED), None):
            raise held_refused(refused)
        waiting = next((each.held_id for each in live if each.state is HoldState.WAITING), "")
        held_id = waiting or self._remembered(digest) or await self._hold(call, digest)
        call.more_headers.append((b"x-chalkline-held", held_id.encode()))
        raise held_for_release(held_id, self.settings.held_url)

    async def after(self, call: Call, outcome: Outcome) -> None:
        """A released call went out, or it did not and may be sent again. Raises Refused."""
        if not call.released:
            return
        held_id = str(call.noted["held_id"])
        if outcome in NOT_SENT:
            self._path(held_id).unlink(missing_ok=True)
            return
        await self.channel.tell(ChannelKind.HELD, call.decision_id, at=call.at, about={"sent_for": held_id})

    def status(self, held_id: str, key_id: str, pack: StandingPack, now: datetime) -> dict[str, Any] | None:
        """How a call stands that was made with this key; None where there is none."""
        for each in pack.holds:
            if each.held_id == held_id and each.key_id == key_id:
                is_sent = each.state is HoldState.RELEASED and self._path(held_id).exists()
                is_over = each.good_until < now and each.state in (HoldState.WAITING, HoldState.RELEASED)
                state = HoldState.SENT if is_sent else HoldState.EXPIRED if is_over else each.state
                return _told(held_id, state, each.good_until.isoformat(), each.words)
        if any((fresh, key) == (held_id, key_id) for fresh, key, _since in self._fresh.values()):
            return _told(held_id, HoldState.WAITING, "", "")
        return None

    async def _hold(self, call: Call, digest: str) -> str:
        assert call.scanned is not None
        assert call.answer is not None
        assert call.caller is not None
        refuse_unfound(call.answer.redact, call.scanned)
        call.stand_ins = call.scanned.redact(call.answer.redact)
        key, caller = call.caller.key, call.caller
        about: dict[str, str | int] = {
            "digest": digest,
            "key_id": key.key_id,
            "use_id": key.use_id,
            "purpose": _text(caller.purpose),
            "school": _text(caller.school),
            "grade_band": _text(caller.grade_band),
            "model": call.model,
            "person": caller.recorded,
        }
        data = call.scanned.spelled()
        await self.channel.tell(ChannelKind.HELD, call.decision_id, at=call.at, about=about, data=data)
        self._remember(digest, call.decision_id, key.key_id)
        return call.decision_id

    def _digest(self, call: Call) -> str:
        assert call.caller is not None
        body = orjson.dumps(call.body, option=orjson.OPT_SORT_KEYS)
        who = f"{call.caller.key.digest}\n{call.caller.recorded}\n{call.shape.id}\n".encode()
        return hmac.digest(self._secret, who + body, "sha256").hex()

    def _of(self, call: Call) -> dict[str, list[PackHold]]:
        assert call.held is not None
        pack, found = self._known
        if pack is not call.held.pack:
            found = {}
            for each in call.held.pack.holds:
                found.setdefault(each.digest, []).append(each)
            self._known = (call.held.pack, found)
        return found

    def _claim(self, hold: PackHold) -> bool:
        """Whether this process is the one that lets it out."""
        try:
            os.close(os.open(self._path(hold.held_id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o640))
            folder = os.open(self.claims, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except FileExistsError:
            return False
        except OSError:
            raise channel_unavailable() from None
        return True

    def _path(self, held_id: str) -> Path:
        return self.claims / quote(held_id, safe="")

    def _remember(self, digest: str, held_id: str, key_id: str) -> None:
        self._fresh[digest] = (held_id, key_id, time.monotonic())
        while len(self._fresh) > MOST_FRESH:
            self._fresh.popitem(last=False)

    def _remembered(self, digest: str) -> str:
        held_id, _key, since = self._fresh.get(digest, ("", "", 0.0))
        return held_id if held_id and time.monotonic() - since < FRESH_FOR else ""


def held_for_release(held_id: str, held_url: str) -> Refused:
    """The call waits for a person."""
    page = f" or at {held_url}{held_id}/" if held_url else ""
    return Refused(
        403,
        "held_for_release",
        "This call was not sent yet: a person here releases each call of this use, and one of them was asked. It waits "
        f"as {held_id}. See how it stands with GET {STATUS}{held_id} and the same key{page}. Once it is released, send "
        "the same call again within a day: it goes out once.",
        param=held_id,
    )


def held_refused(hold: PackHold) -> Refused:
    """A person has refused the very same call a short while ago."""
    words = f" They said: {hold.words}" if hold.words else ""
    return Refused(
        403,
        "held_refused",
        f"This call was not sent: a person read it and refused it.{words} Change it, or speak to the AI coordinator.",
        param=hold.held_id,
    )


def held_unknown() -> Refused:
    """No call of this id was made with this key."""
    return Refused(404, "held_unknown", "No call of this id waits or waited for this key. Check the id.")


_MESSAGES = {
    HoldState.WAITING: "It waits for a person.",
    HoldState.RELEASED: "It was released. Send the same call again before the time named here: it goes out once.",
    HoldState.REFUSED: "A person read it and refused it.",
    HoldState.EXPIRED: "Its time is over. Send the call again to ask anew.",
    HoldState.SENT: "It was released and has gone out.",
}


def _told(held_id: str, state: HoldState, until: str, words: str) -> dict[str, Any]:
    return {
        "id": held_id,
        "object": "chalkline.held_call",
        "status": state.value,
        "until": until,
        "message": f"{_MESSAGES[state]} {words}".strip(),
    }


def _text(value: str | Unknown) -> str:
    return "" if isinstance(value, Unknown) else value
