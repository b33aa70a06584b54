"""When X, then Y: the only list of what follows from a fact by itself.

Each line names a kind of fact and the function it leads to. The function is called at least once and
takes effect once, after the fact is sequenced, with Chalkline itself as the actor. Everything that
flows "back" against the import order flows through here, and is readable in one place.
"""

from __future__ import annotations

REACTIONS: list[object] = []
