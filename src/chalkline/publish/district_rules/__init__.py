"""Which rules does this district make for itself, and which does the law add here?

Owns: rule set (a version of all rows and promises), law switch. A rule narrows what approved uses permit and never
widens it. A set is proposed by one person; where it only narrows, one person puts it in force at once, and gateways
obey within seconds; where it lets anything more through, another person or the committee adopts it, and it takes effect
with the next policy that two people publish. A row cites a clause of a policy, which is looked up when it is proposed.

It refuses: to edit a set (a change is a new version), a set that its proposer adopts, to let go by persons what a
committee decided, to decide beside a committee that was asked, and a law switched by anybody but counsel.
"""
