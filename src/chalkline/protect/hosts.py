"""Where a link leads, whatever hides it: the address as a reader of Markdown or HTML takes it, and its host."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

SECOND_LEVEL = frozenset({"co", "com", "ac", "edu", "gov", "org", "net", "k12", "gob", "or"})
HIDDEN = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])


def undone(text: str) -> str:
    """The text as a reader of Markdown or HTML would take it: entities, backslashes and look-alikes undone."""
    if not any(each in text for each in "&\\%") and text.isascii():
        return text.translate(HIDDEN)
    told = html.unescape(html.unescape(text))
    told = unicodedata.normalize("NFKC", told.translate(HIDDEN))
    told = told.replace("\u2215", "/").replace("\u2044", "/").replace("\u29f8", "/").replace("\u2236", ":")
    told = re.sub(r"(?i)%(3a|2f|5c)", lambda match: chr(int(match.group(1), 16)), told)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", told)


def host_of(url: str) -> str:
    """The host that an address leads to, in small letters; "" for what is no address."""
    bare = undone(url).strip("<>()[]\"' ")
    bare = re.sub(r"(?i)^(https?|ftps?|wss?|file):[/\\]*", "//", bare).replace("\\", "/")
    if not bare.startswith("//"):
        bare = f"//{bare}" if re.match(r"(?i)[a-z0-9-]+(\.[a-z0-9-]+)+(?=[:/?#]|$)", bare) else bare
    try:
        return (urlsplit(bare).hostname or "").rstrip(".").lower() if bare.startswith("//") else ""
    except ValueError:
        return ""


def shown_host(host: str) -> str:
    """The registered name alone: what stands before it could be data. "" for what is no name."""
    labels = host.split(".")
    if len(labels) < 2 or not all(re.fullmatch(r"[a-z0-9-]{1,40}", each) for each in labels) or labels[-1].isdigit():
        return ""
    several = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3:] if several else labels[-2:])
