"""What one load has at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from chalkline.discover.sources.reading.opening import Opened
from chalkline.discover.sources.reading.orders import Order
from chalkline.discover.sources.reading.persons import Persons
from chalkline.discover.sources.shapes import Plan, Shape
from chalkline.kernel.apart import Progress


@dataclass
class Work:
    """A file that was opened and recognised, with everything needed to read it."""

    order: Order
    connection: duckdb.DuckDBPyConnection
    opened: Opened
    shape: Shape
    plan: Plan
    persons: Persons
    progress: Progress

    def watch(self, start: int, end: int) -> Callable[[float], None]:
        """Progress of a statement that takes the work from ``start`` to ``end`` percent."""
        return lambda share: self.progress(start + int(share * (end - start)), 100)
