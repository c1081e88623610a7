"""What a console can show, and lines and bars drawn for it.

Every line of the terminal's report is a lead (numbers, marks, a bar) and a body that wraps
beside it. The article's words stand in bodies only: no figure follows them on their line, so
that a terminal which orders Arabic runs from right to left moves nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from detector.reports.safe import CLOSING, OPENING, direction, has_right_to_left, make_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from detector.reports.safe import Direction
    from detector.results import Span

_ASCII = str.maketrans(
    {
        "–": "-",
        "−": "-",
        "—": "-",
        "·": "|",
        "…": "...",
        "→": "->",
        "↩": "<-",
        "×": "x",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "«": '"',
        "»": '"',
        "█": "#",
        "▌": "+",
        "▎": ".",
        "░": ".",
        "━": "=",
        "─": "-",
        "●": "o",
        "│": "|",
    }
)
_SPACED_SIGN = re.compile(r"(?<=\d) (?=%)")
_UNBROKEN = "\ue000"  # stands for a space at which no line may end: a line does end at U+00A0
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEAST_BODY = 10  # columns
NARROW = 72  # columns: below this, tables keep only what they need


class Paper(NamedTuple):
    """The space and the signs that a console has.

    `plain` says that only ASCII signs can be drawn; `isolates` that runs from right to left
    are set apart by invisible marks, which only a terminal, not a file, should get.
    """

    console: Console
    width: int
    encoding: str
    plain: bool
    isolates: bool

    @classmethod
    def of(cls, console: Console) -> Paper:
        """Describe a console."""
        plain = console.options.ascii_only
        isolates = console.is_terminal and not plain
        return cls(console, console.width, console.encoding, plain, isolates)

    def own(self, text: str, style: str = "") -> Text:
        """Return the report's own words."""
        return Text(self._encodable(text), style)

    def quote(self, text: str, style: str = "") -> Text:
        """Return a stranger's words, made harmless."""
        return Text(self._encodable(make_safe(text)), style)

    def _encodable(self, text: str) -> str:
        """Replace what the console's encoding does not hold."""
        if self.plain:
            text = text.translate(_ASCII)
        return text.encode(self.encoding, "replace").decode(self.encoding)

    def hang(self, lead: Text, body: Text, limit: int | None = None) -> Iterator[Text]:
        """Set a body beside its lead; further lines hang under the first.

        Args:
            lead: what stands before the body; its width is the indent of all lines.
            body: the words, wrapped to the rest of the width.
            limit: the greatest number of lines; what is longer ends in an ellipsis.
        """
        indent = lead.cell_len
        width = max(self.width - indent, _LEAST_BODY)
        lines = self._wrapped(body, width)
        if limit is not None and len(lines) > limit:
            lines = [*lines[: limit - 1], self._cut(lines[limit - 1], width)]
        for line in lines:
            line.rstrip()
            line.plain = line.plain.replace(_UNBROKEN, " ")
        if self.isolates and has_right_to_left(body.plain):
            lines = _directed(lines, direction(body.plain))
        for number, line in enumerate(lines):
            yield Text.assemble(lead if number == 0 else Text(" " * indent), line)

    def _wrapped(self, body: Text, width: int) -> list[Text]:
        """Break a body into lines, of which none begins with a sign of per cent."""
        body = body.copy()
        if body.cell_len <= width:  # most do, and rich takes long to find out
            return [body]
        body.plain = _SPACED_SIGN.sub(_UNBROKEN, body.plain)
        return list(body.wrap(self.console, width))

    def _cut(self, line: Text, width: int) -> Text:
        """End a line in an ellipsis, between words where they are not too long."""
        ellipsis = self.own("…", line.style if isinstance(line.style, str) else "")
        line.rstrip()
        if line.cell_len > width - ellipsis.cell_len:
            line.truncate(width - ellipsis.cell_len)
            space = line.plain.rfind(" ")
            line = line[:space] if space > width // 2 else line
        return line.append_text(ellipsis)

    def bar(self, share: float, width: int, style: str) -> Text:
        """Draw a share (0–1) as a filled bar on a track."""
        eighths = round(min(max(share, 0.0), 1.0) * width * 8)
        if self.plain:
            full = round(eighths / 8)
            return Text.assemble(("#" * full, style), ("." * (width - full), "dim"))
        filled = _blocks(eighths)
        return Text.assemble((filled, style), ("░" * (width - len(filled)), "dim"))

    def interval(self, low: float, value: float, high: float, width: int) -> Text:
        """Draw a share with its interval on a track."""
        places = [round(min(max(share, 0.0), 1.0) * (width - 1)) for share in (low, value, high)]
        first, middle, last = places
        line = self.own("─" * first + "━" * (last - first + 1) + "─" * (width - last - 1), "dim")
        line.stylize("bold", first, last + 1)
        dot = self.own("●", "bold")
        return Text.assemble(line[:middle], dot, line[middle + 1 :])

    def signed_bar(self, value: float, largest: float, half: int) -> Text:
        """Draw a number to the left (negative) or right of an axis; `half` columns each way."""
        size = abs(value) / largest if largest else 0.0
        full = round(size * half)
        axis = self.own("│", "dim")
        if value < 0:  # blocks grow rightwards only, so whole ones are drawn on the left
            left = self.own(("█" * full).rjust(half), "green")
            return Text.assemble(left, axis, " " * half)
        right = self.own("█" * full) if self.plain else Text(_blocks(round(size * half * 8)))
        right.stylize("red")
        right.pad_right(half - right.cell_len)
        return Text.assemble(" " * half, axis, right)

    def strip(self, spans: Iterable[Span], length: int, width: int) -> Text:
        """Draw where spans stand in a text of some length."""
        cells = {min(start * width // max(length, 1), width - 1) for start, _ in spans}
        line = "".join("█" if cell in cells else "░" for cell in range(width))
        return self.own(line, "dark_orange3")


def _directed(lines: list[Text], towards: Direction) -> list[Text]:
    """Isolate lines; those from right to left begin at one edge, the widest one's."""
    widest = max(line.cell_len for line in lines)
    directed = []
    for line in lines:
        indent = widest - line.cell_len if towards == "rtl" else 0
        directed.append(Text.assemble(" " * indent, OPENING[towards], line, CLOSING))
    return directed


def _blocks(eighths: int) -> str:
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def print_lines(console: Console, lines: Iterable[Text]) -> None:
    """Print lines that are as wide as they should be: nothing wraps, crops or colours them.

    They go out as one: rich does much for every text that it prints.
    """
    if joined := list(lines):
        console.print(Text("\n").join(joined), soft_wrap=True, highlight=False)
