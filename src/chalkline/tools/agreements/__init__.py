"""Which agreement covers a tool, which data elements does its schedule list, and until when?

Agreements owns: agreement (signed, with a kind, a term and a schedule of data), schedule (the data
elements that may be given under it), in force. The publish step reads it for the invariant that no
tool without an agreement ever receives student records.

It refuses: a schedule with elements that nobody has defined, and a term that ends before it begins.
"""
