"""Who asked for what, how was it looked at, and what may therefore be used?"""
