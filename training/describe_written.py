"""Count the written corpus and put the table into its datasheet.

python training/describe_written.py
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from detector.learning.data import LabelledSet, read_labelled
from detector.learning.rubric import LABELS, count_words

FOLDER = Path(__file__).resolve().parent / "written"
DATASHEET = FOLDER / "DATASHEET.md"
BEGIN, END = "<!-- counts: training/describe_written.py -->\n", "<!-- end of counts -->\n"


def table() -> str:
    """Return the counts of both languages as a Markdown table."""
    columns = [counts(read_labelled(FOLDER / f"written-{lang}.jsonl")) for lang in ("en", "ar")]
    rows = (f"| {name} | {columns[0][name]} | {columns[1][name]} |" for name in columns[0])
    return "\n".join(["| | English | Arabic |", "| --- | --- | --- |", *rows]) + "\n"


def counts(data: LabelledSet) -> dict[str, str]:
    """Count the articles of one language; ids end in d (dense) or p (padded)."""
    found = {"articles": f"{len(data)}", "pairs": f"{len(set(data.groups))}"}
    for name, ending in (("dense", "d"), ("padded", "p")):
        side = data.take([i for i, one in enumerate(data.ids) if one.endswith(ending)])
        words = sum(count_words(source.text) for source in side.sources)
        titled = sum(any(label in "HX" for _, _, label in units) for units in side.units)
        found[f"{name} versions: words"] = f"{words:,}"
        found[f"{name} versions: with headings"] = f"{titled} of {len(side)}"
        found[f"{name} versions: padding share"] = (
            f"{side.share.min():.2f} – {side.share.max():.2f}"
        )
    verdicts = Counter(data.verdict.tolist())
    labels = Counter(label for units in data.units for _, _, label in units)
    found |= {f"verdict {v}": f"{verdicts[v]}" for v in range(4)}
    found |= {f"units labelled {label}": f"{labels[label]:,}" for label in LABELS}
    return found


def main() -> None:
    """Write the table between its marks."""
    before, _, rest = DATASHEET.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DATASHEET.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
