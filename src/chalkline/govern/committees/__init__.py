"""Who sits on which committee, when does it meet, what is before it, and how did each member vote?

Committees owns: committee, charter, seat, constituency, voice, meeting, agenda item, motion,
attendance, quorum, recusal, vote. An item points at exactly one version of what is asked (SubjectRef
with digest) and carries who may not vote on it, said by the step that put it there.

It refuses: a vote by somebody who asked for the thing, who declared a conflict, who is not in the
room, or after closing; a meeting without the notice its charter promises. A reviewer may vote, but
never so that this vote decides for the motion.
"""
