"""What went wrong, who has to be told by when, and what do we change?

Incidents owns: concern (anybody says that something is not right), incident (a concern that has consequences),
clock (one duty with its time limit, started by an incident), telling (who told whom, when), change (what will be
different). A concern takes a minute; who raised it can stay unnamed to all but those who handle it.

It refuses: text about people in the ledger, settling a clock without saying why, closing an incident while a clock
runs or before it says what changes, and counting fewer than ten people in public.
"""
