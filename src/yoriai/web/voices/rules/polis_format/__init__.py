"""Polis's five CSV files: read them, say what is wrong with them, print them again byte for byte.

Format as written by polismath.darwin.export of the Polis project (compdemocracy/polis): comments,
votes, participants-votes, summary and stats-history. Pure functions over bytes and values.
"""

from .content import FILES, Content, Person, Sentence, read
from .grids import grids
from .merging import rewritten
from .problem import PolisProblem

__all__ = ["FILES", "Content", "Person", "PolisProblem", "Sentence", "grids", "read", "rewritten"]
