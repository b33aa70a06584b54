"""The public door of reading."""

from chalkline.rollout.reading.agreements import read_agreements
from chalkline.rollout.reading.asking import Given, Rejected, Sorted, Wrong, rows_in, sort_rows
from chalkline.rollout.reading.tools_and_requests import read_makers, read_requests, read_tools

__all__ = [
    "Given",
    "Rejected",
    "Sorted",
    "Wrong",
    "read_agreements",
    "read_makers",
    "read_requests",
    "read_tools",
    "rows_in",
    "sort_rows",
]
