"""What did privacy, curriculum and security find in a request, and under which conditions could it go ahead?

Reviews owns: review, kind of review, finding, recommendation, proposed condition, question to the
person who asked. Kinds are data (kinds.py): which roles answer them, what they ask, when they are
needed. Reviews of one request run side by side; an answered one is never edited, a later version
replaces it.

It refuses: a review by anybody who asks for the same thing or ever did, an objection without a
finding, support with a red flag.
"""
