"""What did we know on that day, and what has changed since?

Audits owns: taken audit (the answer of a day, frozen with its sources, the catalogue and the policy behind it),
comparison (what is new, gone, grown, shrunk, or stands otherwise). A taken audit never changes.

It refuses: to keep an exact small count; to compare what may not be shown; to tell a difference of fewer than ten
people, as that would be a small group.
"""
