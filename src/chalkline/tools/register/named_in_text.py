"""Which services does a text name? For what people type: lines of a ledger, answers to a survey.

A host tells a service for certain; free text hardly ever. "Magic School Bus", "Make-A-Sign LLC", "Open
AIrways" and "formative assessment" name none. So a text names a service where it *is* its name once words
of trade ("annual licence, 30 seats") are taken off; inside other words only names count that mean nothing
else; and a slip of the finger is forgiven only in a long name, and only where people were asked for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

import re2

from chalkline.tools.register.hosts import HostMatcher, normal_host
from chalkline.tools.register.known_as import ALIASES, LEGAL, NOISE, ORDINARY, SOFTWARE, TRADE, WIDE
from chalkline.tools.register.rules import folded, slips

LONGEST_TEXT = 2_000
LEAST_TO_FORGIVE = 6  # letters: a shorter name is one slip away from some other word
ALSO_FORGIVEN = frozenset({"gemini", "claude", "copilot", "perplexity"})  # words, but hardly meant otherwise in a list
HOST = re.compile(r"(?<![@\w.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+", re.IGNORECASE)
SIGNS = re.compile(r"[,;:/|()\[\]–—*#+&\"“”\n]|\s-\s")
AFTERWARDS = re.compile(
    r"\s(?:for|to|in|with|when|because|but|para|en|con|como|as|at|on|daily|sometimes|mostly|every|once)\s",
    re.IGNORECASE,
)
LINKS = re.compile(r"\b(?:for|and|with|w|via|from|by|through|para|con|y|de|por)\b", re.IGNORECASE)


class Named(Protocol):
    """What is known of a service, as far as texts may name it."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def vendor(self) -> str: ...
    @property
    def domains(self) -> tuple[str, ...]: ...
    @property
    def app_patterns(self) -> tuple[str, ...]: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def ai_scope(self) -> str: ...


class NamesInText:
    """Made once for all services; ``bought`` and ``said`` are what is asked of it."""

    def __init__(self, services: Iterable[Named]) -> None:
        known = tuple(services)
        self._hosts = HostMatcher({domain: each.slug for each in known for domain in each.domains})
        self._words = {each.slug: _tokens(each.name) for each in known}
        self._ordinary = {each.slug for each in known if _is_ordinary(each.name)}
        self._spelled = _spellings(known)
        self._sellers = {folded(name): each.slug for each in known for name in (each.name, *each.aliases)}
        self._by_district = {folded(alias) for each in known for alias in each.aliases}  # needs nothing beside it
        self._makers: dict[str, list[Named]] = {}
        for each in known:
            self._makers.setdefault(_maker(each.vendor), []).append(each)
        self._makers.pop("", None)
        shared = {each.vendor for of_maker in self._makers.values() if len(of_maker) > 1 for each in of_maker}
        self._patterns = [(pattern, each.slug) for each in known for pattern in _patterns(each, shared)]
        self._set = re2.Set.SearchSet()
        for pattern, _ in self._patterns:
            self._set.Add(pattern)
        if self._patterns:
            self._set.Compile()
        self.said = lru_cache(maxsize=65_536)(self._said)

    def bought(self, vendor: str, words: str) -> tuple[frozenset[str], str]:
        """The services that a line of the books is for; or, where none, the maker who sells several of them."""
        words, vendor = words[:LONGEST_TEXT], vendor[:LONGEST_TEXT]
        found = self._of_trade(words) | self._of_trade(vendor)
        if found:
            return frozenset(self._without_parts(found)), ""
        maker = _maker(vendor)
        slug = self._sellers.get(maker)
        if slug:
            is_said = slug not in self._ordinary or maker in self._by_district or _tokens(words) & TRADE
            return frozenset({slug} if is_said else ()), ""
        sells = self._makers.get(maker, [])
        if len(sells) == 1 and sells[0].ai_scope == "core" and maker not in WIDE and _tokens(words) & TRADE:
            return frozenset({sells[0].slug}), ""
        is_telling = maker not in WIDE and any(each.ai_scope == "core" for each in sells)
        return frozenset(), sells[0].vendor if is_telling else ""

    def installed(self, name: str) -> str | None:
        """The service that the name of an app tells, where it tells one: "Grok: AI assistant", "ChatGPT.app"."""
        text = re.sub(r"\.(?:app|exe|msi|pkg)$", "", name.strip()[:LONGEST_TEXT], flags=re.IGNORECASE)
        found = self._of_trade(text, beside=frozenset({"ai", "ia"}))
        return self._spelled.get(folded(text)) or (found.pop() if len(found) == 1 else None)

    def is_ordinary(self, slug: str) -> bool:
        """Whether the name of a service is a word, a place or a first name as well."""
        return slug in self._ordinary

    def is_of_trade(self, text: str) -> bool:
        """Whether a line of the books speaks of software at all."""
        return bool(_tokens(text) & SOFTWARE)

    def _said(self, answer: str) -> frozenset[str]:
        """The services that an answer names, as people type names."""
        text = answer[:LONGEST_TEXT]
        whole = None if re.search(r"[;,\n]", text) else self._called(text)
        if whole:
            return frozenset({whole})
        found: set[str] = set()
        for part in re.split(r"[;,\n|•/&+]|\s(?:and|y|e|plus|or|o)\s|\d+[.)]\s", text, flags=re.IGNORECASE):
            if re.search(r"\b(?:don'?t|do not|never|not|nunca|no)\b", part, re.IGNORECASE):
                continue
            bare = _without_talk(part)
            one = self._called(part) or self._called(bare) or self._nearly(bare)
            found |= {one} if one else self._inside(part)
        return frozenset(found)

    def names(self, text: str) -> bool:
        """Whether a cell looks like an answer that names services."""
        return bool(self.said(text))

    def _called(self, text: str) -> str | None:
        """The service whose name this text is, words of trade aside."""
        host = normal_host(text.strip()) if "." in text and " " not in text.strip() else ""
        at_host = self._hosts.service_of(host) if host else None
        return at_host or self._spelled.get(folded(text)) or self._spelled.get(_bare(text))

    def _nearly(self, text: str) -> str | None:
        word = folded(text)
        if len(word) < LEAST_TO_FORGIVE:
            return None
        allowed = 1 if len(word) < 10 else 2
        near = {
            slug
            for name, slug in self._spelled.items()
            if len(name) >= LEAST_TO_FORGIVE
            and name[0] == word[0]
            and (slug not in self._ordinary or name in ALSO_FORGIVEN)
            and slips(word, name, allowed) <= allowed
        }
        return near.pop() if len(near) == 1 else None

    def _of_trade(self, text: str, beside: frozenset[str] = TRADE) -> set[str]:
        """Services named in a line of trade: inside it, or as what is left of a piece of it.

        A name that is a word as well counts beside one of ``beside`` only.
        """
        found = self._inside(text)
        is_trade = bool(_tokens(text) & beside)
        for piece in _pieces(text):
            whole, bare = folded(piece), _bare(piece)
            slug = self._spelled.get(whole) if whole in self._by_district else self._spelled.get(bare)
            if slug and (slug not in self._ordinary or is_trade or self._by_district & {whole, bare}):
                found.add(slug)
        return self._without_parts(found)

    def _inside(self, text: str) -> set[str]:
        found = {self._patterns[index][1] for index in (self._set.Match(text) or ()) if self._patterns}
        for each in HOST.findall(text):
            host = normal_host(each)
            slug = self._hosts.service_of(host) if host else None
            is_own = slug in (self._spelled.get(folded(host.rsplit(".", 1)[0])), self._spelled.get(folded(host)))
            if slug and (is_own or host.count(".") > 1):
                found.add(slug)
        return self._without_parts(found)

    def _without_parts(self, found: set[str]) -> set[str]:
        """ "GitHub Copilot" is not also Copilot."""
        return {slug for slug in found if not any(self._words[slug] < self._words[other] for other in found)}


