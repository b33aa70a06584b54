"""What happened here, and can anyone prove that it was altered?

The ledger owns: fact (one thing that happened, in a sentence), leaf (the fact's public part: random
ids and salted commitments, never personal data), log (a Merkle tree of leaves), checkpoint (the
signed head of a log), proof. Two logs a district: governance (kept) and exchange (prunable).

It refuses: to change or remove a leaf; to put anything about a person into one.
"""
