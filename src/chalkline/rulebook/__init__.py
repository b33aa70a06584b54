"""May this go out? The policy language and the one pure function that answers.

Rulebook owns: terms (what an approved use says), policy, question, answer, reason, verdict, invariant,
bundle, standing pack. Pure: no Django, no database, no clock. The teacher's question, the gateway,
discovery and the public page all call ``decide()`` here, so they cannot disagree.
"""
