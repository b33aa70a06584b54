"""What has the district approved to say, who answers for it, and until when?

Library owns: document, version (one file or answer, told by its digest), passage (a piece of it with page and
headings), approval (by a second person), review date, expiry, audience, theme. A version is live only while it is
approved, begun, not ended, and its document not withdrawn: every reader asks that in the query itself.

It refuses: to let people approve what they added themselves; to give a passage of anything that is not live; to
read an upload anywhere but in a process of its own.
"""
