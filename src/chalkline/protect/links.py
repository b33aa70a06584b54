"""No link or image of an answer carries data out.

A link that a model writes can hold what it was told: in its path, its question mark, even in the name of its host; an
image is fetched without anybody pressing anything. So a link stays only where its host is allowed, or where its exact
text stood in what the caller wrote or the district approved (an image: only where its host is allowed). Every other one
is shown as the plain name of its host.

Words are judged one by one, HTML tags whole: nothing is let go while it could still become a link, and how a stream is
split changes nothing. What hides a link (entities, backslashes, look-alikes, invisible characters) is undone first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalkline.protect.hosts import host_of, shown_host, undone

LONGEST = 4096  # characters of one word or tag that are held; a longer one with anything of a link in it is left out
TAG_BEGINS = re.compile(r"<(?=[A-Za-z/!?])")
# A word without any of these is no part of a link: the beginning of a tag, what a link needs, and what could hide it.
# Each way begins with a letter of its own: then the engine looks for those letters first, and most words have none.
MAYBE = re.compile(
    r":(?=\S|$)|/(?=\S|$)|\\|&|%|<(?=[A-Za-z/!?]|$)|!\[|\.[A-Za-z]|\]\("
    r"|\ufe13|\ufe55|\uff1a|\uff0f|\u2044|\u2215|\u29f8|\u2236|\uff0e|\uff05|\uff06|\uff3c"
)
KNOWN_SCHEMES = """
https? ftps? wss? file data javascript vbscript blob mailto tel sms intent ms-[a-z]+ slack tg whatsapp about
view-source filesystem gopher ldap
"""
SCHEMES = f"(?:{'|'.join(KNOWN_SCHEMES.split())})"
# Ends of names of hosts that programs take for a link where no scheme stands before.
USUAL = "(?:com|org|net|edu|gov|io|co|app|dev|xyz|info|biz|site|online|top|link|click|page|live|shop|store|me|us|cc|tv)"
# Where a link begins in a word: a scheme, two slashes behind a bracket or quote, www., or a bare host with a query.
BEGINS = re.compile(
    rf"(?i)(?<![a-z0-9+.-]){SCHEMES}:[/\\]*(?=[^\s/\\])|(?:(?<=[(\[{{<\"'=:])|^)[/\\]{{2,}}(?=[^\s/\\])|(?<![a-z0-9@-])www\.(?=[a-z0-9])"
    r"|(?<![a-z0-9@./-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?/[^\s]{0,512}[?=&%#]"
    r"|(?<![a-z0-9@./-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?/[^\s)\]>\"']{48,}"
    rf"|(?<![a-z0-9@./-])(?:[a-z0-9-]{{1,63}}\.){{1,8}}{USUAL}(?::\d{{1,5}})?(?:/[^\s/.,;:)]|[?#][^\s.,;:)])"
)
# Another address in one, or what becomes one: a host that is allowed may pass it on.
PASSED_ON = re.compile(r"(?i)[^a-z0-9](?:https?|ftp)(?::|%(?:25)?3a)|[=/?](?:/|%(?:25)?2f){2}")
ANY_SCHEME = re.compile(r"(?i)(?:\]\(|\]:|<|=[\"']?)<?\s*[a-z][a-z0-9+.-]{1,30}:")
ENDS = re.compile(r"[\s<>\"'`]|\)(?=[^/]|$)|\](?=[(\[:]|$)")
TRAILING = ".,;:!?*_~»”’"
ATTRIBUTE = re.compile(
    r"(?i)\b(?:src|srcset|href|data|poster|action|formaction|background|ping|cite|style|longdesc|manifest|codebase|"
    r"http-equiv|srcdoc|on[a-z]+|xlink:href|usemap|profile|lowsrc|dynsrc)\s*="
)
ADDRESS = re.compile(r"(?i)(?:src|href)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)")


@dataclass
class LinkFilter:
    """``feed`` gives what may go out of a piece, ``finish`` the rest. One channel of one answer.

    ``allowed`` are hosts ("example.org" allows its subdomains, too). ``known`` are links as they stood in what the
    caller wrote or the district approved, see ``links_in``. ``removed`` counts what was taken out.
    """

    allowed: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    removed: int = 0
    _held: str = ""
    _dropping: bool = False  # inside a word that was left out and has not ended yet
    _in_alt: bool = False  # behind "![": what follows in brackets is fetched unasked

    def feed(self, text: str) -> str:
        """The next piece in; what may be shown, out."""
        self._held += text
        return self._shown(at_end=False)

    def finish(self) -> str:
        """What is left when the channel ends."""
        return self._shown(at_end=True)

    def whole(self, text: str) -> str:
        """All of a channel at once."""
        self._held += text
        return self._shown(at_end=True)

    def _shown(self, *, at_end: bool) -> str:
        shown = []
        while self._held:
            cut = self._plain_end(at_end=at_end)
            if cut:
                shown.append(self._held[:cut])
            else:
                cut = _end_of_unit(self._held) or (len(self._held) if at_end else 0)
                if not cut:
                    break
                shown.append(self._judged(self._held[:cut]))
            self._held = self._held[cut:]
        return "".join(shown)

    def _plain_end(self, *, at_end: bool) -> int:
        """How far there are only whole words without anything of a link."""
        if self._dropping:
            return 0
        maybe = MAYBE.search(self._held)
        if at_end and maybe is None:
            return len(self._held)
        clear = self._held[: maybe.start()] if maybe else self._held
        return max(clear.rfind(" "), clear.rfind("\n")) + 1

    def _judged(self, unit: str) -> str:
        if self._dropping:
            self._dropping = not unit[-1:].isspace()
            return "" if self._dropping else unit[-1:]
        if MAYBE.search(unit) is None:
            return unit
        if len(unit) >= LONGEST:
            self.removed += 1
            self._dropping = not unit[-1:].isspace()
            return "(a very long link was left out) "
        told = self._without_links(unit)
        begin = unit.rfind("![")
        self._in_alt = "](" not in unit[begin:] if begin >= 0 else self._in_alt and "](" not in unit
        return told

    def _without_links(self, unit: str) -> str:
        bare = undone(unit)
        if unit.lstrip().startswith("<") or TAG_BEGINS.search(unit):
            return self._without_tags(unit)
        if bare != unit and not _same_links(bare, unit):
            # A link that only shows once what hides it is undone: the whole word goes.
            return self._hidden(unit, bare)
        return self._replaced(unit)

    def _hidden(self, unit: str, bare: str) -> str:
        told = self._replaced(bare)
        return self._replaced(unit) if told == bare else told

    def _without_tags(self, unit: str) -> str:
        pieces = []
        at = 0
        for begin in TAG_BEGINS.finditer(unit):
            if begin.start() < at:
                continue
            end = unit.find(">", begin.start())
            end = len(unit) if end < 0 else end + 1
            pieces += [self._replaced(unit[at : begin.start()]), self._tag(unit[begin.start() : end])]
            at = end
        rest = unit[at:]
        return "".join((*pieces, self._replaced(rest) if rest else ""))

    def _tag(self, tag: str) -> str:
        bare = re.sub(r"[\t\r\n]", "", undone(tag))
        found = BEGINS.search(bare) or ANY_SCHEME.search(bare)
        if ATTRIBUTE.search(bare):
            urls = [each.strip("\"'") for each in ADDRESS.findall(bare)]
            simple = len(ATTRIBUTE.findall(bare)) == len(urls) and bool(urls)
            relative = simple and not found and all(re.fullmatch(r"[\w./ #-]*", each) for each in urls)
            if relative or (simple and all(self._stays(each, image="href" not in bare.lower()) for each in urls)):
                return tag
            return self._note(bare)
        if not found:
            return tag
        return tag if self._stays(bare.strip("<>"), image=False) else self._note(bare)

    def _replaced(self, unit: str) -> str:
        pieces: list[str] = []
        at = 0
        while begin := BEGINS.search(unit, at):
            start = begin.start()
            close = ENDS.search(unit, begin.end())
            end = close.start() if close else len(unit)
            url = unit[start:end].rstrip(TRAILING)
            end = start + len(url)
            image = unit[:start].endswith(("](", "](<")) and (self._in_alt or "![" in unit[:start])
            if self._stays(url, image=image):
                pieces.append(unit[at:end])
            else:
                pieces += [_opened(unit[at:start]), self._note(url)]
                end += _closed(unit, start, end)
            at = end
        if not pieces:
            return self._other_scheme(unit)
        pieces.append(unit[at:])
        return "".join(pieces)

    def _other_scheme(self, unit: str) -> str:
        """A scheme that is not in the list, where a link stands: ``](weird:...)``."""
        found = ANY_SCHEME.search(unit)
        if not found or re.fullmatch(r"(?s).*\]:\s*", unit[: found.end()]):
            return unit
        return unit[: found.start()] + "] " * unit[found.start() :].startswith("]") + self._note("")

    def _stays(self, url: str, *, image: bool) -> bool:
        host, begins = host_of(url), r"(?i)https?:" if image else r"(?i)https?:|[a-z0-9.-]+(?::\d|[/?#])"
        is_allowed = host and self._is_allowed(host) and "@" not in url and not PASSED_ON.search(url, 8)
        if is_allowed and re.match(begins, undone(url)):
            return True
        return not image and url in self.known

    def _is_allowed(self, host: str) -> bool:
        return any(host == each or host.endswith(f".{each}") for each in self.allowed)

    def _note(self, url: str) -> str:
        self.removed += 1
        host = shown_host(host_of(url))
        return f"(link to {host} left out)" if host else "(link left out)"


def links_in(texts: Iterable[str]) -> frozenset[str]:
    """Every link in texts that a caller wrote or a district approved, as ``LinkFilter`` compares it."""
    found: set[str] = set()
    for text in texts:
        if "/" not in text and ":" not in text and "www." not in text.lower():
            continue  # nothing that a link begins with
        for word in text.split():
            if "/" not in word and "www." not in word and ":" not in word[:-1]:
                continue
            begin = BEGINS.search(word)
            while begin:
                close = ENDS.search(word, begin.end())
                end = close.start() if close else len(word)
                url = word[begin.start() : end].rstrip(TRAILING)
                found.add(url)
                begin = BEGINS.search(word, max(end, begin.end()))
    return frozenset(each for each in found if each)


def _end_of_unit(text: str) -> int:
    """The end of the first word or tag of ``text`` with the space behind it, 0 while it may go on."""
    at = 0
    while True:
        space = SPACE.search(text, at)
        tag = TAG_BEGINS.search(text, at)
        if tag is None or (space and space.start() < tag.start()):
            end = space.start() + 1 if space else 0
            break
        close = CLOSE.search(text, tag.end())
        if close is None:
            end = 0
            break
        at = close.start() + 1 if close.group() == ">" else close.end()
        if close.group() != ">":
            end = at
            break
    if not end or end > LONGEST:
        return LONGEST if len(text) > LONGEST else 0
    return end


SPACE = re.compile(r"\s")
CLOSE = re.compile(r">|\n[ \t]*\n")


def _same_links(one: str, other: str) -> bool:
    def of(text: str) -> list[str]:
        return [each.group() for each in BEGINS.finditer(text)]

    return of(one) == of(other) and bool(ANY_SCHEME.search(one)) == bool(ANY_SCHEME.search(other))


def _opened(before: str) -> str:
    """What stands before a link that goes: "[text](" becomes "[text] "."""
    for opening in ("](<", "]("):
        if before.endswith(opening):
            return before.removesuffix(opening) + "] "
    return before.removesuffix("<")


def _closed(unit: str, start: int, end: int) -> int:
    """How many closing brackets of the link go with it."""
    rest = unit[end:]
    if unit[:start].endswith("](") and rest.startswith(")"):
        return 1
    if unit[:start].endswith("](<") and rest.startswith(">)"):
        return 2
    return int(unit[:start].endswith("<") and rest.startswith(">"))