def _spellings(known: tuple[Named, ...]) -> dict[str, str]:
    """Every spelling that is a name and nothing else; a name wins over a by-name."""
    spelled: dict[str, str] = {}
    rounds = (
        lambda each: [each.name, *each.aliases, *re.split(r"\s/\s", each.name)],
        lambda each: [f"{each.vendor} {each.name}", f"{each.name} ai", *ALIASES.get(each.slug, ())],
    )
    for spellings in rounds:
        for each in known:
            for text in spellings(each):
                if folded(text):
                    spelled.setdefault(folded(text), each.slug)
    return spelled


def _patterns(each: Named, shared: set[str]) -> list[str]:
    """Expressions that may be looked for inside other words; ``shared`` are makers of several services."""
    bare = re.sub(r"\W+$", "", each.name)
    own = rf"(?i)\b{re2.escape(bare)}\b" if bare.isascii() and re.match(r"\w", bare) else ""
    ordinary = _is_ordinary(each.name)
    listed = [pattern for pattern in each.app_patterns if "^" not in pattern]
    if each.vendor in shared and folded(each.vendor) != folded(each.name):
        listed = [pattern for pattern in listed if not re2.search(pattern, each.vendor)]
    if ordinary:
        return [pattern for pattern in listed if not re2.search(pattern, each.name)]
    return [*listed, own] if own and own not in listed else listed


def _is_ordinary(name: str) -> bool:
    word = folded(name)
    return word in ORDINARY or (len(word) <= 3 and not name.isupper()) or len(word) < 3


def _maker(vendor: str) -> str:
    """A maker's name without legal form and store number: "OPENAI *CHATGPT", "Kahoot! LLC" -> "openai", "kahoot"."""
    words = re.findall(r"\w+", re.split(r"[*#]", vendor)[0].replace("'", "").casefold())
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    return folded("".join(words))


def _pieces(text: str) -> list[str]:
    pieces = [text]
    for divide in (SIGNS, LINKS):
        pieces += [part for piece in list(pieces) for part in divide.split(piece)]
    return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def _tokens(text: str) -> set[str]:
    return {folded(word) for word in re.findall(r"\w+", text)}


def _bare(text: str) -> str:
    """What is left of a text without words of trade, numbers and years, in one word."""
    kept = [word for word in re.findall(r"[^\W_]+", text.replace("'", "")) if not _is_noise(folded(word))]
    return folded("".join(kept))


def _is_noise(word: str) -> bool:
    return word in NOISE or bool(re.fullmatch(r"(?:v?\d+\w{0,2}|fy\d+)", word))


def _without_talk(part: str) -> str:
    """An answer without the words around the name: "I mostly use gemini for plans" -> "gemini"."""
    text = re.sub(
        r"^\W*(?:(?:i|we|yo|my|the|just|only|mostly|mainly|sometimes|occasionally|often|also|tambien|también|used?|using|"
        r"uso|usamos|utilizo|usado|tried|like|love|a little|some)\s+)*",
        "", part.strip(), flags=re.IGNORECASE,
    )  # fmt: skip
    text = AFTERWARDS.split(f"{text} ", maxsplit=1)[0]
    return text.strip(" .!?-()\"'")
