"""Made-up ordinances and realistic edits of them, from a seed: for tests, benchmarks and the demo.

The model here knows nothing of the engine; it prints text.
"""

from seed.ordinances.edits import edited
from seed.ordinances.model import Ordinance, Style, render
from seed.ordinances.planted import planted
from seed.ordinances.samples import STYLES, ordinance, samples

__all__ = ["STYLES", "Ordinance", "Style", "edited", "ordinance", "planted", "render", "samples"]
