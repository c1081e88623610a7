"""The model: sentences are judged, articles scored, with numpy alone."""

from detector.model.artefact import LanguageModel, Model, load_model
from detector.model.verdicts import Verdicts, judge_batch

__all__ = ["LanguageModel", "Model", "Verdicts", "judge_batch", "load_model"]
