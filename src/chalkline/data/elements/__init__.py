"""What does the district say of each kind of data, beside what the vocabulary says?

Elements owns: note (the district's own words about an element: where it is defined here, how long it is kept,
what to look out for). Names, classes and what the gateway does come from the vocabulary.

It refuses: a new element by form. The vocabulary grows by decision, so that the gateway can find what it names.
"""
