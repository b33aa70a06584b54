"""A step for every question that is not met: one thing to do, in plain words. Pure; a person chooses and changes it."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence

SUGGESTED: dict[str, Sentence] = {
    "RX01": Sentence("Name one leader who answers for AI in the whole district, in writing."),
    "RX02": Sentence(
        "Give seats on the committee to a teacher, a family and a student, and set four dates for the year."
    ),
    "RX03": Sentence("Tie each use case to a problem that serves a goal of the district."),
    "RX04": Sentence("Bring the strategy and the policy before the board, and set the day of their next review."),
    "RX05": Sentence("Write down what AI never decides, what needs a review, and what is open to all."),
    "RX06": Sentence("Ask the bargaining units which work rules touch AI, and put the talks on the calendar."),
    "RX07": Sentence("Put the hours and dollars for looking after AI into next year's budget."),
    "RX08": Sentence("Present the report on AI at a board meeting, and set a day each year for it."),
    "RX09": Sentence("Ask families and staff, then say in public what you changed."),
    "RO01": Sentence("Send back requests that name a tool and no problem, with help to name one."),
    "RO02": Sentence(
        "Agree with purchasing that nothing is ordered before privacy, security and accessibility are checked."
    ),
    "RO03": Sentence("Lock the plan of the next pilot, with its measure and stop rule, before it starts."),
    "RO04": Sentence("Hold the reviews that are late, or let those uses end."),
    "RO05": Sentence("Put each tool in use into the budget, with training and the cost of leaving it."),
    "RO06": Sentence("Tell all staff, on one page, where to ask and how to report a problem."),
    "RO07": Sentence("Ask each vendor whose tool has ended to prove that data was returned and deleted."),
    "RO08": Sentence("Plan a message to families in English and Spanish for each new tool."),
    "RD01": Sentence("Teach staff which class of data may go where, in twenty minutes, with examples."),
    "RD02": Sentence("Say for each kind of data why a tool needs it, and strike what it does not need."),
    "RD03": Sentence("Get an agreement that lists the data, or stop that data from going out."),
    "RD04": Sentence(
        "Read each agreement for a promise not to train models with our data; ask for it where it is missing."
    ),
    "RD05": Sentence("Collect families' choices at enrollment, and record them before school starts."),
    "RD06": Sentence("Add prompts, answers and chat logs to the retention schedule."),
    "RD07": Sentence("Practice one public-records search and one legal hold on AI logs."),
    "RD08": Sentence("Name who answers families' requests to see records, and a stand-in."),
    "RD09": Sentence("Look at each dashboard of other products for groups under ten, and have them hidden."),
    "RD10": Sentence("Audit an export of student records, and fix the gravest rows."),
    "RD11": Sentence("Review the approved content that is past its day, or withdraw it."),
    "RT01": Sentence("Ask each vendor which AI features its product has, and add them to the register."),
    "RT02": Sentence("Load one more kind of source: sign-ins, installed apps, purchases, or a survey."),
    "RT03": Sentence("Move approved tools to the district's sign-in, and close accounts of people who left."),
    "RT04": Sentence(
        "Put the policy in force at the gateway, and route tools through it or through the filter's lists."
    ),
    "RT05": Sentence("Try out the stop of one use, and note how long it took."),
    "RT06": Sentence("Ask vendors to tell you of new models and terms, and reopen the review when they do."),
    "RT07": Sentence("Try each tool on ten tasks of your own before it is widely used."),
    "RT08": Sentence("Ask for each tool's accessibility report, and try it with a keyboard and a screen reader."),
    "RT09": Sentence("Find out which students lack a device or a connection at home, and plan for them."),
    "RS01": Sentence("Require a second step at sign-in of all staff, and ask vendors to prove theirs."),
    "RS02": Sentence("Write a page for each kind of AI incident, and go through one at a table."),
    "RS03": Sentence("Practice a breach on paper, and check which deadlines start and who is told."),
    "RS04": Sentence("Have prompt injection tried against each tool that can act or read files."),
    "RS05": Sentence("Put passwords, keys and security plans on the list of what never goes out."),
    "RS06": Sentence("Ask vendors each year to attest deletion and how they handle people who leave."),
    "RL01": Sentence("Give each duty of law an owner and a day, and settle those that are late."),
    "RL02": Sentence("Adopt the list of decisions that AI may not make, and keep a record of each that people make."),
    "RL03": Sentence("Compare the public page with what your state requires, and note the date."),
    "RL04": Sentence("Send consent letters for the tools that need them, and record the answers."),
    "RL05": Sentence("Ask one school how a student who opted out did the same work."),
    "RL06": Sentence("Check whether names change the answers, for each model that touches students or jobs."),
    "RL07": Sentence("Write half a page on who owns what goes in and what comes out, and share it."),
    "RL08": Sentence("Have special education sign off each use near an IEP or a 504 plan."),
    "RL09": Sentence("Ask all who choose vendors to declare conflicts of interest once a year."),
    "RA01": Sentence("Offer a short training for each kind of work, and make it a condition of access."),
    "RA02": Sentence("Write down by grade band what students learn about how AI works and fails."),
    "RA03": Sentence("Give teachers a five-step scale to state how much AI a task allows."),
    "RA04": Sentence("Change the integrity procedure: talk and drafts count, a detector's score does not."),
    "RA05": Sentence("Let teachers see how their class uses a tool, by the terms of its approval."),
    "RA06": Sentence("Hold an evening for families, in English and Spanish, and hand out the guide."),
    "RA07": Sentence("Plan the next pilot with a class that goes without, so that the effect can be told."),
    "RA08": Sentence("Name who is on call at each school, and try out the way of an alert."),
}
