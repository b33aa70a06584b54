"""What exactly will the committee read and approve?

Packets owns: packet. It is one version of a request together with its problem, its use case, what the
reviews say and the conditions they ask for, as canonical JSON with a digest. The agenda item carries
that digest, the decision repeats it, and an approved use follows from nothing else.

It refuses: a packet without a problem behind it, with a review missing, or with a review by somebody
who asks for the same.
"""
