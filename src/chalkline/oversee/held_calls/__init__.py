"""Which calls wait for a person, who settles each and until when, and did what was released go out just once?

Held calls owns: held call (sealed, as it would go out), releaser (who settles the calls of a use), reading (somebody
opened one, with a reason), release and refusal (with words). A release of a call near a high-stakes decision is the
record of the human decision: a named person and their words.

It refuses: release by whoever made the call, settling twice, a release without having read the call, and to show a
call to anybody who gives no reason.
"""
