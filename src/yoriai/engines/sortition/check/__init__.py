"""Verifies a published draw from its files alone. Shares no code with the rest of the engine.

`verify` takes the files as bytes and answers with one `Finding` for each question, in the order of the
manual. Arithmetic is exact (integers and fractions).
"""

from yoriai.engines.sortition.check.findings import Finding, verify
from yoriai.engines.sortition.check.published import Unreadable

__all__ = ["Finding", "Unreadable", "verify"]
