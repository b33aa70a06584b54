"""Why does this district use AI, for what, by whose decision, and in what order?

Strategy owns: strategy (a document put together from goals, problems, use cases, committees, rules in force, approved
uses and their last days), version (one that was put before a committee, with its digest), adoption (by a decision),
what changed in the records since. It is the same for everyone who reads it on the same day.

It refuses: to be written by hand, and to call a version adopted that no committee decided on. What is missing in it is
missing in the records.
"""
