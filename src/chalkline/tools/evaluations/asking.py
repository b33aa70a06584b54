"""Who asks for a tool, as later steps know it: such people neither assess its evaluation nor accept its risks.

A later step declares it in a module called ``parties`` (loaded when Django starts)::

    asks_for_tools(people_who_asked)

``people_who_asked(slug)`` gives ids of people. Refuses nothing itself: the commands do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

WhoAsks = Callable[[str], Iterable[str]]

_known: list[WhoAsks] = []


def asks_for_tools(who: WhoAsks) -> None:
    """Declare where to ask."""
    if who not in _known:
        _known.append(who)


def who_asks_for(slug: str) -> frozenset[str]:
    """Everybody who asks for a tool, or ever did."""
    return frozenset(person for each in _known for person in each(slug))
