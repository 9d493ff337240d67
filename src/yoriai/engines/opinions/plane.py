"""The plane of Polis: PCA of the column-mean-imputed votes, without ever filling the matrix.

With column-mean imputation the centred matrix is zero wherever nobody voted, so its singular vectors
are those of a sparse matrix. Published in Small et al., "Polis: Scaling deliberation by mapping high
dimensional opinion spaces" (Recerca 26.2, 2021); component signs are fixed here so that the same
votes always give the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds

from yoriai.engines.opinions.votes import Floats, Votes

#: up to this many rows or columns the smaller Gram matrix is decomposed as a whole
WHOLE = 400


@dataclass(frozen=True, eq=False)
class Plane:
    """`mean` (m) of each statement's votes, `axes` (m x k) orthonormal, `scores` (n x k) unscaled."""

    mean: Floats
    axes: Floats
    scores: Floats

    def spread(self, votes: Votes) -> Floats:
        """People's places as Polis draws them: scores times sqrt(statements / own votes)."""
        asked = np.maximum(votes.per_person(), 1.0)
        return self.scores * np.sqrt(votes.m / asked)[:, None]


def plane_of(votes: Votes, components: int = 2) -> Plane:
    """The first principal components; missing ones (too few people or statements) are zero."""
    mean = votes.per_statement(votes.value.astype(float)) / np.maximum(votes.per_statement(), 1.0)
    centred = votes.matrix(votes.value - mean[votes.statement])
    axes = leading_axes(centred, components)
    return Plane(mean, axes, centred @ axes)


def leading_axes(matrix: csr_array, components: int) -> Floats:
    """Right singular vectors (columns x components) by falling singular value, signs fixed."""
    small = min(matrix.shape)
    axes = np.zeros((matrix.shape[1], components))
    if not small or not components:
        return axes
    found = _by_gram(matrix, components) if small <= WHOLE else _by_lanczos(matrix, components)
    axes[:, : found.shape[1]] = found
    return axes * _signs(axes)


def _by_gram(matrix: csr_array, components: int) -> Floats:
    wide = matrix.shape[1] > matrix.shape[0]
    values, vectors = _top(_gram(matrix.T.tocsr() if wide else matrix), components)
    if wide:
        vectors = matrix.T @ vectors / np.sqrt(np.maximum(values, 1e-300))
    return np.where(values > values.max(initial=0.0) * 1e-12, vectors, 0.0)


def _gram(matrix: csr_array) -> Floats:
    return np.asarray((matrix.T @ matrix).toarray(), dtype=np.float64)


def _top(gram: Floats, components: int) -> tuple[Floats, Floats]:
    size = len(gram)
    first = max(size - components, 0)
    values, vectors = eigh(gram, subset_by_index=(first, size - 1))
    return values[::-1], vectors[:, ::-1]


def _by_lanczos(matrix: csr_array, components: int) -> Floats:
    start = np.ones(min(matrix.shape))
    _, values, right = svds(matrix, k=components, v0=start, solver="arpack")
    return np.asarray(right[np.argsort(-values, kind="stable")].T)


def _signs(axes: Floats) -> Floats:
    """+1 or -1 per column, so that the entry that is largest in size becomes positive.

    Sizes are rounded first: of entries that are equal but for rounding noise, the first one counts.
    """
    largest = np.argmax(np.round(np.abs(axes), 9), axis=0)
    return np.where(axes[largest, np.arange(axes.shape[1])] < 0, -1.0, 1.0)
