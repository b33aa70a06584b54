"""Which addresses a model may have: https, or plain http on this machine alone. Pure."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit


def address_fault(said: Any) -> str:
    """What is wrong with an address; "" where nothing is."""
    if not isinstance(said, str) or not said:
        return "is missing"
    try:
        parts = urlsplit(said)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "cannot be read"
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query or parts.fragment:
        return "must look like https://host/path, without a name, a password or a question mark"
    if parts.scheme == "http" and not is_loopback(host):
        return f"is plain http to another machine ({host}); only https leaves this one"
    return ""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
