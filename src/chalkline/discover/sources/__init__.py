"""Which logs were loaded, what was in them, what can each of them not show?"""
