"""Which texts are kept, until when, and who has read one?

Kept texts owns: kept text (prompt and answer of one call, sealed, with its last day), reading (somebody opened one,
with a reason). What is kept follows from the condition of a use, decided by a committee; this domain only takes in,
shows to whom it may, and removes.

It refuses: to keep anything without such a condition, to keep it a day longer than was decided, and to show a text
without a reason that stands in the ledger.
"""
