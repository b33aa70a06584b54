"""Somebody does not accept a no, or a condition: who hears them, by when, and what did they say?

Appeals owns: appeal (against one decision, once, with a reason, in thirty days), who hears it, its outcome. What one
person decided by delegation goes before the committee; what a committee decided is heard by the superintendent. The
outcome is a decision of its own, with a number.

It refuses: a second appeal, an appeal after its term, hearing by anybody who asked, reviewed, voted or decided.
"""
