"""What do staff, students and families say about AI here, and what did we do about it?

Owns: round (a few questions to one audience, open from one day to another, reached by a link or a picture of it),
remark (one free text, kept apart from everything else its writer said), theme (what several remarks say, in the words
of a named person) and its answer. Nobody is asked who they are, and no answer is tied to anybody.

It refuses: to show a remark in public; to keep what is surely personal data in one, or to show what may be a child's
name before a named person has looked; to count fewer than ten; to call a number of answers a success.
"""
