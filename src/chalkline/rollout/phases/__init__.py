"""In which steps does an approved use reach people, and what must be so before the next step?

Owns: rollout plan, phase, gate, excuse. A gate is a condition of a known kind that Chalkline reads from its own
records; nobody ticks it. While a plan runs, the approved use holds only for the phases that are open: the gateway and
the question page keep to it. It refuses: opening a phase while a gate is not met and not excused, excusing a gate
silently, one person doing both, and changing what a phase waits for once the plan runs.
"""
