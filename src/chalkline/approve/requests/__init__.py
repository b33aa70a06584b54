"""Who asked to use which tool, for which problem, with whose data?"""
