"""How often one place may ask what needs no account, and which place that is (counted as kernel/pacing.py does)."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from chalkline.kernel.pacing import Count


def place_of(request: HttpRequest) -> str:
    """The address something comes from; of a longer IPv6 address, the network of that house.

    Behind the proxy of this machine (CHALKLINE_SECURE) everything comes from the proxy itself, which adds at the end of
    X-Forwarded-For whom it heard; what stands before that anybody may have written.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.CHALKLINE.secure and (heard := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        told, last = _ip(address), _ip(heard.rsplit(",", 1)[-1].strip())
        address = str(last) if told and told.is_loopback and last else address
    found = _ip(address)
    return str(ipaddress.ip_network((found, 64), strict=False)) if found and found.version == 6 else address


def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


class Pace:
    """``pace.allows(request)`` is False when an address sent more than ``most`` within ``seconds``."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.count = Count(most, seconds, clock)

    def allows(self, request: HttpRequest, who: str = "") -> bool:
        """Count one more from where this request comes, or of ``who`` sends it, unless there were too many."""
        return self.count.allows(who or place_of(request))
