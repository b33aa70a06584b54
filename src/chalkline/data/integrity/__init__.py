"""Is a roster sound enough to build on, which rows are to be fixed, and is it getting better?

Integrity owns: audit (of one export, on one day, with its score), rule (law/integrity), fault (a row that breaks
a rule), dimension, rows to fix, coverage (how sound the records of each group of students are), requirement (an
approved use that holds only while an audit is recent and good enough).

It refuses: to change a roster, to keep an export (only ids of rows to fix, for a month), to show a count of a
small group, and to drop a requirement while it is not met.
"""
