"""Draw the pictures of the README: the reports of the sample articles, as people see them.

python training/make_pictures.py

Writes the pages and pictures in reports/samples. Needs Chromium and a monospaced font that holds
Arabic, such as DejaVu Sans Mono.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from detector.features import FEATURES
from detector.languages import LANGUAGES
from detector.reading import read_source
from detector.reports.html_files import write_reports
from detector.reports.terminal import render
from detector.scoring import score_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from detector.article import Language
    from detector.reports.html_files import Labels
    from detector.results import Result

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "detector" / "samples"
PICTURES = ROOT / "reports" / "samples"
LABELS: Labels = {
    "en": {feature.id: feature.label for feature in FEATURES},
    "ar": {feature.id: feature.label_ar for feature in FEATURES},
}
COLUMNS = 92
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

# Every line of the terminal is a paragraph of its own, from left to right, as in a terminal
# that orders Arabic.
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: transparent }
#window { display: inline-block; background: #1b1d23; border-radius: 10px; padding: 18px 24px }
#prompt { color: #8a919e }
pre { margin: 0; font: 14px/19px "DejaVu Sans Mono", monospace; color: #d8dbe2 }
</style><div id="window"><pre id="prompt">$ COMMAND

</pre><pre dir="ltr">CODE</pre></div>"""


def score_samples() -> dict[Language, Result]:
    """Score the sample article of every language."""
    sources = [read_source(SAMPLES / f"{lang}.txt")._replace(origin=lang) for lang in LANGUAGES]
    return dict(zip(LANGUAGES, score_sources(sources), strict=True))


def terminal_page(result: Result, command: str) -> str:
    """Return the report on a terminal as an HTML page."""
    console = Console(
        file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True,
        color_system="truecolor", _environ={},
    )  # fmt: skip
    render(result, console, labels=LABELS["en"])
    code = console.export_html(theme=SVG_EXPORT_THEME, code_format="{code}", inline_styles=True)
    return TERMINAL.replace("COMMAND", command).replace("CODE", code)


def draw(browser: Browser, page: str, element: str | None, picture: Path) -> None:
    """Save a page, or one element of it, as a picture."""
    context = browser.new_context(
        viewport={"width": 1200, "height": 900}, device_scale_factor=1.5, color_scheme="light"
    )
    tab = context.new_page()
    tab.set_content(page)
    if element:
        tab.locator(element).screenshot(path=picture, omit_background=True)
    else:
        tab.screenshot(path=picture)
    context.close()


def pictures(browser: Browser) -> Iterator[Path]:
    """Draw all pictures and name them."""
    for lang, result in score_samples().items():
        command = "detector score --sample" + (" --lang ar" if lang == "ar" else "")
        shown = replace(result, path=f"sample-{lang}.txt")
        terminal = PICTURES / f"terminal-{lang}.png"
        draw(browser, terminal_page(shown, command), "#window", terminal)
        (page,) = write_reports([shown], PICTURES, labels=LABELS)
        draw(browser, page.read_text(encoding="utf-8"), None, page.with_suffix(".png"))
        yield from (terminal, page, page.with_suffix(".png"))


def main() -> None:
    """Draw them."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed (or name it: CHROMIUM=/path/to/chromium)")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in pictures(browser):
            print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
