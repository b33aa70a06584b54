"""Who may decide, what was decided, which text is in force?"""
