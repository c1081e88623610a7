"""Where lots are scored: in this process, in several, or on a Dask cluster.

Each engine hands out a lot and gets a future; `in_order` keeps a bounded number of them waiting
and returns the results in the order of the lots, so that nothing depends on who was faster.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from concurrent.futures import CancelledError, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from detector.errors import InputError, MissingExtraError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from detector.scanning.lots import Lot
    from detector.scanning.options import ScanOptions
    from detector.scanning.work import ScoredLot

    Work: TypeAlias = Callable[[list[Any]], ScoredLot]
    Run: TypeAlias = Callable[[Work, Iterator[Lot]], Iterator[tuple[Lot, ScoredLot]]]

_GLANCE = 0.5  # seconds between a worker's looks at its main process
_PATIENCE = 10.0  # seconds that workers have to finish their lots after an interrupt
_CONNECT = "20s"
_ATTEMPTS = 5  # times that a lot is given to another worker when one fails


@contextmanager
def engine(options: ScanOptions, window: int) -> Iterator[Run]:
    """Open the engine that the options name, and close it whatever happens.

    Raises:
        UsageError: the cluster does not answer.
        MissingExtraError: it needs Dask, which is not installed.
        InputError: worker processes die, as when memory runs out.
    """
    if options.scheduler is not None:
        with _dask(options.scheduler, window) as run:
            yield run
    elif options.jobs > 1:
        with _processes(options.jobs, window) as run:
            yield run
    else:
        yield _here


def _here(work: Work, lots: Iterator[Lot]) -> Iterator[tuple[Lot, ScoredLot]]:
    for lot in lots:
        yield lot, work(lot.rows)


def in_order(
    submit: Callable[[list[Any]], Any], lots: Iterator[Lot], window: int
) -> Iterator[tuple[Lot, ScoredLot]]:
    """Keep at most `window` lots in the hands of workers; give results in the lots' order."""
    waiting: deque[tuple[Lot, Any]] = deque()
    for lot in lots:
        waiting.append((lot, submit(lot.rows)))
        if len(waiting) >= window:
            first, future = waiting.popleft()
            yield first, future.result()
    while waiting:
        first, future = waiting.popleft()
        yield first, future.result()


@contextmanager
def _processes(jobs: int, window: int) -> Iterator[Run]:
    """Score in processes of joblib's own executor, which notices when one dies."""
    from joblib.externals.loky import ProcessPoolExecutor  # noqa: PLC0415  (slow to import)
    from joblib.externals.loky.process_executor import BrokenProcessPool  # noqa: PLC0415

    pool = ProcessPoolExecutor(jobs, initializer=_follow, initargs=(os.getpid(),))

    handed_out: set[Future[ScoredLot]] = set()

    def run(work: Work, lots: Iterator[Lot]) -> Iterator[tuple[Lot, ScoredLot]]:
        def submit(rows: list[Any]) -> Future[ScoredLot]:
            future: Future[ScoredLot] = pool.submit(work, rows)
            handed_out.add(future)
            future.add_done_callback(handed_out.discard)
            return future

        return in_order(submit, lots, jobs * window)

    try:
        yield run
    except BrokenProcessPool as error:
        raise InputError(
            "a worker process died, perhaps for want of memory: what is done is kept, "
            "run again with --resume and fewer --jobs"
        ) from error
    finally:
        _close(pool, list(handed_out))


def _close(pool: Any, handed_out: list[Future[ScoredLot]]) -> None:
    """Take back the lots that wait, and let workers finish; those that do not are killed."""
    for future in handed_out:
        future.cancel()
    try:
        wait(handed_out, _PATIENCE)
    finally:
        pool.shutdown(wait=True, kill_workers=not all(future.done() for future in handed_out))


def _follow(main: int) -> None:
    """Leave Ctrl-C to the main process, and end with it even when it is killed outright."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(main,), daemon=True).start()


def _end_with(main: int) -> None:
    while os.getppid() == main:
        time.sleep(_GLANCE)
    os._exit(1)


@contextmanager
def _dask(address: str, window: int) -> Iterator[Run]:
    """Score on a Dask cluster; lots of a worker that dies are given to another."""
    try:
        from distributed import Client  # noqa: PLC0415  (an extra)
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
        from distributed.scheduler import KilledWorker  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("a Dask cluster", "distributed", "dask") from error
    try:
        connect: Any = Client
        client = connect(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: check --scheduler") from error
    workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))

    def run(work: Work, lots: Iterator[Lot]) -> Iterator[tuple[Lot, ScoredLot]]:
        def submit(rows: list[Any]) -> Any:
            return client.submit(work, rows, pure=False, retries=_ATTEMPTS)

        return in_order(submit, lots, workers * window)

    try:
        yield run
    except (KilledWorker, CommClosedError, CancelledError) as error:
        raise InputError(
            f"the Dask cluster at {address} is gone, or its workers died over the same rows: "
            "what is done is kept, run again with --resume"
        ) from error
    finally:
        client.close()
