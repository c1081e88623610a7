"""The site view: passages that recur, near-duplicate documents, scores by domain or folder.

Memory is bounded. A passage's documents are counted shard by shard, and a shard keeps those that
stand in two of its documents or more: a count falls short by at most one document a shard, and
not at all in a scan of one shard. Where those are very many a shard keeps the commonest, and the
rarer ones may be missed. Near-duplicates are looked for within stretches of `BLOCK` documents in
the order of the output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detector.scanning.groups import Groups
from detector.scanning.minhash import SIZE, near_duplicates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detector.scanning.shards import Shards

BLOCK = 1 << 18
FEWEST = 3  # documents in which a passage recurs
_PASSAGES = 20_000  # kept while shards are merged; beyond twice that, the rarest go
_LISTED = 200


class Passage(NamedTuple):
    """A passage and the number of documents that it stands in."""

    kind: str
    text: str
    documents: int


class Cluster(NamedTuple):
    """Documents that are nearly the same: how many, and the places of the first of them."""

    documents: int
    places: tuple[int, ...]


class Site(NamedTuple):
    """What a scan found across its documents; `duplicates` are nearly the same as an earlier."""

    recurring: list[Passage]
    clusters: list[Cluster]
    duplicates: int
    groups: Groups

    def places(self) -> set[int]:
        """Return the places of the documents whose ids are wanted."""
        return {place for cluster in self.clusters for place in cluster.places}

    def to_json(self, ids: dict[int, Any]) -> dict[str, Any]:
        """Return the view with ids in the place of places."""
        return {
            "format": 1,
            "recurring": [passage._asdict() for passage in self.recurring],
            "near_duplicates": {
                "documents": self.duplicates,
                "clusters": [
                    {"documents": size, "ids": [ids[place] for place in places]}
                    for size, places in self.clusters
                ],
            },
            "groups": self.groups.to_json(most=1000),
        }


def view(shards: Shards, count: int) -> Site:
    """Put the site view together from the first `count` shards."""
    passages: dict[str, Passage] = {}
    groups = Groups()
    for number in range(count):
        found = shards.site(number)
        groups.add(found["groups"])
        for key, documents, kind, text in found["passages"]:
            known = passages.get(key)
            earlier = known.documents if known else 0
            passages[key] = Passage(kind, known.text if known else text, earlier + documents)
        if len(passages) > 2 * _PASSAGES:
            passages = dict(sorted(passages.items(), key=_rank)[:_PASSAGES])
    clusters, duplicates = _clusters(shards.read(number, "minhash") for number in range(count))
    return Site(_recurring(passages), clusters, duplicates, groups)


def _rank(item: tuple[str, Passage]) -> tuple[int, str]:
    return -item[1].documents, item[0]


def _recurring(passages: dict[str, Passage]) -> list[Passage]:
    """Return the commonest, a sentence of a paragraph that recurs as often left out."""
    common = sorted((item for item in passages.items() if item[1].documents >= FEWEST), key=_rank)
    listed: list[Passage] = []
    longest_first = sorted(
        (passage for _, passage in common[: 2 * _LISTED]),
        key=lambda passage: (-passage.documents, -len(passage.text)),
    )
    for passage in longest_first:
        inside = any(
            other.documents >= passage.documents and passage.text in other.text for other in listed
        )
        if not inside:
            listed.append(passage)
    return listed[:_LISTED]


def _clusters(parts: Iterable[bytes]) -> tuple[list[Cluster], int]:
    found: list[Cluster] = []
    before = duplicates = 0
    for signatures in _blocks(parts):
        first = near_duplicates(signatures)
        later = np.flatnonzero(first != np.arange(len(first)))
        duplicates += len(later)
        found += _largest(first, later, before)
        found = sorted(found, key=lambda cluster: (-cluster.documents, cluster.places))[:_LISTED]
        before += len(first)
    return found, duplicates


def _largest(first: Any, later: Any, before: int) -> list[Cluster]:
    leaders, sizes = np.unique(first[later], return_counts=True)
    order = np.lexsort((leaders, -sizes))[:_LISTED]
    return [
        Cluster(
            int(sizes[index]) + 1,
            tuple(
                before + int(place)
                for place in (leaders[index], *later[first[later] == leaders[index]][:19])
            ),
        )
        for index in order
    ]


def _blocks(parts: Iterable[bytes]) -> Iterator[Any]:
    waiting: list[Any] = []
    size = 0
    for part in parts:
        signatures = np.frombuffer(part, "<u2").astype(np.uint16).reshape(-1, SIZE)
        if waiting and size + len(signatures) > BLOCK:
            yield np.concatenate(waiting)
            waiting, size = [], 0
        waiting.append(signatures)
        size += len(signatures)
    if size:
        yield np.concatenate(waiting)
