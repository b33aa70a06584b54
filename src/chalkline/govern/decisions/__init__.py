"""What was decided, about exactly which version of what, by whom, with which conditions, until when?"""
