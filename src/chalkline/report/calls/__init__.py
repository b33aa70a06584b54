"""What did the gateway let out, what did it stop, and why?

Calls owns: fate of a call (answered, answered with data replaced, stopped, unanswered), reason of a stop.
It counts what the exchange log holds and shows no small group. It refuses: to say who called, and what
was written; neither is in the log.
"""
