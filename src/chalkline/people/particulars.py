"""What tells somebody apart besides name, number and e-mail address: held for one purpose, and shown to nobody.

The gateway replaces it before a text leaves; for that it has to know it (docs/decisions/0031).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Particulars:
    """Of one person; "" and () for what the export does not say.

    ``phones`` are digits, ten for a number of the North American plan. ``addresses`` are street lines, without town.
    ``birth_on`` is a day as 2013-04-05. ``children`` are roster ids of the students whose family somebody is.
    """

    middle: str = ""
    preferred_given: str = ""
    preferred_family: str = ""
    identifiers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    birth_on: str = ""
    children: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of them there are."""
        return tuple(name for name in KINDS if getattr(self, name))


KINDS = tuple(each.name for each in fields(Particulars))
NONE = Particulars()


def particulars_from(plain: dict[str, Any]) -> Particulars:
    """The particulars of values as JSON gives them back."""
    values: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in plain.items()}
    return Particulars(**values)
