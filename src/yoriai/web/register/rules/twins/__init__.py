"""Whether two entries are the same: what is compared, points for and against, and the reasons in words.

The points are added up as in record linkage after Fellegi and Sunter (1969): a point for a piece of evidence
is about the logarithm (base 2) of how much more often it is met in two entries of one person than in entries
of two; a name that many share is worth less by the logarithm of how many. The tables are in `weights`.
"""

from .blocks import Block, candidates
from .found import Pair, pair_of, search
from .organisations import OrganisationTraits, compare_organisations, organisation_traits
from .people import PersonTraits, compare_people, person_traits
from .weights import Level, Reason, level_of, sentence

__all__ = [
    "Block",
    "Level",
    "OrganisationTraits",
    "Pair",
    "PersonTraits",
    "Reason",
    "candidates",
    "compare_organisations",
    "compare_people",
    "level_of",
    "organisation_traits",
    "pair_of",
    "person_traits",
    "search",
    "sentence",
]
