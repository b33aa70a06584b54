"""What does our AI cost, who pays for it, and what pays when that source ends?

Owns: funding source, budget line, amount of a fiscal year, purchasing date, cliff. It plans and warns; it
books nothing: the district's own accounts stay where they are. It refuses: amounts that are not whole dollars, a
source nobody named, a year that cannot be, and dropping a line without a reason.
"""
