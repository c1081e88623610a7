"""Shards: finished stretches of the output, kept until the whole is put together."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detector.scanning.groups import Groups
from detector.scanning.locking import LOCK
from detector.scanning.passages import PassageKind
from detector.scanning.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.scanning.passages import SiteLot
    from detector.scanning.store import Store
    from detector.scanning.work import ScoredLot

_SHOWN = 600  # characters of a recurring passage that are kept
_PASSAGES = 50_000  # kept of a shard: many times those that are shown in the end


@dataclass(slots=True)
class Shard:
    """A stretch of the output in the making; only passages seen in two documents keep a text."""

    lines: list[bytes] = field(default_factory=list)
    errors: list[bytes] = field(default_factory=list)
    signatures: list[bytes] = field(default_factory=list)
    groups: Groups = field(default_factory=Groups)
    tally: Tally = field(default_factory=Tally)
    seen: dict[int, int] = field(default_factory=dict)
    texts: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of its rows."""
        return sum(map(len, self.lines))

    def add(self, lot: ScoredLot) -> None:
        """Add the next lot."""
        self.lines += lot.lines
        self.errors += lot.errors
        self.tally.add(lot.tally)
        self.groups.add(lot.groups.counts)
        if lot.site is not None:
            self.signatures.append(lot.site.signatures.astype("<u2").tobytes())
            self._add_passages(lot.site)

    def _add_passages(self, site: SiteLot) -> None:
        seen = self.seen
        for index, key in enumerate(site.hash.tolist()):
            count = seen.get(key, 0) + 1
            seen[key] = count
            if count == 2:
                text = site.text[site.start[index] : site.end[index]]
                shown = " ".join(text[:_SHOWN].split()).strip("#*_>-•| ")
                self.texts[key] = int(site.kind[index]), shown

    def passages(self) -> list[tuple[str, int, str, str]]:
        """Return key, documents, kind and text of what stands in two documents or more."""
        common = sorted(self.texts.items(), key=lambda item: (-self.seen[item[0]], item[0]))
        return [
            (f"{key:016x}", self.seen[key], PassageKind(kind).name.lower(), text)
            for key, (kind, text) in sorted(common[:_PASSAGES])
        ]


class Shards:
    """The shards of a scan in their folder, by number."""

    def __init__(self, store: Store, folder: str) -> None:
        self._store = store
        self._folder = folder

    def make_folder(self) -> None:
        """Make the folder, and that of the output."""
        self._store.make_folder(self._folder)

    def clear(self) -> None:
        """Remove what an earlier scan may have left."""
        self._store.clear(self._folder, keep=LOCK)

    def remove(self) -> None:
        """Remove all of them."""
        self._store.remove(self._folder)

    def write(self, number: int, shard: Shard) -> None:
        """Keep a shard, over what a killed run may have left of it."""
        site = {"passages": shard.passages(), "groups": shard.groups.counts}
        self._write(number, "rows", b"".join(shard.lines))
        self._write(number, "errors", b"".join(shard.errors))
        self._write(number, "minhash", b"".join(shard.signatures))
        self._write(number, "site", json.dumps(site).encode())

    def _write(self, number: int, part: str, data: bytes) -> None:
        path = self._path(number, part)
        with self._store.create(path) as file:
            file.write(data)

    def read(self, number: int, part: str) -> bytes:
        """Return one part of a shard: rows, errors, minhash or site."""
        with self._store.open(self._path(number, part)) as file:
            return file.read()

    def site(self, number: int) -> dict[str, Any]:
        """Return passages and groups of a shard."""
        found: dict[str, Any] = json.loads(self.read(number, "site"))
        return found

    def lines(self, count: int) -> Iterator[bytes]:
        """Go through the rows of the first `count` shards."""
        for number in range(count):
            yield from self.read(number, "rows").splitlines(keepends=True)

    def _path(self, number: int, part: str) -> str:
        return f"{self._folder}/{number:08d}.{part}"
