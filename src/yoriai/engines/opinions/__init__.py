"""Opinion maps: votes in, places, groups, representative statements and guarantees out."""

from yoriai.engines.opinions.analysis import analyse
from yoriai.engines.opinions.guarantees import Overlooked, check_ejr_plus
from yoriai.engines.opinions.report import Result
from yoriai.engines.opinions.svg import LABELS, render_svg
from yoriai.engines.opinions.votes import Stopped, Votes, canonical

__all__ = [
    "LABELS",
    "Overlooked",
    "Result",
    "Stopped",
    "Votes",
    "analyse",
    "canonical",
    "check_ejr_plus",
    "render_svg",
]
