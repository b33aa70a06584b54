"""One call to the district's own gateway, bounded in time and size.

The gateway is the operator's own: it may be plain http inside the host. Nothing of a call is logged or kept here.
"""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True)
class Came:
    """What came back. Names of headers are lower case."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def gateway_address() -> str:
    """Where the gateway answers, ending in /v1: as callers see it, or on this machine."""
    known = settings.CHALKLINE
    return str(known.gateway_url).rstrip("/") or f"http://127.0.0.1:{known.gateway_port}/v1"


def post_to_gateway(
    path: str, body: bytes, headers: dict[str, str], *, base: str = "", wait: float = 30.0, most: int = 256 * 1024
) -> Came:
    """POST ``body`` to ``base`` + ``path``. Raises OSError, http.client.HTTPException, ValueError."""
    named = {"content-type": "application/json", **headers}
    return _called("POST", path, body, named, base=base, wait=wait, most=most)


def get_from_gateway(path: str, headers: dict[str, str], *, wait: float = 30.0, most: int = 256 * 1024) -> Came:
    """GET ``path``. Raises as above."""
    return _called("GET", path, None, headers, base="", wait=wait, most=most)


def _called(
    method: str, path: str, body: bytes | None, headers: dict[str, str], *, base: str, wait: float, most: int
) -> Came:
    to = urlsplit(base or gateway_address())
    if to.scheme not in {"http", "https"} or not to.hostname:
        raise ValueError("the gateway's address is not one")
    connection: http.client.HTTPConnection
    if to.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(to.hostname, to.port, timeout=wait, context=context)
    else:
        connection = http.client.HTTPConnection(to.hostname, to.port, timeout=wait)
    try:
        connection.request(method, f"{to.path}{path}", body=body, headers=headers)
        answer = connection.getresponse()
        said = answer.read(most)
        return Came(answer.status, said, {name.lower(): value for name, value in answer.getheaders()})
    finally:
        connection.close()
