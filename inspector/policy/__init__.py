"""What may be done with which data: the pack of dated rules, the circumstances, and verdicts with reasons.

Nothing here knows tables, files or archives: an item is a data category, an author and a day.
"""

from inspector.policy.circumstances import Circumstances, state
from inspector.policy.evaluator import Answers, Assumed, Reading
from inspector.policy.explanation import Answered, Cited, Explanation, cited, explain
from inspector.policy.pack.cases import Case, read_cases, run
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_errors import Fault, PackFaults
from inspector.policy.pack.pack_validation import doubts
from inspector.policy.pack.read_pack import builtin, read
from inspector.policy.verdict import Outcome, Standing, Verdict

__all__ = [
    "Answered",
    "Answers",
    "Assumed",
    "Case",
    "Circumstances",
    "Cited",
    "Explanation",
    "Fault",
    "Outcome",
    "Pack",
    "PackFaults",
    "Reading",
    "Standing",
    "Verdict",
    "builtin",
    "cited",
    "doubts",
    "explain",
    "read",
    "read_cases",
    "run",
    "state",
]
