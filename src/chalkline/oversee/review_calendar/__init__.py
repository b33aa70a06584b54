"""What has to be looked at again, by when, and what happens if nobody does?

The review calendar owns: periodic review (somebody looks again at what was allowed), notice (30, 14 and 3 days
before), feed (a person's calendar as a link). Approved uses, agreements, the policy and charters stand on it; a later
step puts its own things there by declaring a kind (see registering.py).

It refuses: a review by somebody who asked for the thing, letting a thing go on past its last day, and ending anything
whose notice was not given at least three days before.
"""
