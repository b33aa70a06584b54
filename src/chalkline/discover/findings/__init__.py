"""Which tools were found, how far do they reach, are they covered, and what is being done about each?"""
