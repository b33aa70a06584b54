"""Can somebody outside check what this district says about itself?

Evidence owns: export (the ledger as a folder that proves itself). Taking it is a guarded act that the
ledger tells of, first of all in the export itself.
"""
