"""Are the answers right, fair and to the point, and who has looked?

Output review owns: monitor (who reviews the answers of a use, and how many of the kept ones), sampled answer (one that
was drawn, with its due day), review (wrong, biased, off-task or fine, how bad, a note). Answers are drawn by a rule
that nobody can influence, and only from what a use's decision allows to be kept.

It refuses: a review of one's own call, a review that only the person behind the use has made, and rates that could tell
of one person.
"""
