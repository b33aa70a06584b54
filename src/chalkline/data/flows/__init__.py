"""Why does each kind of data go to a tool, from which system, and by which way?

Flows owns: route (one element of one approved use: why it is needed, where it comes from, how it gets there),
way, schedule check (what goes to a tool against what its agreement lists).

It refuses: an element that the use does not allow, a route without a reason, and to say what was really sent:
that is in the exchanges.
"""
