"""What rejects a candidate that only looks like a number: check digits, ranges, who gives such numbers out.

Each takes what a pattern found and says how much of it is one: its length, less where the pattern took too much, 0
where it is none.
"""

from __future__ import annotations

import ipaddress

IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29,
    "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28,
    "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip


def anything(text: str) -> int:
    """All of it."""
    return len(text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def ssn(text: str) -> int:
    """A number that could be issued (SSA: no 000, 666 or 9xx area, no 00 group, no 0000 serial)."""
    digits = _digits(text)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    issued = area not in {"000", "666"} and area < "900" and group != "00" and serial != "0000"
    return len(text) if len(digits) == 9 and issued else 0


def card(text: str) -> int:
    """The check digit is right (Luhn, ISO/IEC 7812-1), the digits are not all the same, the first is an issuer's."""
    digits = _digits(text)
    if not 12 <= len(digits) <= 19 or len(set(digits)) == 1:
        return 0
    if digits[0] not in "23456" and digits[:4] != "1800":
        return 0
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return len(text) if total % 10 == 0 else 0


def phone(text: str) -> int:
    """A number of the North American plan: area and exchange begin with 2 to 9."""
    digits = _digits(text.lower().partition("x")[0].partition("ext")[0])
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return len(text) if len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789" else 0


def phone_abroad(text: str) -> int:
    """Seven to fifteen digits (ITU E.164), not all the same, and not a date."""
    digits = _digits(text.lower().partition("x")[0].partition("ext")[0])
    if not 7 <= len(digits) <= 15 or len(set(digits)) < 3 or text.startswith("+0"):
        return 0
    if text.count(".") == 1 and text.replace(".", "").lstrip("+").isdigit():
        return 0  # a decimal number
    parts = [each for each in text.replace(".", "-").replace("/", "-").replace(" ", "-").split("-") if each]
    lengths = [len(each) for each in parts]
    is_other = lengths == [3, 2, 4] or sorted(lengths) in ([2, 2, 4], [1, 2, 4], [1, 1, 4], [2, 2, 2])  # SSN, date
    return 0 if is_other and not text.startswith("+") else len(text)


def secret(text: str) -> int:
    """A word after "password:" that is one, and not "required" or "policy"."""
    text = text.rstrip(".,;")
    return len(text) if any(each.isdigit() for each in text) and any(each.isalpha() for each in text) else 0


def random_looking(text: str) -> int:
    """A key: letters and digits."""
    return len(text) if any(each.isdigit() for each in text) and any(each.isalpha() for each in text) else 0


def routing(text: str) -> int:
    """Nine digits with the check digit of the American Bankers Association."""
    digits = _digits(text)
    if len(digits) != 9 or digits == "000000000":
        return 0
    total = sum(weight * int(each) for weight, each in zip((3, 7, 1) * 3, digits, strict=True))
    return len(text) if total % 10 == 0 else 0


def iban(text: str) -> int:
    """ISO 13616: the length is the country's and the remainder by 97 is 1. What follows the number is left out."""
    length, count = IBAN_LENGTHS.get(text[:2].upper(), 0), 0
    for place, each in enumerate(text):
        count += each.isalnum()
        if each.isalnum() and count == length:
            number = "".join(other for other in text[: place + 1] if other.isalnum()).upper()
            rest = text[place + 1 : place + 2]
            whole = int("".join(str(int(other, 36)) for other in number[4:] + number[:4]))
            return place + 1 if whole % 97 == 1 and not rest.isalnum() else 0
    return 0


def address_of_network(text: str) -> int:
    """An IPv4 or IPv6 address; not "::" alone."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return 0
    return len(text) if sum(each.isalnum() for each in text) >= 4 and not found.is_unspecified else 0


NO_STREET = frozenset(
    """
    phone home cell tel telefono fax call que con en hay es son por para se me un una muy mas vi vimos tengo hace
a an and are as at by came did every few for from had has have in into is it kids long more most much my of on
or our out people per same some students that the their then they this to took was way we went were will with
words years days minutes hours pages times miles percent points feet inches meters dollars books steps side each
other right left one two which no any
""".split()  # noqa: SIM905 (a list of words that people read and extend)
)


def street(text: str) -> int:
    """A house number and a street: no words stand between that stand in no street's name."""
    words = text.lower().replace(",", " ").split()
    return 0 if NO_STREET & set(words[1:-1]) or words[0] in {"19", "20"} else len(text)
