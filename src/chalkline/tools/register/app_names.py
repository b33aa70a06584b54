"""Which service does an app belong to, by the id it signs in with or by the name it shows?

An id never lies and a name often does: "Pi Day Countdown" is not Pi. So ids that a district has
confirmed come first, then a service's exact name, then the catalogue's own patterns, which are anchored
where a name is short or an ordinary word. Patterns run on RE2, which takes linear time on any input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import re2

LONGEST_NAME = 300


class AppMatcher:
    """``AppMatcher({"claude": "Claude"}, {"claude": ["(?i)\\bClaude\\b"]}, {"123.apps": "claude"})``."""

    def __init__(
        self, names: Mapping[str, str], patterns: Mapping[str, Sequence[str]], client_ids: Mapping[str, str]
    ) -> None:
        self._names = {name.casefold(): service for service, name in names.items()}
        self._client_ids = {client_id.strip().lower(): service for client_id, service in client_ids.items()}
        self._patterns = [(expression, service) for service, each in patterns.items() for expression in each]
        self._set = re2.Set.SearchSet()
        for expression, _ in self._patterns:
            self._set.Add(expression)
        if self._patterns:
            self._set.Compile()
        self._by_name = lru_cache(maxsize=65_536)(self._match_name)

    def service_of(self, name: str, client_id: str = "") -> str | None:
        """The service of an app, or None. Where two match, the longer pattern says more and wins."""
        known = self._client_ids.get(client_id.strip().lower()) if client_id else None
        return known or self._by_name(" ".join(name.split())[:LONGEST_NAME])

    def _match_name(self, name: str) -> str | None:
        if not name or name.casefold() in self._names:
            return self._names.get(name.casefold())
        if not self._patterns:
            return None
        found = [self._patterns[index] for index in self._set.Match(name) or ()]
        return min(found, key=lambda each: (-len(each[0]), each[1]))[1] if found else None


def is_linear(pattern: str) -> bool:
    """Whether RE2 takes the pattern: no look-around, no back-reference, nothing that can run away."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return False
    return True
