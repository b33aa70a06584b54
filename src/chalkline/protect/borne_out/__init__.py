"""Is a sentence borne out by the source it names?

Owns: sentence, source, quote, standing (holds, look, fails), the terms by which words are matched. One rule for what
Assist drafts, what a person changes in it, and what a model says through the gateway.
Refuses: to judge by likeness in meaning, and to call something true. Pure: no Django, no database, no clock.
"""
