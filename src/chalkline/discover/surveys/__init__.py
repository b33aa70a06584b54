"""What do people say they use, for what, and what do they need?

Surveys owns: survey (a ready questionnaire for staff, families or students, or about one tool, reached by a link),
answer (counted when it comes in; no answer is kept as such), text (what somebody wrote, kept apart from all else),
need (what many say would help). What is said of tools stands in the audit beside what logs, ledgers and installed
apps show; a need that many have may become a problem of the district, when a named person says so.

It refuses: to ask or keep who answers, or from where, or at what hour; to show any result while answers still come
in, and any of fewer than ten; to show a text before names are taken out; to put an answer into the ledger.
"""
