"""Checks on a draft: each finding with its place and a sentence in plain Japanese."""

from yoriai.engines.ordinances.checks.finding import Finding
from yoriai.engines.ordinances.checks.run import check_amendment, check_elsewhere, check_text

__all__ = ["Finding", "check_amendment", "check_elsewhere", "check_text"]
