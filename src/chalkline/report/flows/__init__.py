"""Which kinds of data go to which tool, under which approved use, and does an agreement cover it?

Flows owns: flow (one kind of data to one tool under one approved use), cover (whether the agreement in date
lists it). Read from the policy in force, so what stands here is what the gateway obeys.

It refuses: to say what was really sent. That is in the exchanges, and who may read those is another question.
"""
