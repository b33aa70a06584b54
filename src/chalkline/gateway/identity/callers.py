"""The caller of each call: key, person behind an app, and what the roster says of both."""

from __future__ import annotations

from functools import partial

from chalkline.gateway.calling import FORWARDED, PERSON, Caller, Proven, caller_of, key_of, token_of
from chalkline.gateway.holding import Holder, Snapshot
from chalkline.gateway.identity.forwarded import person_forwarded
from chalkline.gateway.identity.keysets import KeySets
from chalkline.gateway.identity.persons import person_named, person_of_claims
from chalkline.gateway.identity.refusals import keys_unavailable, person_unclear, signature_unfit
from chalkline.gateway.identity.signatures import Signatures, must_fit
from chalkline.gateway.identity.tokens import Tokens, UnknownKey
from chalkline.gateway.inbound.call import Call
from chalkline.gateway.said import SAID
from chalkline.rulebook.pack import PackKey
from chalkline.rulebook.trusting import Issuer

LONGEST_REMEMBERED = 64  # characters of what a call says of itself in one header


class Callers:
    """``callers.identify(call, headers, held)`` gives the caller, or raises Refused. Nothing is fetched meanwhile."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self.key_sets = KeySets(self._issuers)
        self._tokens, self._signatures = Tokens(), Signatures()

    async def open(self) -> None:
        """Start to fetch the keys of issuers."""
        await self.key_sets.open()

    async def close(self) -> None:
        """Let go."""
        await self.key_sets.close()

    def identify(self, call: Call, headers: dict[str, str], held: Snapshot) -> Caller:
        """Who calls. ``call.key_id`` is known before anything can fail."""
        key = key_of(headers, held)
        call.key_id = key.key_id
        behind = self._behind(call, key, headers, held)
        if behind is not None:
            return caller_of(key, headers, held, behind)
        known = (key.key_id, *[headers.get(each) for each in SAID])  # a header without a word is another than none
        if any(each and len(each) > LONGEST_REMEMBERED for each in known):
            return caller_of(key, headers, held)  # thousands of these would fill the memory
        call.caller_known = known
        return held.once(known, lambda: caller_of(key, headers, held))

    def _issuers(self) -> tuple[Issuer, ...]:
        held = self._holder.peek()
        return held.pack.issuers if held else ()

    def _behind(self, call: Call, key: PackKey, headers: dict[str, str], held: Snapshot) -> Proven | None:
        """The person behind the app. Several proofs have to agree; the one bound to the body comes first."""
        proofs: list[Proven] = []
        if signed := headers.get(PERSON, ""):
            proofs.append(self._by_signature(call, key, signed, held))
        if forwarded := headers.get(FORWARDED, ""):
            address = person_forwarded(forwarded, held.front_ends.values(), key.use_id, call.at.timestamp())
            proofs.append(Proven(person_named(address, held.roster.directory)))
        if token := token_of(headers):
            proofs.append(self._by_token(token, held, call.at.timestamp()))
        if len({each.known.mark for each in proofs}) > 1:
            raise person_unclear()
        return proofs[0] if proofs else None

    def _by_token(self, token: str, held: Snapshot, now: float) -> Proven:
        try:
            issuer, claims = self._tokens.claims(token, held.pack.issuers, self.key_sets.held, now)
        except UnknownKey as unknown:
            self.key_sets.want(unknown.issuer.issuer_id)
            raise keys_unavailable() from None
        return Proven(person_of_claims(issuer, claims, held.roster.directory))

    def _by_signature(self, call: Call, key: PackKey, header: str, held: Snapshot) -> Proven:
        front_ends = held.front_ends
        said = self._signatures.said(header, call.method, call.path, front_ends, call.at.timestamp())
        if key.use_id not in said.front_end.uses:
            raise signature_unfit("this front end is not registered for the use of this key.")
        return Proven(person_named(said.person, held.roster.directory), partial(must_fit, said.body_digest))
