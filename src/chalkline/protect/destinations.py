"""Where a tool may carry what was replaced: what it is called with may hold an address that a stranger made up.

A model that follows the orders of a document can call a tool of the caller's with the document's own address, and put
stand-ins into it. Put back, they would carry out what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalkline.protect.hosts import host_of
from chalkline.protect.links import links_in

LONGEST = 2048  # characters before a stand-in in which the beginning of an address is looked for
BEGINS = re.compile(r"(?i)[a-z][a-z0-9+.-]{0,30}:/{2,}|^//|www\.|(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?=[:/?#])")
ENDS = re.compile(r"[\s\"'`<>]|\\[nrt]")


@dataclass
class Destinations:
    """``may_go(before, name)``: whether what a stand-in stands for may go where it stands, in a tool's arguments.

    It may anywhere but in an address; there, where its host is allowed or named by whoever made the tools, or where the
    caller wrote that address with the same stand-in.
    """

    allowed: frozenset[str]
    makers: Iterable[str]  # texts of those who made the tools: instructions and definitions
    callers: Iterable[str]  # texts of the person who asks, with stand-ins in them
    _hosts: frozenset[str] | None = None
    _links: frozenset[str] = frozenset()

    def may_go(self, before: str, name: str) -> bool:
        """Whether ``name`` is put back behind ``before``."""
        before = before[-LONGEST:]
        word = ENDS.split(before)[-1].replace("\\", "")
        begin = BEGINS.search(word)
        if begin is None:
            return len(word) < LONGEST - 8
        if self._hosts is None:
            self._hosts = frozenset({*self.allowed, *map(host_of, links_in(self.makers))} - {""})
            self._links = links_in(self.callers)
        address = word[begin.start() :]
        rest = address[begin.end() - begin.start() :]
        if any(each in rest for each in "/?#") and "@" not in address:
            host = host_of(address)
            if any(host == each or host.endswith(f".{each}") for each in self._hosts):
                return True
        said = address + name.rstrip("]")  # where a link ends, a closing bracket is none of it
        return any(each.startswith(said) for each in self._links)
