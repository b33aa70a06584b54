"""What do we answer this family, from which approved source, and who stands by it?

Drafts owns: question (what somebody asked; its text is kept for days, not years), draft (sentences with the passage
each one cites), check (does the sentence say what its source says), gap (something nobody has approved an answer to),
measure (time and words changed, without the text). Without a model a draft is whole sentences of approved passages;
with one, every sentence is checked, and what fails is shown as failed.

It refuses: to say what nothing supports; to draft where a person must answer; to let a reply go out without a
named person who has read every changed sentence; to cite what is no longer live.
"""
