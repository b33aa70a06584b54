"""A small OpenID provider on loopback: discovery, keys, authorize, token, userinfo. Signs in whoever it is told to.

As OpenID Connect Core 1.0 asks for of the authorization code flow, PKCE (RFC 7636) included; tokens are made by another
library than the one that checks them. ``claims_of`` gives the claims that each kind of issuer publishes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

Claims = dict[str, Any]


@dataclass
class Provider:
    """``provider.token(claims)`` is a signed token; ``provider.next_claims`` is who signs in next in a browser."""

    url: str = ""
    client_id: str = "chalkline-tests"
    client_secret: str = field(default_factory=secrets.token_hex)
    next_claims: Claims = field(default_factory=dict)
    rsa_key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    ec_key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    kid: str = "k1"
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    access: dict[str, Claims] = field(default_factory=dict)

    def jwks(self) -> dict[str, Any]:
        """Both public keys."""
        known = [RSAAlgorithm.to_jwk(self.rsa_key.public_key(), as_dict=True)]
        known.append(ECAlgorithm.to_jwk(self.ec_key.public_key(), as_dict=True))
        return {
            "keys": [
                {**known[0], "kid": self.kid, "use": "sig", "alg": "RS256"},
                {**known[1], "kid": f"{self.kid}-ec", "use": "sig", "alg": "ES256"},
            ]
        }

    def token(self, claims: Claims, *, alg: str = "RS256", headers: Claims | None = None, key: Any = None) -> str:
        """A token of ``claims``; issuer, audience and times are those of a good one where they are not given."""
        now = int(time.time())
        whole = {"iss": self.url, "aud": self.client_id, "iat": now, "exp": now + 3600, **claims}
        whole = {name: value for name, value in whole.items() if value is not None}
        signing = key if key is not None else self.rsa_key if alg == "RS256" else self.ec_key
        kid = self.kid if alg == "RS256" else f"{self.kid}-ec"
        return jwt.encode(whole, signing, algorithm=alg, headers={"kid": kid, **(headers or {})})

    def discovery(self) -> dict[str, Any]:
        """What this provider can do."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        code = secrets.token_urlsafe()
        self.codes[code] = {**asked, "claims": dict(self.next_claims)}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked.get('state', '')})}"

    def exchange(self, asked: dict[str, str], basic: str) -> tuple[int, dict[str, Any]]:
        """The tokens of a code, once, for the client that asked for it."""
        given = self.codes.pop(asked.get("code", ""), None)
        client = (asked.get("client_id", ""), asked.get("client_secret", ""))
        if basic:
            client = tuple(base64.b64decode(basic).decode().split(":", 1))  # type: ignore[assignment]  # two parts
        if given is None or client != (self.client_id, self.client_secret):
            return 400, {"error": "invalid_grant"}
        if challenge := given.get("code_challenge"):
            digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
                return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe()
        self.access[access] = given["claims"]
        extra = {"nonce": given["nonce"]} if given.get("nonce") else {}
        return 200, {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 3600,
            "id_token": self.token({**given["claims"], **extra}),
        }


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.asked.append(parts.path)
        if parts.path == "/.well-known/openid-configuration":
            self._say(200, self.provider.discovery())
        elif parts.path == "/keys":
            self._say(200, self.provider.jwks())
        elif parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("location", self.provider.authorize(asked))
            self.end_headers()
        elif parts.path == "/userinfo":
            token = self.headers.get("authorization", "").removeprefix("Bearer ")
            claims = self.provider.access.get(token)
            self._say(200 if claims else 401, claims or {})
        else:
            self._say(404, {})

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        asked = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        self._say(*self.provider.exchange(asked, self.headers.get("authorization", "").removeprefix("Basic ")))

    def _say(self, status: int, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing."""


@contextmanager
def serving() -> Iterator[Provider]:
    """A provider that answers, until the end of the block."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": provider}))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def claims_of(kind: str, email: str, roster_id: str = "R-0", **more: Any) -> Claims:
    """The claims that Google, Microsoft, Clever and ClassLink publish for somebody of the district."""
    shapes: dict[str, Claims] = {
        "google": {
            "iss": "https://accounts.google.com", "sub": "110248495921238986420", "email": email,
            "email_verified": True, "hd": "cedarhollow.example", "azp": "chalkline-tests",
        },
        "microsoft": {
            "iss": "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0",
            "tid": "11111111-2222-4333-8444-555555555555", "oid": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
            "preferred_username": email, "name": "Somebody", "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
            "ver": "2.0",
        },
        "clever": {
            "iss": "https://clever.com", "sub": "5f9b3c2e1d4a6b7c8d9e0f1a",
            "multi_role_user_id": "5f9b3c2e1d4a6b7c8d9e0f1a",
            "user_id": "4f9b3c2e1d4a6b7c8d9e0f1b", "user_type": "teacher", "district": "58da8c58da0a7f0001a6bd8e",
            "email": email, "email_verified": False,
        },
        "classlink": {
            "iss": "https://launchpad.classlink.com", "sub": "1516492", "UserId": 1516492, "TenantId": 2,
            "SourcedId": roster_id, "Email": email, "Role": "Teacher",
        },
        "other": {"sub": "u-1", "email": email, "email_verified": True},
    }  # fmt: skip
    return {**shapes[kind], **more}
