"""Which use of AI might help with which problem, and what kind of AI is it?"""
