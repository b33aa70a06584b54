"""Which problem, and which first?"""
