"""Who asked to see what the district holds about a child, and was it answered in time?

Owns: access request, its day of reply (45 days by FERPA, read from the legal data), the export of what Chalkline holds.
It refuses: an export before somebody has made sure who asks, and an answer without one.
"""
