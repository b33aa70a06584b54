"""By whom does the gateway know callers, and whose names does it notice in a text?

Owns: roster extract (everybody of the roster as gateways know them), nickname (what somebody is called besides the
name on the roster). It is made anew when people or nicknames have changed, and not at each pack. It refuses: a
nickname that is no name; to keep names of those who have left.
"""
