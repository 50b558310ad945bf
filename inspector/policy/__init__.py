"""What may be done with which data: the pack of dated rules, the circumstances, and verdicts with reasons.

Nothing here knows tables, files or archives: an item is a data category, an author and a day.
"""

from inspector.policy.circumstances import Circumstances, Origin, assume_circumstances, parse_circumstances
from inspector.policy.evaluator import Assumption, PolicyEvaluator
from inspector.policy.explanation import Explanation, ExplanationStep, RuleCitation, cite_rule, explain
from inspector.policy.pack.cases import Case, read_cases, run_cases
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_errors import InvalidPack, PackError
from inspector.policy.pack.pack_validation import find_warnings
from inspector.policy.pack.read_pack import find_builtin_folder, read
from inspector.policy.verdict import Outcome, Status, Verdict

__all__ = [
    "Assumption",
    "Case",
    "Circumstances",
    "Explanation",
    "ExplanationStep",
    "InvalidPack",
    "Origin",
    "Outcome",
    "Pack",
    "PackError",
    "PolicyEvaluator",
    "RuleCitation",
    "Status",
    "Verdict",
    "assume_circumstances",
    "cite_rule",
    "explain",
    "find_builtin_folder",
    "find_warnings",
    "parse_circumstances",
    "read",
    "read_cases",
    "run_cases",
]
