"""What may be used here: by whom, for what, with which data, until when, by which decision?

Uses owns: approved use, suspension, the terms that the published policy is compiled from. An approved
use follows from a recorded decision and from nothing else; what it says is read from the packet that
was decided on, never from the request as it is now.

It refuses: a grant when the request is no longer what was decided, a grant by a person, and lifting a
stop by fewer than two people, or by anybody who asked for the use.
"""
