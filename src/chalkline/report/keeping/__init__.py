"""By what are the terms of each tool kept, who would lose what, and do the published lists hold?

It asks publish (which lists are in force, who fetched them, which policy gateways obey), discover (who uses what, what
was let through since) and approve (what people keep). Groups of fewer than ten are never shown. It refuses to say that
something holds where no log tells.
"""
