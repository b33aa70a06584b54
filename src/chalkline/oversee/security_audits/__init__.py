"""Is the way we run AI secure, what shows it, and who mends what is not?

Security audits owns: security audit (a checklist gone through on a day), answer (with evidence), weakness (what is
not as it should be, with owner, day and retest). What the product can answer from its own records it answers itself.

It refuses: an answer without evidence, closing an audit with unanswered items, and a retest by whoever mended it.
"""
