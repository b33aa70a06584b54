"""Who is told what, by whom, when, in which language, and was it really sent?

Owns: message (planned, sent, dropped), sending (what was actually sent, by whom). A plan of its own, apart from the
rollout plan: a phase may wait for a message, and a message is never sent by opening a phase. It refuses: a message
without somebody who says it, a sending without its words, and calling a message sent while a language is missing.
"""
