"""Did it help? Pilots: planned before they start, measured once, judged by the rule that was registered.

``statistics`` and ``reading`` are pure; ``plans`` says what will be asked and how it will be judged and draws
who starts; ``measures`` takes outcomes in; ``evaluation`` reckons once and gives the verdict.
"""
