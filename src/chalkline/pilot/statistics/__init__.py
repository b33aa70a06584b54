"""The statistics of pilots, by the education field's own standards. Pure: numbers in, numbers out.

Each function says its formula and its source; docs/reference/statistics.md lists them, and
tests/vectors/evaluation holds worked cases made by other programs. WWC is the What Works Clearinghouse,
Procedures and Standards Handbook, version 5.0 (2022).

It refuses to give a number where there is none: ``NotComputable`` names the reason.
"""
