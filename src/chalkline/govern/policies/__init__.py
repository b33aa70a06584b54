"""Which text is in force, who adopted it, and who has read it?

Policies owns: policy (a document of the district: AI policy, expectations, regulation, procedure), version (its text in
numbered sections, or the district's own file with the text that was read from it), comment, adoption, clause (one
section of one version, which rules can cite), translation, signature (one person, one version, for ever), class told
(a teacher's word that a class heard what students are expected to do), repeal (the body that adopted it ends it).

It refuses: to change a version that was put before a body, to let one person adopt what they wrote, to take a
signature for somebody else, to ask for a new one where nobody's duties changed, and to end a text by another body
than the one that adopted it.
"""
