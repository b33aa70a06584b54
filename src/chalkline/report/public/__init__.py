"""Which AI touches my child, with what data, why, who decided, until when, and how do I object?

Public owns: register (the approved uses in force, for a reader who knows nobody here), listing, touching
(whether a use concerns a grade, as the rulebook decides it). It is made from the published policy and the
decisions behind it, each time it is read.

It refuses: to name a person, to count a small group, to say anything the policy in force does not say.
"""
