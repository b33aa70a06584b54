"""Why does this district use AI, for what, by whose decision, and in what order?

Strategy owns: strategy (a document put together from problems, use cases, committees, rules in force, approved uses
and their last days). It is the same for everyone who reads it on the same day.

It refuses: to be written by hand. What is missing in it is missing in the records. It is a draft until a board adopts
it; that it was adopted is a decision, and this domain takes none.
"""
