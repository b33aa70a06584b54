"""Tokens of the district's sign-in: signature, issuer, audience, times: all of them, or nobody (RFC 7515, 7519, 8725).

RS256 and ES256 only. A key is used for its own algorithm alone; keys that a token brings along are not looked at.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from chalkline.gateway.identity.refusals import keys_unavailable, token_expired, token_unfit
from chalkline.rulebook.trusting import Issuer

LONGEST_TOKEN = 8192
SKEW = 60  # seconds by which clocks may differ
SHORTEST_RSA = 2048
REMEMBERED = 5000
TYPES = frozenset({"", "jwt", "at+jwt", "application/at+jwt"})


class UnknownKey(Exception):
    """The token was signed with a key that is not held. ``issuer`` may have new ones."""

    def __init__(self, issuer: Issuer) -> None:
        super().__init__()
        self.issuer = issuer


@dataclass(frozen=True)
class PublicKey:
    """One key of an issuer, for one algorithm."""

    kid: str
    alg: str
    key: RSAPublicKey | EllipticCurvePublicKey

    def verify(self, signature: bytes, signed: bytes) -> None:
        """Raises InvalidSignature."""
        if isinstance(self.key, RSAPublicKey):
            self.key.verify(signature, signed, PKCS1v15(), SHA256())
            return
        if len(signature) != 64:
            raise InvalidSignature
        r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
        self.key.verify(encode_dss_signature(r, s), signed, ECDSA(SHA256()))


@dataclass(frozen=True)
class KeySet:
    """The keys of one issuer at one time."""

    keys: tuple[PublicKey, ...] = ()


def read_keys(document: Mapping[str, Any]) -> KeySet:
    """The usable keys of a JWK set (RFC 7517): RSA from 2048 bits, EC on P-256, for signatures. Others are left out."""
    found = (_key(each) for each in document.get("keys", ()) if isinstance(each, dict))
    return KeySet(tuple(each for each in found if each))


def _key(jwk: Mapping[str, Any]) -> PublicKey | None:
    kid, use, alg = str(jwk.get("kid", "")), jwk.get("use", "sig"), jwk.get("alg", "")
    if use != "sig":
        return None
    try:
        if jwk.get("kty") == "RSA" and alg in ("", "RS256"):
            numbers = RSAPublicNumbers(_number(jwk["e"]), _number(jwk["n"]))
            rsa = numbers.public_key()
            return PublicKey(kid, "RS256", rsa) if rsa.key_size >= SHORTEST_RSA else None
        if jwk.get("kty") == "EC" and jwk.get("crv") == "P-256" and alg in ("", "ES256"):
            curve = EllipticCurvePublicNumbers(_number(jwk["x"]), _number(jwk["y"]), SECP256R1())
            return PublicKey(kid, "ES256", curve.public_key())
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    return None


class Tokens:
    """``tokens.claims(token, issuers, keys, now)`` gives the issuer and the claims of a token that holds.

    What was checked once is remembered until the token, its issuer or the keys change.
    """

    def __init__(self) -> None:
        self._checked: OrderedDict[bytes, tuple[Issuer, KeySet, dict[str, Any]]] = OrderedDict()

    def claims(
        self, token: str, issuers: Iterable[Issuer], keys: Mapping[str, KeySet], now: float
    ) -> tuple[Issuer, dict[str, Any]]:
        """Raises Refused, or UnknownKey where new keys may help."""
        if len(token) > LONGEST_TOKEN:
            raise token_unfit("it is too long.")
        name = hashlib.sha256(token.encode()).digest()
        if (known := self._checked.get(name)) and keys.get(known[0].issuer_id) is known[1] and known[0] in issuers:
            self._checked.move_to_end(name)
            _must_be_in_time(known[2], now)
            return known[0], known[2]
        issuer, held, claims = _checked(token, issuers, keys, now)
        self._checked[name] = (issuer, held, claims)
        if len(self._checked) > REMEMBERED:
            self._checked.popitem(last=False)
        return issuer, claims


def _checked(
    token: str, issuers: Iterable[Issuer], keys: Mapping[str, KeySet], now: float
) -> tuple[Issuer, KeySet, dict[str, Any]]:
    parts = token.split(".")
    if len(parts) != 3:
        raise token_unfit("it is no signed token (JWT).")
    header, claims = _object(parts[0]), _object(parts[1])
    alg = header.get("alg")
    if alg not in ("RS256", "ES256"):
        raise token_unfit("only RS256 and ES256 are accepted.")
    if "crit" in header or str(header.get("typ", "")).lower() not in TYPES:
        raise token_unfit("it is a token of another kind.")
    issuer = next((each for each in issuers if each.issuer == claims.get("iss")), None)
    if issuer is None:
        raise token_unfit("its issuer is not one that this district has named.")
    held = keys.get(issuer.issuer_id)
    if held is None:
        raise keys_unavailable()
    _must_be_signed(f"{parts[0]}.{parts[1]}".encode(), _bytes(parts[2]), _fitting(held, str(alg), header, issuer))
    _must_be_for_us(claims, issuer)
    _must_be_in_time(claims, now)
    return issuer, held, claims


def _fitting(held: KeySet, alg: str, header: Mapping[str, Any], issuer: Issuer) -> PublicKey:
    kid = header.get("kid")
    fitting = [each for each in held.keys if each.alg == alg and (kid is None or each.kid == kid)]
    if not fitting:
        raise UnknownKey(issuer)
    if len(fitting) > 1:
        raise token_unfit("it does not say which key it was signed with.")
    return fitting[0]


def _must_be_signed(signed: bytes, signature: bytes, key: PublicKey) -> None:
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        raise token_unfit("its signature does not hold.") from None


def _must_be_for_us(claims: Mapping[str, Any], issuer: Issuer) -> None:
    aud = claims.get("aud")
    audiences = (
        {aud} if isinstance(aud, str) else set(aud) if isinstance(aud, list) and all(map(_is_text, aud)) else set()
    )
    if not audiences & issuer.audiences:
        raise token_unfit("it was made for another app.")
    if len(audiences) > 1 and claims.get("azp") not in issuer.audiences:
        raise token_unfit("it was made for another app.")


def _must_be_in_time(claims: Mapping[str, Any], now: float) -> None:
    exp, nbf, iat = claims.get("exp"), claims.get("nbf", 0), claims.get("iat", 0)
    if not all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in (exp, nbf, iat)):
        raise token_unfit("it does not say when it ends.")
    assert exp is not None
    if now >= exp + SKEW:
        raise token_expired()
    if max(nbf, iat) > now + SKEW:
        raise token_unfit("it does not count yet.")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _object(part: str) -> dict[str, Any]:
    try:
        value = orjson.loads(_bytes(part))
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise token_unfit("it cannot be read.")
    return value


def _bytes(part: str) -> bytes:
    try:
        if not part.isascii() or set(part) & set("+/="):
            raise ValueError
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise token_unfit("it cannot be read.") from None


def _number(text: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
