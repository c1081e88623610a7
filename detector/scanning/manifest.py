"""The manifest beside the output: what a scan was asked, and how far it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from importlib import metadata
from typing import TYPE_CHECKING, Any

from detector.errors import UsageError
from detector.reading.names import shown_name
from detector.scanning.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detector.reading.row_files import RowFile
    from detector.scanning.store import Store

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that are read: how many, their bytes, and a digest of names, sizes and times."""

    files: int
    bytes: int
    digest: str


@dataclass(slots=True)
class Manifest:
    """What was asked of a scan and what is done: `shards` of them, up to `file` and `row`."""

    inputs: Inputs
    options: dict[str, Any]
    model: dict[str, Any]
    version: str
    format: int = FORMAT
    finished: bool = False
    shards: int = 0
    file: int = 0
    row: int = 0
    tally: Tally = field(default_factory=Tally)

    def to_bytes(self) -> bytes:
        """Write it as JSON; it holds no time and no number of jobs."""
        found = asdict(self) | {"tally": self.tally.to_json()}
        return json.dumps(found, ensure_ascii=True, indent=1).encode() + b"\n"

    @classmethod
    def read(cls, store: Store, path: str) -> Manifest | None:
        """Read the manifest at a path; None where there is none.

        Raises:
            UsageError: it is damaged, or of a later version.
        """
        if not store.exists(path):
            return None
        try:
            with store.open(path) as file:
                found = json.loads(file.read())
            inputs, tally = Inputs(**found["inputs"]), Tally.from_json(found["tally"])
            manifest = cls(**{**found, "inputs": inputs, "tally": tally})
        except (ValueError, LookupError, TypeError, OSError) as error:
            raise UsageError(
                f"{shown_name(path)} is damaged or of another version: begin again with --overwrite"
            ) from error
        return manifest

    def refuse_other(self, now: Manifest) -> None:
        """Refuse to go on with another scan than the one that was begun.

        Raises:
            UsageError: version, model, options or inputs differ; the message says which.
        """
        differing = _difference(self, now)
        if differing:
            raise UsageError(
                f"--resume goes on with the same scan only, but {differing}: "
                "give what it began with, or begin again with --overwrite"
            )


def _difference(then: Manifest, now: Manifest) -> str | None:
    if (then.format, then.version) != (now.format, now.version):
        return f"it began with version {then.version} and this is {now.version}"
    if then.model != now.model:
        return f"it began with the model {then.model.get('name')} and this is another"
    for name, value in now.options.items():
        if then.options.get(name) != value:
            return f"{name} was {then.options.get(name)!r} and is {value!r}"
    if then.inputs != now.inputs:
        return f"the inputs were {_told(then.inputs)} and are {_told(now.inputs)} or newer ones"
    return None


def _told(inputs: Inputs) -> str:
    return f"{inputs.files} file(s) of {inputs.bytes:,} bytes"


def fingerprint(files: Iterable[RowFile]) -> Inputs:
    """Look at every file once, without reading it."""
    digest = hashlib.sha256()
    number = size = 0
    for number, file in enumerate(files, 1):  # noqa: B007  (the last number is the count)
        size += file.size
        digest.update(f"{file.path}\0{file.size}\0{file.mark}\n".encode("utf-8", "surrogatepass"))
    return Inputs(number, size, digest.hexdigest())


def version() -> str:
    """Return the version of this package."""
    try:
        return metadata.version("padding-detector")
    except metadata.PackageNotFoundError:  # run from a source tree
        return "0"
