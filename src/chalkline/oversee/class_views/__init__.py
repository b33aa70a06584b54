"""What may the teacher of a class see of how the class used AI?

Class views owns: class seen (a class of the roster under one approved use, with what its teacher may see of it). Who
teaches a class is what the roster says; what they may see is what the decision behind the use says; a class is known
by the keys that were issued for it.

It refuses: to show a class to anybody but its own teachers, to show anything of a class with few students, to show a
text that the decision does not let its teacher read, and to show one without a reason that stands in the ledger.
"""
