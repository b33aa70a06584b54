"""What has the family of a student said: no to a tool, or yes where its yes is needed?

Owns: choice (one answer of one family about one tool), letter (a link by which a family answers, once, without
an account). A choice holds until the family takes it back, and taking back is as easy as giving. It refuses: an
answer by a letter that was used or has run out; to show a choice to anybody who does not answer for the child.
No name of a child stands in the leaf of a fact.
"""
