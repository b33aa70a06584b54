"""Can this tool be trusted with our students and our data, who says so, and what shows it?

Evaluations owns: evaluation (one tool against one version of the questions), vendor link (by which its maker
answers, once), answer (what was said, by whom), evidence (a file or a report that shows it, with its last day),
sub-processor (who else gets the data), submission (the answers as they were handed in), assessment (what our
staff find of one answer), standing (the score with its arithmetic, and what blocks an approval), accepted risk
(somebody who may says in writing why a block does not block, until a day), shared evaluation (another
district's, as a signed file).

It refuses: changing an answer, an assessment or a submission; a link that is used, ended or too old; an
assessment or an accepted risk by anybody who asks for the tool, and a risk accepted by whoever assessed it; another
district's word as our own before somebody here takes it over; and a file that is not as it was signed.
"""
