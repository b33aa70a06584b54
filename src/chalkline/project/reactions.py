"""When X, then Y: the only list of what follows from a fact by itself.

Each line names a kind of fact and the function it leads to: ``(told, *, now)``. The function is called at
least once and takes effect once, after the fact has its place in the log, with Chalkline itself as the
actor. Everything that flows "back" against the import order flows through here, and is readable in one
place. A chore is what the keeper of the log also does each round: taking in what the gateway wrote down.
"""

from __future__ import annotations

from chalkline.jobs.api import Chore, Reaction

REACTIONS: list[Reaction] = []
CHORES: list[Chore] = []
