"""Files and standard input as sources: text, Markdown and the main text of HTML pages."""

from detector.reading.files import MAX_BYTES, find_inputs
from detector.reading.names import shown_name
from detector.reading.sources import read_source

__all__ = ["MAX_BYTES", "find_inputs", "read_source", "shown_name"]
