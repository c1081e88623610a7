"""Scans of many articles: streamed, resumable, on one machine or a cluster."""

from detector.scanning.options import Limits, Measuring, ScanOptions
from detector.scanning.run import Progress, scan
from detector.scanning.tally import Tally

__all__ = ["Limits", "Measuring", "Progress", "ScanOptions", "Tally", "scan"]
