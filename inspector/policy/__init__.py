"""What may be done with which data: the pack of dated rules, the circumstances, and verdicts with reasons.

Nothing here knows tables, files or archives: an item is a data category, an author and a day.
"""

from inspector.policy.cases import Case, Failure, read_cases, run
from inspector.policy.checks import doubts
from inspector.policy.circumstances import Circumstances, state
from inspector.policy.explanation import Answered, Cited, Explanation, cited, explain
from inspector.policy.faults import Fault, PackFaults
from inspector.policy.loading import builtin, read
from inspector.policy.pack import Pack
from inspector.policy.reading import Answers, Assumed, Change, Reading
from inspector.policy.timeline import Timeline
from inspector.policy.verdict import Outcome, Standing, Verdict, verdict

__all__ = [
    "Answered",
    "Answers",
    "Assumed",
    "Case",
    "Change",
    "Circumstances",
    "Cited",
    "Explanation",
    "Failure",
    "Fault",
    "Outcome",
    "Pack",
    "PackFaults",
    "Reading",
    "Standing",
    "Timeline",
    "Verdict",
    "builtin",
    "cited",
    "doubts",
    "explain",
    "read",
    "read_cases",
    "run",
    "state",
    "verdict",
]
