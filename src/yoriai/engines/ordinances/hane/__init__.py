"""ハネ: references whose target moves, with the sentence that mends each; advice on the way to amend."""

from yoriai.engines.ordinances.hane.find import Finding, Proposals, find_hane, hane

__all__ = ["Finding", "Proposals", "find_hane", "hane"]
