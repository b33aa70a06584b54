"""The way of requests: the rules that say how much care one needs, and who may decide small ones for the committee."""
