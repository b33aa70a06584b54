"""Which tools were found, how far do they reach, are they covered, and what is being done about each?

Findings owns: audit (the dated answer), finding (a service, or an unknown host, seen in the logs), reach,
standing (how use compares with the approved uses), triage. Screens show no group of fewer than ten; exact
counts are for two roles, with a reason, and every look at them is in the ledger.

It refuses: to call a blocked visit use; to call a visit to a wider product AI use; to guess a purpose.
"""
