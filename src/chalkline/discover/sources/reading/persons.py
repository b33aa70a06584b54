"""Who is meant by a name in a log, and what is kept instead of it.

A log names people as it likes: by e-mail in any case, "Last, First (user@domain)", DOMAIN\\user, a bare
username, or only the address of a device. What is kept is a keyed hash: the same person gets the same
one from every source, and without the district's key nobody can tell whose it is.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalkline.discover.sources.reading.columns import EMAIL
from chalkline.discover.sources.reading.orders import Who

IN_BRACKETS = re.compile(r"[(<]\s*([^()<>\s]+)\s*[)>]\s*$")
NOBODY = {"", "-", "n/a", "na", "none", "null", "unknown", "(unknown)", "anonymous", "guest", "unauthenticated"}


@dataclass(frozen=True)
class Kept:
    """What is kept of somebody. ``tie``: "roster", "account" (not on the roster), "device" or "nobody"."""

    user_key: str
    role: str = ""
    school_id: str = ""
    grade_band: str = ""
    tie: str = "nobody"


NO_PERSON = Kept("")


def plain_user(text: str) -> str:
    """The user a cell means, in one spelling; "" for nobody."""
    cell = text.strip().strip('"').strip()
    bracketed = IN_BRACKETS.search(cell)
    if bracketed:
        cell = bracketed[1]
    email = EMAIL.search(cell)
    if email:
        cell = email[0]
    elif "\\" in cell:
        cell = cell.rsplit("\\", 1)[-1]
    user = cell.casefold().strip(" .,;")
    return "" if user in NOBODY else user


class Persons:
    """Finds people of the roster by how logs name them, and makes keyed hashes."""

    def __init__(self, listed: Iterable[Who], key: bytes) -> None:
        people = tuple(listed)
        self._key = key
        self._known: dict[str, Who] = {}
        local: dict[str, list[Who]] = {}
        for who in people:
            for name in (who.email.casefold(), who.username.casefold()):
                if name:
                    self._known.setdefault(name, who)
            if "@" in who.email:
                local.setdefault(who.email.casefold().partition("@")[0], []).append(who)
        self._roster_ids = {who.roster_id.casefold(): who for who in people if who.roster_id}
        self._domains = {name.partition("@")[2] for name in self._known if "@" in name}
        self._local = {name: found[0] for name, found in local.items() if len(found) == 1}

    def find(self, user: str) -> Who | None:
        """The person of the roster who is meant by a plain user name, or None."""
        found = self._known.get(user)
        if found:
            return found
        name, _, domain = user.partition("@")
        if not domain:
            return self._local.get(user)
        return self._known.get(name) if domain in self._domains or not self._domains else None

    def is_known(self, cell: str) -> bool:
        """Whether a cell of a log names somebody of the roster."""
        return self.find(plain_user(cell)) is not None

    def kept(self, cell: str) -> Kept:
        """What is kept of the person named in a cell."""
        user = plain_user(cell)
        if not user:
            return NO_PERSON
        who = self.find(user) or self._roster_ids.get(user)  # a portal may name people by the id of the student system
        if who is None:
            return Kept(self.hashed("account", user), tie="account")
        return Kept(self.hashed("person", who.person_id), who.role, who.school_id, who.grade_band, "roster")

    def hashed(self, kind: str, text: str) -> str:
        """The keyed hash of a name, 128 bits as hex."""
        return _hashed(kind, text, self._key)


def hash_of_person(person_id: str, key: bytes) -> str:
    """The keyed hash that stands in kept rows for somebody of the roster."""
    return _hashed("person", person_id, key)


def _hashed(kind: str, text: str, key: bytes) -> str:
    return hmac.new(key, f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()[:32]
