"""A scan before the scan: what is there, what of it this installation reads, what not and why, and how long it takes.

Rule: names, sizes and first bytes are looked at, and a few files are read to measure; nothing of what is in them is
kept. Each file costs the same, and memory is that of the kinds of files there are.
"""

from piiscan.plan.shown import document, write
from piiscan.plan.survey import Survey, survey
from piiscan.plan.timing import Estimate, estimate

__all__ = ["Estimate", "Survey", "document", "estimate", "survey", "write"]
