"""How ready is the district for AI, what is missing, and who does what about it by when?

Readiness owns: assessment (sixty questions in seven domains, on a day), found (what the district's own records answer,
with why and where to look), said (what a person answers, with what shows it), level (from not started to mature), step
(one thing to do about an answer: by whom, by when, and what came of it). The questions are those of
``law/vocabulary/readiness.yaml``, in this project's own words.

It refuses: one number for everything; a level above emerging without anything that shows it, or with something older
than a year; to guess where neither a record nor a person answers; to overrule the records without a reason beside it.
"""
