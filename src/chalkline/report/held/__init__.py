"""Everything that Chalkline holds about one child, for its family.

It asks each step in turn: the roster and the family's own words (data), calls through the child's own key (publish
and the exchange log), what kept logs tie to the child (discover), measures of pilots by their keyed codes (pilot).
What is not held is said as plainly. It refuses to run before it is certain who asks: the command of data.access
sees to that.
"""
