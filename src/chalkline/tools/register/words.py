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
    extension_ids: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


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
    EXTENSION_IDS = "extension_ids"  # ids of its browser extensions and apps, confirmed here
    ALIASES = "aliases"  # what ledgers and people call it here


LISTS = frozenset(
    {Override.DOMAINS, Override.NOT_DOMAINS, Override.CLIENT_IDS, Override.EXTENSION_IDS, Override.ALIASES}
)
PLAIN = frozenset({Override.NAME, Override.VENDOR, Override.CATEGORY, Override.AI_SCOPE})
FIELD_NAMES: dict[str, Sentence] = {
    Override.NAME: Sentence("name"),
    Override.VENDOR: Sentence("maker"),
    Override.DOMAINS: Sentence("further domains"),
    Override.NOT_DOMAINS: Sentence("wrong domains"),
    Override.CLIENT_IDS: Sentence("app ids at sign-in"),
    Override.CATEGORY: Sentence("category"),
    Override.AI_SCOPE: Sentence("how much of it is AI"),
    Override.EXTENSION_IDS: Sentence("extension ids"),
    Override.ALIASES: Sentence("other names"),
}


@dataclass(frozen=True)
class Conflict:
    """A newer catalogue and the district say different things. ``field``: of Override, or "domain:NAME".

    ``before`` is what the catalogue said when the district corrected it, ``theirs`` what it says now; for a
    domain ``theirs`` is the slug of the service that the catalogue gives it to.
    """

    slug: str
    name: str
    field: str
    before: str
    ours: str
    theirs: str
    theirs_name: str = ""


@dataclass(frozen=True)
class Correction:
    """What a district says of one service: the entry's slug and name, and its fields as in Override."""

    slug: str
    name: str
    fields: dict[str, object]
    is_added: bool = False
