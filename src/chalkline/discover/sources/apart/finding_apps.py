"""Which service is an app, by all that a file tells of it: its id, its name, its home page."""

from __future__ import annotations

from functools import lru_cache

from chalkline.discover.sources.reading.orders import Sought
from chalkline.tools.register.app_names import AppMatcher
from chalkline.tools.register.hosts import HostMatcher, normal_host
from chalkline.tools.register.named_in_text import NamesInText

OF_THE_SYSTEM = ("com.apple.", "com.microsoft.windows.", "com.google.android.")
MAKERS_OF_SYSTEMS = frozenset({"apple", "apple inc.", "apple inc", "apple computer"})


@lru_cache(maxsize=1)
def names_of(services: tuple[Sought, ...]) -> NamesInText:
    """Which of these services a text names; made once, when it is first asked."""
    return NamesInText(services)


@lru_cache(maxsize=1)
def finder_of(services: tuple[Sought, ...]) -> AppFinder:
    """Which of these services an app belongs to; made once, when it is first asked."""
    return AppFinder(services)


class AppFinder:
    """An id that the district confirmed tells for certain; then the name as the catalogue knows it; then the page."""

    def __init__(self, services: tuple[Sought, ...]) -> None:
        self._ids = {
            each_id.lower(): each.slug for each in services for each_id in (*each.client_ids, *each.extension_ids)
        }
        self._apps = AppMatcher(
            {each.slug: each.name for each in services}, {each.slug: each.app_patterns for each in services}, {}
        )
        self._hosts = HostMatcher({domain: each.slug for each in services for domain in each.domains})
        self._names = names_of(services)

    def service_of(self, name: str, app_id: str = "", homepage: str = "", publisher: str = "") -> str | None:
        """The service of an app, or None."""
        known = self._ids.get(app_id.strip().lower())
        if known or app_id.startswith(OF_THE_SYSTEM) or publisher.strip().casefold() in MAKERS_OF_SYSTEMS:
            return known
        found = self._apps.service_of(name)
        told = self._names.installed(name)
        if found and found != told and self._names.is_ordinary(found):  # "Formative assessment clock"
            found = None
        host = normal_host(homepage) if homepage and not found else ""
        return found or (self._hosts.service_of(host) if host else None) or told
