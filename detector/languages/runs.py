"""Runs of flagged characters, and counting sorted positions between bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def runs_of(flags: Flags) -> tuple[Positions, Positions]:
    """Beginnings of the runs of true values, and their ends (exclusive)."""
    if not len(flags):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    edges = np.flatnonzero(flags[1:] != flags[:-1]) + 1
    if flags[0]:
        edges = np.concatenate(([0], edges))
    if len(edges) % 2:
        edges = np.append(edges, len(flags))
    return edges[0::2], edges[1::2]


def neighbours_alike(places: Positions, *labels: Positions) -> tuple[Positions, Positions]:
    """First and last of each run of consecutive places (rising) with equal labels.

    Args:
        places: rising positions.
        labels: columns of the same length; a run ends where one of them changes.
    """
    begins = np.ones(len(places), np.bool_)
    begins[1:] = np.diff(places) > 1
    for label in labels:
        begins[1:] |= np.diff(label) != 0
    return places[begins], places[np.append(begins[1:], True)[: len(places)]]


@compiled
def count_before(positions: Positions, places: Positions) -> Positions:
    """Count the sorted positions before each of some places."""
    return np.searchsorted(positions, places)


def count_between(positions: Positions, start: Positions, end: Positions) -> Positions:
    """Count the sorted positions p with start <= p < end, for every pair."""
    counted: Positions = count_before(positions, end) - count_before(positions, start)
    return np.maximum(counted, 0)


def span_at(start: Positions, places: Positions) -> Positions:
    """Number of the last span that begins at or before each place, by sorted beginnings, or -1."""
    return count_before(start, places + 1) - 1


def first_of_each(groups: Positions) -> Flags:
    """Tell the first entry of each run of equal numbers."""
    first = np.ones(len(groups), np.bool_)
    np.not_equal(groups[1:], groups[:-1], out=first[1:])
    return first


def shift_back(flags: Flags, groups: Positions) -> Flags:
    """Tell whether the next entry of the same group is flagged."""
    found = np.zeros(len(flags), np.bool_)
    np.logical_and(flags[1:], groups[1:] == groups[:-1], out=found[:-1])
    return found


def shift_on(flags: Flags, groups: Positions) -> Flags:
    """Tell whether the entry before, of the same group, is flagged."""
    found = np.zeros(len(flags), np.bool_)
    np.logical_and(flags[:-1], groups[1:] == groups[:-1], out=found[1:])
    return found
