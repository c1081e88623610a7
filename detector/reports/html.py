"""Reports in HTML: self-contained pages that need no network and run no stranger's script."""

from __future__ import annotations

from detector.reports.html_article import article_page
from detector.reports.html_files import write_index, write_reports
from detector.reports.html_index import IndexEntry, index_page
from detector.reports.html_site import SiteView

__all__ = ["IndexEntry", "SiteView", "article_page", "index_page", "write_index", "write_reports"]
