"""A scan from its first look at the inputs to its last rename."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from detector.reading.row_files import find_rows
from detector.reading.rows import RowStream
from detector.scanning.assembling import assemble
from detector.scanning.engines import engine
from detector.scanning.locking import only_one
from detector.scanning.lots import pack
from detector.scanning.options import Limits
from detector.scanning.preparing import prepare
from detector.scanning.shards import Shard, Shards
from detector.scanning.store import store_for, telling, try_writing
from detector.scanning.tally import Tally
from detector.scanning.work import Task, score_lot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detector.scanning.lots import Lot
    from detector.scanning.manifest import Manifest
    from detector.scanning.options import ScanOptions, Scorer
    from detector.scanning.store import Store


LONG = 10_000_000  # bytes of inputs in which there are some thousand articles


class Progress(NamedTuple):
    """How far a scan is, told after every lot.

    `short_by` is how many bytes of room the rest of the output will lack, going by what it took
    so far; 0 where there is enough, or too little is known.
    """

    tally: Tally
    bytes_read: int
    bytes_total: int
    short_by: int = 0


def scan(
    options: ScanOptions,
    *,
    limits: Limits | None = None,
    scorer: Scorer | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> Tally:
    """Score every row of the inputs and write one row for each.

    Output, errors and site view are written at the end, in the order of the input, byte for
    byte the same however many workers there were and however often the scan was killed and
    resumed. Memory does not grow with the input.

    Args:
        options: inputs, output, what is asked, and where it runs.
        limits: sizes of lots and shards.
        scorer: a function to use in the place of the detector's own.
        watch: called after every lot.

    Returns:
        The counts of the whole scan.

    Raises:
        UsageError: the output exists, cannot be written, or belongs to another scan.
        InputError: an input does not exist, or writing fails: what is done is kept.
        ModelError: the model cannot be used.
        MissingExtraError: an input, the output or the engine needs a package.
    """
    store, output = store_for(options.output), options.output
    path, folder = f"{output}.manifest.json", f"{output}.parts"
    shards = Shards(store, folder)
    manifest = prepare(options, store, path, own_scorer=scorer is None)
    if manifest.finished:
        return manifest.tally
    with try_writing(output):
        shards.make_folder()
    with only_one(folder, output):
        with try_writing(output):
            if manifest.shards == 0:
                shards.clear()
            _save(store, path, manifest)
        long = manifest.inputs.bytes >= LONG
        task = Task(options.measuring, options.model, manifest.model["sha256"], scorer, long)
        log = _Log(store, path, shards, manifest)
        _score_all(options, limits or Limits(), task, log, watch)
        with telling(output):
            assemble(store, output, shards, manifest.shards, options.measuring)
            manifest.finished = True
            _save(store, path, manifest)
        shards.remove()
    return manifest.tally


class _Log(NamedTuple):
    """Where a scan writes down what is done."""

    store: Store
    path: str
    shards: Shards
    manifest: Manifest

    def keep(self, shard: Shard, end: tuple[int, int]) -> None:
        """Keep a shard, then say so: killed in between, it is written again."""
        manifest = self.manifest
        with telling(self.path):
            self.shards.write(manifest.shards, shard)
            manifest.shards += 1
            manifest.file, manifest.row = end
            manifest.tally.add(shard.tally)
            _save(self.store, self.path, manifest)


def _save(store: Store, path: str, manifest: Manifest) -> None:
    with store.create(path) as file:
        file.write(manifest.to_bytes())


def _score_all(
    options: ScanOptions,
    limits: Limits,
    task: Task,
    log: _Log,
    watch: Callable[[Progress], None] | None,
) -> None:
    """Score what is left of the input, a shard at a time."""
    manifest = log.manifest
    files = find_rows(options.inputs, options.output)
    rows = RowStream(files, options.fields, (manifest.file, manifest.row))
    room = _Room(log.store, options.output, manifest.inputs.bytes)
    total = Tally()
    total.add(manifest.tally)
    shard, lots, end = Shard(), 0, (0, 0)
    with engine(options, limits.window) as run:
        for lot, scored in run(partial(score_lot, task), _read(rows, limits)):
            shard.add(scored)
            total.add(scored.tally)
            lots, end = lots + 1, lot.end
            if lots == limits.lots:
                log.keep(shard, end)
                room.note(shard, lot.bytes_read)
                shard, lots = Shard(), 0
            if watch is not None:
                watch(Progress(total, lot.bytes_read, manifest.inputs.bytes, room.short_by))
    if lots:
        log.keep(shard, end)


def _read(rows: RowStream, limits: Limits) -> Iterator[Lot]:
    for lot in pack(rows, limits):
        yield lot._replace(bytes_read=rows.bytes_read)


class _Room:
    """Foretells whether the output will fit: shards are kept until the whole is written."""

    def __init__(self, store: Store, output: str, total: int) -> None:
        self._store, self._output, self._total = store, output, total
        self._begun: int | None = None
        self._written = 0
        self.short_by = 0

    def note(self, shard: Shard, bytes_read: int) -> None:
        """Reckon again after a shard."""
        if self._begun is None:  # what was read before the first shard is not known
            self._begun = bytes_read
            return
        self._written += shard.size
        read = bytes_read - self._begun
        free = self._store.free(self._output)
        if free is not None and read > 0:
            for_each = self._written / read
            needed = for_each * (2 * self._total - bytes_read)
            self.short_by = max(0, int(needed - free))
