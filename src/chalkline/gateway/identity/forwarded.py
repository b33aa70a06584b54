"""The person that Open WebUI forwards: ``X-OpenWebUI-User-Jwt``, which it signs with a secret shared with the gateway.

An HS256 token of ``sub``, ``email``, ``name``, ``role``, ``iss`` ("open-webui"), ``iat`` and ``exp``, as Open WebUI
0.11 makes it where FORWARD_USER_INFO_HEADER_JWT_SECRET is set (the 64 hex digits of the front end's secret, as text).
Only the address is used: role and name are the roster's. Not bound to one call, so it counts for a few minutes only.
The headers that it sends without a secret could be anybody's, and are not looked at.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable
from typing import Any

import orjson

from chalkline.gateway.identity.refusals import signature_unfit
from chalkline.rulebook.trusting import Algorithm, FrontEnd

ISSUER = "open-webui"
SKEW, LONGEST_LIFE = 60, 900  # seconds
LONGEST_TOKEN = 4096


def person_forwarded(token: str, front_ends: Iterable[FrontEnd], use_id: str, now: float) -> str:
    """The address of the person. Raises Refused: person_signature_unfit."""
    parts = token.split(".")
    if len(parts) != 3 or len(token) > LONGEST_TOKEN:
        raise signature_unfit("it is no signed token (JWT).")
    signed, signature = f"{parts[0]}.{parts[1]}".encode(), _bytes(parts[2])
    sharing = [each for each in front_ends if each.algorithm is Algorithm.HMAC and use_id in each.uses]
    if not any(hmac.compare_digest(hmac.digest(each.secret.encode(), signed, "sha256"), signature) for each in sharing):
        raise signature_unfit("it is of no front end that is registered for the use of this key.")
    header, claims = _object(parts[0]), _object(parts[1])
    iat, exp, email = claims.get("iat"), claims.get("exp"), claims.get("email")
    if header.get("alg") != "HS256" or claims.get("iss") != ISSUER or not isinstance(email, str) or not email:
        raise signature_unfit("it does not say what Open WebUI says.")
    if type(iat) is not int or type(exp) is not int or not 0 < exp - iat <= LONGEST_LIFE:
        raise signature_unfit("it counts for too long, or does not say for how long.")
    if now >= exp + SKEW or iat > now + SKEW:
        raise signature_unfit("it has run out, or the clocks differ.")
    return email


def _object(part: str) -> dict[str, Any]:
    try:
        value = orjson.loads(_bytes(part))
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise signature_unfit("it cannot be read.")
    return value


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise signature_unfit("it cannot be read.") from None
