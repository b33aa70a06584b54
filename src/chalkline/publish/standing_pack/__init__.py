"""Which people, keys and stops does the gateway know right now?"""
