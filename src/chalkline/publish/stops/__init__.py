"""What was stopped at once in the whole district, by whom and why, and who lets it go on?

Stops owns: stop (of a tool, or of a model by the name that calls ask for), what to use instead. One person stops;
gateways obey within seconds by the standing pack, and filter lists follow. A committee looks at each within ten days.

It refuses: a stop without a reason, a model that no tool names, and to let anything go on by fewer than two people, or
by anybody who asked for what was stopped. An approved use is stopped in ``approve.uses``.
"""
