"""The public door of reading."""

from chalkline.rollout.reading.asking import Rejected, Sorted, Wrong, rows_in, sort_rows

__all__ = ["Rejected", "Sorted", "Wrong", "rows_in", "sort_rows"]
