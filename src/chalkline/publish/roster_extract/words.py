"""The words of the roster extract."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.people.api import Particulars


@dataclass(frozen=True)
class OnRoster:
    """One person as the roster has them. Ids as text, "" for what it does not say."""

    id: str
    sourced_id: str
    given: str
    family: str
    email: str
    username: str
    number: str
    school_id: str
    role: str
    grade: str
    classes: tuple[str, ...]
    is_active: bool
    particulars: Particulars
