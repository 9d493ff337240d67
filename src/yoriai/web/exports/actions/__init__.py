"""Writes of exports: making files, and clearing them away."""

from .files import clear_files, path_of
from .making import ask, fetch, make, make_file, stop, work_on

__all__ = ["ask", "clear_files", "fetch", "make", "make_file", "path_of", "stop", "work_on"]
