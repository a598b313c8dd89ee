"""Many small non-negative least-squares problems at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import nnls

from optimizer.fitting.series import Floats

PATIENCE = 3
ROUNDS = 60
SLACK = 1e-11
"""What counts as negative, relative to the greatest entry of the linear term."""


def nonnegative(gram: Floats, linear: Floats) -> Floats:
    """The b >= 0 (B, C) that minimise b' M b / 2 - v' b for positive definite M (B, C, C) and v (B, C).

    Block principal pivoting (Kim and Park 2011): all wrong signs change sides at once, and only the last of them where
    that has not helped three times. What is still open after `ROUNDS` goes to the active-set method of Lawson and
    Hanson, one problem at a time.
    """
    positive = np.ones(linear.shape, dtype=bool)
    fewest, patience = np.full(len(linear), linear.shape[1] + 1), np.full(len(linear), PATIENCE)
    slack = SLACK * np.abs(linear).max(axis=1, keepdims=True)
    for _ in range(ROUNDS):
        found = np.linalg.solve(restricted(gram, positive), (linear * positive)[..., None])[..., 0]
        dual = (gram @ found[..., None])[..., 0] - linear
        wrong = np.where(positive, found < 0, dual < -slack)
        count = wrong.sum(axis=1)
        if not count.any():
            return np.asarray(found, dtype=float)
        better = count < fewest
        patience = np.where(better, PATIENCE, patience - 1)
        fewest = np.minimum(fewest, count)
        positive ^= np.where((patience >= 0)[:, None], wrong, _last(wrong))
    for item in np.flatnonzero(count):
        root = cholesky(gram[item])
        found[item] = nnls(root, solve_triangular(root, linear[item], trans="T"))[0]
    return np.asarray(found, dtype=float)


def restricted(gram: Floats, positive: NDArray[np.bool_]) -> Floats:
    """Matrices (..., C, C) with the rows and columns of other coordinates replaced by those of the identity."""
    kept = gram * positive[..., :, None] * positive[..., None, :]
    kept[..., range(kept.shape[-1]), range(kept.shape[-1])] += ~positive
    return np.asarray(kept)


def _last(wrong: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The last wrong coordinate of each problem."""
    later = np.cumsum(wrong[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(wrong & (later == 1))
