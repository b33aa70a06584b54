"""What does this district ask every maker of a tool, and in which words was it asked then?

Questionnaires owns: questionnaire (one version of the questions, numbered and never changed), question
(its group, whom it is for, its weight, whether it is a gate), own question (one this district added).
Version 1 is what Chalkline ships in ``law/vocabulary/vendor_questions.yaml``.

It refuses: changing a version, two questions alike, and dropping a question that other districts ask too:
an evaluation can only be shared where the questions are the same.
"""
