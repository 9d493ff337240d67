"""Where people and statements stand on the map, with the uncertainty of each person's place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from yoriai.engines.opinions.ideal import Ideal
from yoriai.engines.opinions.votes import Floats


@dataclass(frozen=True, eq=False)
class Positions:
    """Two map coordinates of people (n x 2), their standard deviations, and of statements (m x 2).

    One unit along an axis changes the logit of agreeing with a typical statement of that axis by one.
    Coordinates beyond the model's dimension are zero.
    """

    people: Floats
    deviation: Floats
    statements: Floats


def positions_of(model: Ideal) -> Positions:
    """Principal axes of the model: uncorrelated over people and over statements, strongest first.

    The product u.v fixes places only up to a linear change; this one makes them comparable between runs.
    """
    turn, back = _principal(model.people.mean[:, 1:], model.statements.mean[:, 1:])
    people = model.people.mean[:, 1:] @ turn.T
    statements = model.statements.mean[:, 1:] @ back
    variance = np.einsum("kp,npq,kq->nk", turn, model.people.cov[:, 1:, 1:], turn)
    sign = _signs(statements)
    return Positions(_two(people * sign), _two(np.sqrt(variance)), _two(statements * sign))


def _principal(u: Floats, v: Floats) -> tuple[Floats, Floats]:
    """`turn` for people (u' = turn u) and `back` for statements (v' = v back), with u'.v' = u.v."""
    size = u.shape[1]
    within = u.T @ u / max(len(u), 1) + 1e-9 * np.eye(size)
    lower = np.linalg.cholesky(within)
    strength, axes = np.linalg.eigh(lower.T @ (v.T @ v / max(len(v), 1)) @ lower)
    order = np.argsort(-strength, kind="stable")
    scale = np.sqrt(np.maximum(strength[order], 1e-12))
    axes = axes[:, order]
    return (axes.T * scale[:, None]) @ np.linalg.inv(lower), lower @ axes / scale


def _signs(statements: Floats) -> Floats:
    largest = np.argmax(np.round(np.abs(statements), 6), axis=0)
    return np.where(statements[largest, np.arange(statements.shape[1])] < 0, -1.0, 1.0)


def _two(columns: Floats) -> Floats:
    return np.column_stack([columns, np.zeros((len(columns), 2))])[:, :2]
