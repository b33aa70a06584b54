"""Which agreement covers a tool, which data elements does its schedule list, and until when?"""
