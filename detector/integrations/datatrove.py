"""A datatrove step that leaves padded documents out, on one machine, Slurm or Ray.

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from detector.integrations.datatrove import PaddingFilter

LocalPipelineExecutor(
[JsonlReader("in"), PaddingFilter(keep_under=50), JsonlWriter("out")], tasks=8, workers=8
).run()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detector.article import Source
from detector.errors import MissingExtraError
from detector.integrations.columns import flat, model_at
from detector.reading.rows import language_of
from detector.scanning.answers import feature_values, without_padding
from detector.scoring import score_rows

try:
    from datatrove.pipeline.filters.base_filter import BaseFilter
except ImportError:

    class BaseFilter:  # type: ignore[no-redef]  # stands in, so that this module can be read
        """Refuses to be made."""

        def __init__(self, *_: object) -> None:
            raise MissingExtraError("PaddingFilter", "datatrove", "datatrove")


if TYPE_CHECKING:
    from detector.results import Row

_PREFIX = "padding_"


class PaddingFilter(BaseFilter):  # type: ignore[misc]  # datatrove has no types
    """Keeps documents that score under a limit, or that have no score.

    Every document, kept or not, carries its whole answer as metadata: `padding_score` (0-100),
    `padding_share` (0-1) with `padding_share_low` and `padding_share_high`, `padding_band`,
    `padding_reasons` (the three features that raised the score most), `padding_words`,
    `padding_lang` and `padding_abstained`. A dropped one is counted under its first reason.

    Args:
        keep_under: the lowest score that is dropped; None keeps all, for their metadata.
        drop_padding: whether padding sentences are taken out of the texts of those kept.
        features: whether `padding_features` holds the value of every feature.
        model: path of a model, by default the shipped one.
        exclusion_writer: where dropped documents go, if they are to be kept apart.
        batch_size: how many documents are scored at once.
    """

    name = "✂ Padding"

    def __init__(
        self,
        keep_under: float | None = 50.0,
        *,
        drop_padding: bool = False,
        features: bool = False,
        model: str | None = None,
        exclusion_writer: Any = None,
        batch_size: int = 128,
    ) -> None:
        super().__init__(exclusion_writer, batch_size)
        self.keep_under = keep_under
        self.drop_padding = drop_padding
        self.features = features
        self.model = model

    def filter(self, doc: Any) -> bool | tuple[bool, str]:
        """Judge one document."""
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Any]) -> list[bool | tuple[bool, str]]:
        """Judge documents together; their metadata and perhaps their texts change."""
        rows = score_rows(
            [_source(document) for document in batch],
            model=model_at(self.model),
            features=self.features,
            sentences=self.drop_padding,
        )
        return [self._judge(document, row) for document, row in zip(batch, rows, strict=True)]

    def _judge(self, document: Any, row: Row) -> bool | tuple[bool, str]:
        told = flat(row)
        if self.features:
            told["features"] = feature_values(row)
        document.metadata.update({_PREFIX + name: value for name, value in told.items()})
        score = told["score"]
        if self.keep_under is not None and isinstance(score, float) and score >= self.keep_under:
            return False, row.reasons[0] if row.reasons else "padding"
        if self.drop_padding:
            document.text = without_padding(row, document.text)
        return True


def _source(document: Any) -> Source:
    title = document.metadata.get("title")
    return Source(
        document.text,
        str(document.id),
        title if isinstance(title, str) else None,
        language_of(document.metadata.get("language")),
    )
