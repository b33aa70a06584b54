"""The words of the register: how much of a service is AI, what an entry of the catalogue says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class AiScope(StrEnum):
    """Whether using the service is using AI."""

    CORE = "core"  # every visit is AI use
    FEATURE = "feature"  # the service is wider than AI: a visit alone says nothing about AI


SCOPE_NAMES: dict[AiScope, Sentence] = {
    AiScope.CORE: Sentence("AI at every visit"),
    AiScope.FEATURE: Sentence("AI is one part of it"),
}


@dataclass(frozen=True)
class Entry:
    """One service as the catalogue tells it, before the district's own corrections."""

    slug: str
    name: str
    vendor: str
    domains: tuple[str, ...]
    app_patterns: tuple[str, ...]
    category: str
    ai_scope: AiScope
    k12: bool
    terms_age_min: int | None = None
    terms_age_note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class CatalogueFile:
    """A whole catalogue file: its version, its day, its categories, its services."""

    version: int
    generated_on: str
    categories: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    digest: str = ""


@dataclass(frozen=True)
class Known:
    """A service in force here: the catalogue's entry with the district's corrections laid over it."""

    slug: str
    name: str
    vendor: str
    domains: tuple[str, ...]
    app_patterns: tuple[str, ...]
    client_ids: tuple[str, ...]
    category: str
    ai_scope: AiScope
    k12: bool
    terms_age_min: int | None


@dataclass(frozen=True)
class Found:
    """An answer to a search: a registered tool, or a service nobody has registered here yet."""

    slug: str
    name: str
    vendor: str
    registered: bool
    ai_scope: AiScope | None = None
    category: str = ""
    closeness: int = field(default=0, compare=False)


class Override(StrEnum):
    """What a district may correct in an entry; kept apart, so that a newer catalogue cannot undo it."""

    NAME = "name"
    VENDOR = "vendor"
    DOMAINS = "domains"  # further domains of the service
    NOT_DOMAINS = "not_domains"  # domains the catalogue gives it wrongly
    CLIENT_IDS = "client_ids"  # ids of its app at sign-in, confirmed here
    CATEGORY = "category"
    AI_SCOPE = "ai_scope"


LISTS = frozenset({Override.DOMAINS, Override.NOT_DOMAINS, Override.CLIENT_IDS})
