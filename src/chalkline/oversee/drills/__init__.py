"""Does a stop reach the gateway, does an alert reach whoever is on call, and how long does it take?

Drills owns: drill of the stop (a key is issued for a use, the gateway is seen to know it, the key is stopped, and the
seconds are counted until the gateway refuses it: a paused use, a paused tool and a revoked key all travel that way),
drill of the way of an alert (a running gateway writes down an alert that is none, sealed, and the seconds are counted
until somebody on call is told of it). Neither stops anybody, and an alert of a drill says that it is one.

It refuses: to count a drill as passed that nobody measured.
"""
