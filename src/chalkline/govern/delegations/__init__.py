"""Who may decide small matters for the committee, up to where, and did the committee look at what came of it?

Delegations owns: delegation (to a role or a person, by a committee's decision, with limits and a last day), the drawn
look (a delegated decision that comes back to the committee), confirming, pulling back. It ends by itself.

It refuses: a red matter, restricted data, more than the number a month, a matter of one's own or one that one reviewed,
voting on a delegation to oneself. Which decisions come back is drawn from an id that nobody chooses.
"""
