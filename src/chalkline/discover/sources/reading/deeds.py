"""Was the visit let through or stopped? In the words of the device that says so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Deed = Literal["allowed", "blocked", "unknown"]

BLOCKED = re.compile(
    r"block|den(y|ied|ies)|refus|reject|forbid|prohibi|drop|restrict|filtered|quarantin|stopped|deflect|captive|"
    r"bloque|bloqu|deneg|recha|interdit|gesperrt|blockiert|verweiger|negad|recusad",
    re.IGNORECASE,
)
ALLOWED = re.compile(
    r"allow|permit|accept|pass|grant|success|ok\b|proxied|monitor|log(ged)?\b|warn|notfiltered|"
    r"permit|autoriz|autoris|acept|erlaubt|zugelassen|gestattet|libera|tunnel|hit|miss|observed|trusted",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(not|no|un|nicht|non|nao|não)[\s_-]*(?=block|bloque|bloqu|gesperrt|filtered|den)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def kind_of_deed(word: str) -> Deed:
    """ "Blocked by policy", "DENIED", "Bloqueado", "TCP_DENIED/403" -> "blocked"; unknown words -> "unknown"."""
    text = word.strip()
    if not text:
        return "unknown"
    if NOT.search(text):
        return "allowed"
    if re.fullmatch(r"[1-5]\d\d", text):
        return "blocked" if text in {"403", "451"} else "allowed"
    if BLOCKED.search(text):
        return "blocked"
    return "allowed" if ALLOWED.search(text) else "unknown"
