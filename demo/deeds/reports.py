"""What is presented to the board, and the strategy that the committee adopts."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, deed


@deed("presents the packet to the board")
def presents_the_packet(moment: Moment, *, since: Day | None = None, until: Day | None = None) -> Any:
    """As it stands on that day: of these days, or of the three months before."""
    from chalkline.report.board.api import present_packet, quarter_of

    quarter = quarter_of(moment.year.day_of(moment.now))
    return present_packet(moment.actor, since or quarter.first_on, until or quarter.last_on, now=moment.now)


@deed("puts the strategy on the agenda")
def puts_the_strategy_on_the_agenda(moment: Moment, *, meeting: Named) -> Any:
    """Frozen as the records have it: the committee votes on exactly this version."""
    from chalkline.report.strategy.api import propose_strategy

    return propose_strategy(moment.actor, meeting, now=moment.now)
