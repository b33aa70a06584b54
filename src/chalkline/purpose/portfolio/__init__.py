"""Of all that AI might do here, which comes first, which waits, and how sure is that order?

Portfolio owns: score (on written anchors, by a named person, with evidence), gate, weight, weighting, rank, the four
tests, the steps of the work as they are and as they would be, the first workflow, and the limit of active high-impact
use cases. Weights and limit are the committee's: they change by its decision only.

It refuses: a score without evidence, to trade a gate for points, a first workflow that does not pass the four tests,
and one more active high-impact use case than the limit allows.
"""
