"""What has the district set out to do, who adopted it, and for which years?

Goals owns: goal (of the improvement plan, the academic priorities, the technology roadmap), its years,
who adopted it and where that can be read. Problems say which goals they stand in the way of.

It refuses: a goal that nobody adopted, or that has no end.
"""
