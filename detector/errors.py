"""Every error that the package raises on purpose.

    DetectorError
    ├── InputError            a text, file or row that cannot be read
    ├── UsageError            options that do not go together
    ├── PackError             a language pack with a fault
    ├── ModelError            a model file that cannot be used
    ├── DataError             labelled data that cannot be learned from
    └── MissingExtraError     an optional dependency that is not installed

Each message is one sentence that names the thing, the place and the remedy.
"""

from __future__ import annotations


class DetectorError(Exception):
    """The base of all of them: catch this one."""


class InputError(DetectorError):
    """A text, file or row that cannot be read."""


class UsageError(DetectorError):
    """Options that do not go together, or a value outside its range."""


class PackError(DetectorError):
    """A language pack with a fault, named with file and line."""


class ModelError(DetectorError):
    """A model file that is missing, damaged or made for another version."""


class DataError(DetectorError):
    """Labelled data that cannot be learned from, with what is missing."""


class MissingExtraError(DetectorError):
    """An optional dependency that is not installed.

    Args:
        purpose: what it is needed for, as the subject of a sentence.
        package: the package that is missing.
        extra: the extra of this package that brings it.
    """

    def __init__(self, purpose: str, package: str, extra: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package}, which is not installed: "
            f"run  pip install 'padding-detector[{extra}]'"
        )
