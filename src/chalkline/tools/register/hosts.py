"""Which service does a host belong to? Longest suffix at a label boundary, or none.

``gemini.google.com`` belongs to Gemini and ``google.com`` to nobody here; ``notclaude.ai`` is not
``claude.ai``; ``chatgpt.com.phish.example`` belongs to whoever owns ``phish.example``. Cutting a host
down to its registered domain, or looking for a name inside it, gets all of these wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

LONGEST_HOST = 253  # RFC 1035, without the final dot
LABEL = re.compile(r"^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$")
ADDRESS = re.compile(r"^\d{1,3}(\.\d{1,3}){3}$")
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")  # dots that IDNA (RFC 3490, 3.1) reads as a dot


@lru_cache(maxsize=65_536)
def normal_host(text: str) -> str:
    """The one spelling of a host from a URL, a ``host:port`` or a name; "" when it is none.

    Lower case, without scheme, user, port, path and final dot; international names as A-labels.
    "www." is kept here, because it is a host of its own: matching does not mind it.
    """
    host = SCHEME.sub("", text.strip())
    host = re.split(r"[/?#\\]", host, maxsplit=1)[0].rsplit("@", 1)[-1]
    if host.startswith("["):  # an IPv6 literal names no service
        return ""
    if host.count(":") == 1:
        host = host.partition(":")[0]
    host = OTHER_DOTS.sub(".", host).rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    if not host or len(host) > LONGEST_HOST or ADDRESS.match(host):
        return ""
    return host if all(LABEL.match(label) for label in host.split(".")) else ""


class HostMatcher:
    """``HostMatcher({"claude.ai": "claude"}).service_of("api.claude.ai")`` gives "claude"."""

    def __init__(self, domains: Mapping[str, str]) -> None:
        self._services = {_as_domain(domain): service for domain, service in domains.items()}
        self._services.pop("", None)
        self._deepest = max((domain.count(".") + 1 for domain in self._services), default=0)

    def service_of(self, host: str) -> str | None:
        """The service of a host in its normal form, or None."""
        labels = host.split(".")
        for start in range(max(0, len(labels) - self._deepest), len(labels)):
            service = self._services.get(".".join(labels[start:]))
            if service is not None:
                return service
        return None

    def pattern(self) -> str:
        """A pattern (RE2) that fits the end of every plain host of a service as logs write it: with a port or a dot.

        It does not tell whose a host is. A host with signs that no plain host has is not found.
        """
        listed = "|".join(re.escape(domain) for domain in sorted(self._services)) or "[^\\s\\S]"
        return rf"(?:^|\.)(?:{listed})\.*(?::[0-9]*)?"

    def match(self, hosts: Iterable[str]) -> dict[str, str]:
        """The services of those hosts that have one."""
        found = {}
        for host in hosts:
            service = self.service_of(host)
            if service is not None:
                found[host] = service
        return found


def _as_domain(domain: str) -> str:
    return normal_host(domain).removeprefix("www.")
