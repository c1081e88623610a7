"""The same bytes from one process, from several, and from a Dask cluster that loses a worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import HERE, articles
from fake_scorer import dying, fake, slow

from detector.errors import InputError, UsageError
from detector.scanning.engines import in_order
from detector.scanning.lots import Lot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detector.scanning import Progress

ENDS = ("", ".site.json", ".manifest.json")


def contents(output: Path) -> list[bytes]:
    return [output.with_name(f"{output.name}{end}").read_bytes() for end in ENDS]


def test_two_jobs_write_the_bytes_of_one(write_rows: Any, run: Any, tmp_path: Path) -> None:
    path = write_rows(articles(61))
    run(path, tmp_path / "one.jsonl")
    run(path, tmp_path / "two.jsonl", jobs=2)
    assert contents(tmp_path / "one.jsonl") == contents(tmp_path / "two.jsonl")


def test_sizes_of_lots_and_shards_do_not_matter_to_the_rows(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    from detector.scanning import Limits  # noqa: PLC0415

    path = write_rows(articles(61))
    run(path, tmp_path / "small.jsonl")
    run(path, tmp_path / "large.jsonl", limits=Limits())
    assert contents(tmp_path / "small.jsonl")[0] == contents(tmp_path / "large.jsonl")[0]


def test_a_worker_that_dies_is_told_and_the_scan_can_go_on(
    write_rows: Any, run: Any, tmp_path: Path
) -> None:
    path = write_rows(articles(30))
    with pytest.raises(InputError, match="a worker process died"):
        run(path, tmp_path / "out.jsonl", jobs=2, scorer=dying)
    run(path, tmp_path / "out.jsonl", resume=True, scorer=fake)
    run(path, tmp_path / "whole.jsonl")
    assert contents(tmp_path / "out.jsonl") == contents(tmp_path / "whole.jsonl")


def test_no_more_lots_than_the_window_are_handed_out() -> None:
    class Future:
        def __init__(self, rows: list[int]) -> None:
            self.rows = rows

        def result(self) -> int:
            waiting.discard(self.rows[0])
            return self.rows[0]

    waiting, most = set(), []

    def submit(rows: list[int]) -> Future:
        waiting.add(rows[0])
        most.append(len(waiting))
        return Future(rows)

    lots = (Lot([number], (0, number)) for number in range(50))
    assert [result for _, result in in_order(submit, lots, 4)] == list(range(50))
    assert max(most) == 4


def test_a_cluster_that_does_not_answer_is_told(
    write_rows: Any, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("detector.scanning.engines._CONNECT", "1s")
    with pytest.raises(UsageError, match="no Dask scheduler answers at"):
        run(write_rows(articles(3)), tmp_path / "out.jsonl", scheduler="tcp://127.0.0.1:9")


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", *arguments]
    paths = os.pathsep.join([str(Path(HERE).parents[1]), HERE])
    running = subprocess.Popen(  # noqa: S603  (our own processes)
        command,
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Any:
    pytest.importorskip("distributed")
    address_file = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        local = ("--host", "127.0.0.1", "--no-dashboard")
        told = ("--scheduler-file", str(address_file))
        stack.enter_context(process("distributed.cli.dask_scheduler", *local, "--port", "0", *told))
        deadline = time.monotonic() + 60
        while not address_file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        single = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        place = ("--local-directory", str(tmp_path))
        workers = [
            stack.enter_context(process("distributed.cli.dask_worker", *single, *told, *place))
            for _ in range(2)
        ]
        yield json.loads(address_file.read_bytes())["address"], workers


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_cluster_that_loses_a_worker_loses_nothing(
    cluster: Any, write_rows: Any, run: Any, tmp_path: Path
) -> None:
    from distributed import Client  # noqa: PLC0415

    address, workers = cluster
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    path = write_rows(articles(150))
    killed = []

    def kill_one(now: Progress) -> None:
        if now.tally.rows > 30 and not killed:
            workers[0].kill()
            killed.append(now.tally.rows)

    run(path, tmp_path / "dask.jsonl", scheduler=address, scorer=slow, watch=kill_one)
    assert 30 < killed[0] < 100
    assert workers[0].wait() != 0
    run(path, tmp_path / "here.jsonl")
    assert contents(tmp_path / "dask.jsonl") == contents(tmp_path / "here.jsonl")
