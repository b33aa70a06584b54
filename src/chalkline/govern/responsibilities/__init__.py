"""Who answers for which kind of decision, who does the work, who is asked before and who is told after?

Responsibilities owns: kind of decision, post (a role of law/vocabulary/roles.yaml, held by a person or a
committee), part (answers, does, is asked, is told), gap. It starts from the proposal in roles.yaml; what the
district changes is kept beside it, with the reason, as a fact.

It grants nothing: what somebody may do here stands in people/permissions.py alone. This routes work and shows
where nobody's name stands. It refuses: a kind of decision that nobody answers for, a change without a reason,
and a post held by somebody who is not here.
"""
