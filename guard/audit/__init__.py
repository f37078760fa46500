"""From routes to findings: who is mirrored into whom, over every tool together."""

from guard.audit.audit import audit
from guard.audit.baseline import BadBaseline, Baseline, read_baseline, write_baseline
from guard.audit.graph import Graph
from guard.audit.ignores import BadIgnore, Ignore
from guard.audit.naming import Namer, Node
from guard.audit.report import Report

__all__ = [
    "BadBaseline",
    "BadIgnore",
    "Baseline",
    "Graph",
    "Ignore",
    "Namer",
    "Node",
    "Report",
    "audit",
    "read_baseline",
    "write_baseline",
]
