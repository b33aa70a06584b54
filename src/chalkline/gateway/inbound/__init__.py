"""How does one call pass through the gateway, on whatever route it came?

One pipeline for all routes: who calls, what is in the body, what the policy decides, then the stages (limits, safety,
release, ...), the model, the filters of the answer, the record, the last byte. What differs between routes is a
``Shape``: where texts lie in a body and in an answer, and how a route says an error or a text of ours.

Owns: shape, channel, text filter, stage, call. Refuses every body that it cannot read whole.
"""
