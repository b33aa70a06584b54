"""Does a stop reach the gateway, and how long does it take?

Drills owns: drill (a key is issued for a use, the gateway is seen to know it, the key is stopped, and the seconds are
counted until the gateway refuses it). It is the same way on which a paused use, a paused tool or a revoked key travels,
so it shows what a real stop would do, and stops nobody.

It refuses: to count a drill as passed that nobody measured.
"""
