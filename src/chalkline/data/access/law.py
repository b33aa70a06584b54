"""The limit for a reply, from the dated legal data: FERPA, 34 CFR 99.10."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from chalkline.data.access.words import AccessDuty
from chalkline.kernel.written import read_yaml

OBLIGATION = "ferpa-99.10-access"


@lru_cache(maxsize=1)
def access_duty() -> AccessDuty:
    """The duty as the legal data has it. Raises LookupError when the data no longer has it, or not in days."""
    text = (files("chalkline") / "law" / "laws.yaml").read_text(encoding="utf-8")
    for law in read_yaml(text)["laws"]:
        for rule in law["obligations"]:
            days = re.fullmatch(r"P(\d+)D", str(rule["deadline"]["value"]))
            if rule["id"] == OBLIGATION and days and rule["deadline"]["days"] == "calendar":
                return AccessDuty(int(days[1]), law["name"], f"{law['citation']}; {rule['ref']}")
    raise LookupError(OBLIGATION)
