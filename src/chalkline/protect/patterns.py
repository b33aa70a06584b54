"""Patterns of personal data and secrets, for a linear-time engine (RE2): no input can make them slow.

What a pattern can find by itself, without knowing whose it is. Names and everything else that needs the
district's roster are not here. A pattern finds candidates; a check then rejects what only looks alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{4})"
)
STREET = (
    r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|boulevard|blvd|place|pl|circle|cir|terrace|ter"
    r"|way|parkway|pkwy|trail|trl)"
)
CARD = r"\b(\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{1,7}|\d{4}[- ]\d{6}[- ]\d{5}|\d{13,19})\b"  # as cards are written


@dataclass(frozen=True)
class Pattern:
    """One pattern. ``word`` names it in a stand-in; group 1 is what is found, the whole match without one."""

    kind: str
    element: str
    word: str
    regexp: str
    check: Callable[[str], bool] = lambda text: True


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())


def is_ssn(text: str) -> bool:
    """Whether the numbers could be issued (SSA: no 000, 666 or 9xx area, no 00 group, no 0000 serial)."""
    digits = _digits(text)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    return len(digits) == 9 and area not in {"000", "666"} and area < "900" and group != "00" and serial != "0000"


def is_card(text: str) -> bool:
    """Whether the check digit is right (Luhn, ISO/IEC 7812-1) and the digits are not all the same."""
    digits = _digits(text)
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1 or digits[0] not in "23456":
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_phone(text: str) -> bool:
    """Whether it is a number of the North American plan: area and exchange begin with 2 to 9."""
    digits = _digits(text)
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"


def looks_secret(text: str) -> bool:
    """Whether a word after "password:" is one, and not "required" or "policy"."""
    return any(each.isdigit() for each in text) and any(each.isalpha() for each in text)


PATTERNS: tuple[Pattern, ...] = (
    Pattern("ssn", "stu_ssn", "SSN", r"\b(\d{3}[-. ]\d{2}[-. ]\d{4})\b", is_ssn),
    Pattern(
        "ssn",
        "stu_ssn",
        "SSN",
        r"(?i)\b(?:ssn|social security(?: number| no\.?| #)?)\W{0,3}(?:is |number )?\W{0,3}(\d{9})\b",
        is_ssn,
    ),
    Pattern("card", "credentials", "CARD", CARD, is_card),
    Pattern("secret", "credentials", "SECRET", r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    Pattern("secret", "credentials", "SECRET", r"\b(?:sk|rk|pk)[-_](?:[a-z]+[-_])?[A-Za-z0-9_-]{20,}"),
    Pattern("secret", "credentials", "SECRET", r"\bAKIA[0-9A-Z]{16}\b"),
    Pattern("secret", "credentials", "SECRET", r"\bgh[pousr]_[A-Za-z0-9]{30,}"),
    Pattern("secret", "credentials", "SECRET", r"\bxox[abeprs]-[A-Za-z0-9-]{10,}"),
    Pattern("secret", "credentials", "SECRET", r"\bAIza[0-9A-Za-z_-]{35}"),
    Pattern("secret", "credentials", "SECRET", r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{5,}"),
    Pattern("secret", "credentials", "SECRET", r"\bck-[A-Za-z0-9_-]{40,}"),
    Pattern(
        "secret",
        "credentials",
        "SECRET",
        r"(?i)\b(?:password|passwd|passcode|pwd)\s{0,3}(?:is|was|:|=)\s{0,3}[\"'“]?([^\s\"'”]{6,64})",
        looks_secret,
    ),
    Pattern(
        "email",
        "par_contact",
        "EMAIL",
        r"(?i)[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}",
    ),
    Pattern("phone", "stu_phone", "PHONE", r"(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b", is_phone),
    Pattern(
        "phone",
        "stu_phone",
        "PHONE",
        r"(?i)\b(?:phone|call|cell|mobile|text|tel|number|reach)[a-z]{0,3}\b[^\d\n]{0,20}(\+?1?\d{10})\b",
        is_phone,
    ),
    Pattern(
        "dob",
        "dob",
        "BIRTHDATE",
        r"(?i)\b(?:born(?: on)?|birth ?day|birth ?date|date of birth|d\.?o\.?b\.?)"
        rf"\W{{0,3}}(?:is |was |on ){{0,2}}({DATE})",
    ),
    Pattern(
        "student_number",
        "stu_local_id",
        "STUDENT_NUMBER",
        r"(?i)\b(?:student(?:’s|'s)? ?(?:id|number|no\.?|#)|local id|sis id|lunch (?:number|pin)|id(?: number| no\.?)?)"
        r"\W{0,3}(?:is )?(\d{4,12})\b",
    ),
    Pattern(
        "address",
        "stu_address",
        "ADDRESS",
        rf"\b(\d{{1,5}} (?:[NSEW]\.? )?(?:[A-Z][A-Za-z]{{1,20}} ){{1,3}}(?i:{STREET})\b\.?"
        r"(?:,? (?i:apt|unit|#)\.? ?\w{1,5})?)",
    ),
)  # fmt: skip

# Elements that can be found by a pattern and replaced. Blocked elements are never replaced: they are refused.
REPLACEABLE = frozenset({"stu_phone", "stu_email", "par_contact", "dob", "stu_local_id", "stu_address"})
DETECTABLE = frozenset(pattern.element for pattern in PATTERNS) | REPLACEABLE
