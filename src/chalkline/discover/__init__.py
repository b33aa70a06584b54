"""Which AI is in use here, by whom, since when, and is it covered?"""
