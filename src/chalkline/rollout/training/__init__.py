"""Which training is there, who has done it, and is it still current?

Owns: course, completion. A decision can make a current training a condition of a use; the gateway then refuses whoever
has not done it. It refuses: a completion in the future, or of somebody who does not work here.
"""
