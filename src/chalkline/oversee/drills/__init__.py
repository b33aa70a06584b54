"""Does a stop reach the gateway, does an alert reach whoever is on call, and how long does it take?

Drills owns: drill of a stop (a key that nobody holds is issued for a use and the gateway is seen to know it; then the
key is stopped, or for this key alone the tool or its model, and the seconds are counted until the gateway refuses),
drill of the way of an alert (a running gateway writes down an alert that is none, sealed, and the seconds are counted
until somebody on call is told of it). Neither stops anybody, and an alert of a drill says that it is one.

It refuses: to count a drill as passed that nobody measured.
"""
