"""What was decided, on exactly which version, by whom, under which conditions, until when?

Decisions owns: decision, its number in the year ("2026-14"), its record and the digest of it, the
minutes. A decision follows from a closed item; the same version is decided once.

One person decides only by a right that a committee gave (a delegation) or by hearing an appeal: such a decision has its
number, record and digest like any other, and names what it rests on instead of a meeting.

It refuses: closing without a quorum (it says who is missing), closing by somebody who asked for the
thing, a second decision on the same version, an approval without a last day. An advisory committee
only recommends: the superintendent decides on its recommendation.
"""
