"""Which people, keys and stops does the gateway know right now?

Owns: key (what a caller shows, for one approved use and one holder), stop, standing pack. The pack is made
anew at every change and every few minutes, and is never kept. It refuses: a key for a use that is not in
force or not kept by the gateway; to show a key a second time.
"""
