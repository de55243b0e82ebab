"""``make benchmark-clinc150``: the project's own pipeline on CLINC150 Small.

Protocol "oos-threshold" of Larson et al. 2019 (*An Evaluation Dataset for Intent Classification
and Out-of-Scope Prediction*): train on in-scope examples only; choose one confidence threshold
on the validation set; below it, a message is out of scope. How to choose is left open: here, so
that in-scope accuracy keeps to the bar.
"""

import asyncio
import json
import logging
import math
import os
import tempfile
import time
from pathlib import Path
from typing import Dict, List, NamedTuple, Tuple

import numpy as np
import typer
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model_training import train_nlu
from rasa.utils.log_utils import configure_structlog
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

from assistant.settings import ROOT, Settings

DATA = ROOT.parent / "shared" / "benchmarks" / "clinc150_small.json"
PUBLISHED = (
    ("DialogFlow", 89.4, 14.1),
    ("Rasa (2019)", 88.9, 55.0),
    ("MLP on Universal Sentence Encoder", 91.5, 52.2),
    ("BERT-large", 96.4, 40.9),
)
BAR_IN_SCOPE, BAR_RECALL = 95.0, 72.0
THRESHOLDS = np.arange(0.02, 0.98, 0.01)
# Components that add nothing to a classification of single English sentences and change none.
LEFT_OUT = ("QuestionSplitter", "FallbackClassifier", "QuestionCollector", "KeySelector")

Examples = List[Tuple[str, str]]


class Predicted(NamedTuple):
    """Predictions for a set of examples: whether the intent is right, and its confidence."""

    right: np.ndarray
    confidence: np.ndarray


def _pipeline() -> List[Dict]:
    config = YAML(typ="safe").load((ROOT / "config.yml").read_text(encoding="utf-8"))
    return [
        component
        for component in config["pipeline"]
        if component["name"].split(".")[-1] not in LEFT_OUT
    ]


def _train(examples: Examples, folder: Path) -> Tuple[str, float]:
    by_intent: Dict[str, List[str]] = {}
    for text, intent in examples:
        by_intent.setdefault(intent, []).append(text)
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in by_intent.items()
    ]
    config = {
        "recipe": "default.v1",
        "assistant_id": "clinc150",
        "language": "en",
        "pipeline": _pipeline(),
    }
    yaml = YAML()
    for name, content in (("nlu.yml", {"version": "3.1", "nlu": nlu}), ("config.yml", config)):
        with (folder / name).open("w", encoding="utf-8") as file:
            yaml.dump(content, file)
    started = time.monotonic()
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
    return model, time.monotonic() - started


async def _predict(agent: Agent, examples: Examples) -> Predicted:
    right, confidence = [], []
    for text, intent in examples:
        parsed = await agent.processor.parse_message(UserMessage(text))
        right.append(parsed["intent"]["name"] == intent)
        confidence.append(parsed["intent"]["confidence"])
    return Predicted(np.array(right), np.array(confidence))


def scores(inside: Predicted, outside: Predicted, threshold: float) -> Tuple[float, float]:
    """In-scope accuracy and out-of-scope recall, in percent, at a threshold."""
    accuracy = np.mean(inside.right & (inside.confidence >= threshold))
    recall = np.mean(outside.confidence < threshold)
    return 100 * float(accuracy), 100 * float(recall)


def choose_threshold(inside: Predicted) -> float:
    """The highest threshold at which the in-scope accuracy, less one standard error, still
    reaches the bar; the lowest where it never does."""
    bar = BAR_IN_SCOPE + 100 * math.sqrt(0.95 * 0.05 / len(inside.right))
    accuracies = [np.mean(inside.right & (inside.confidence >= t)) for t in THRESHOLDS]
    reached = [t for t, accuracy in zip(THRESHOLDS, accuracies) if 100 * accuracy >= bar]
    return float(max(reached, default=THRESHOLDS[0]))


def main() -> None:
    """Train, choose the threshold on the validation set, measure on the test set."""
    configure_structlog(logging.WARNING)
    # The embeddings of the project's own examples stay where they are.
    os.environ["CACHE_DIR"] = str(Settings().cache_dir.with_name("embeddings-clinc150"))
    console = Console(width=100)
    data = {
        split: [(text, intent) for text, intent in rows]
        for split, rows in json.loads(DATA.read_text(encoding="utf-8")).items()
    }
    with tempfile.TemporaryDirectory() as folder:
        model, seconds = _train(data["train"], Path(folder))
        agent = Agent.load(model)
        predicted = {
            split: asyncio.run(_predict(agent, data[split]))
            for split in ("val", "test", "oos_test")
        }
    threshold = choose_threshold(predicted["val"])
    accuracy, recall = scores(predicted["test"], predicted["oos_test"], threshold)
    table = Table("system", "in-scope accuracy", "out-of-scope recall")
    for name, published_accuracy, published_recall in PUBLISHED:
        table.add_row(name, f"{published_accuracy:.1f}", f"{published_recall:.1f}")
    table.add_row("this project's config.yml", f"{accuracy:.1f}", f"{recall:.1f}")
    console.print(table)
    console.print(
        f"Threshold {threshold:.2f} (validation set); without it in-scope accuracy is "
        f"{100 * predicted['test'].right.mean():.1f}. Trained in {seconds:.0f} s."
    )
    around = Table(
        "threshold", "in-scope accuracy", "out-of-scope recall", title="Other thresholds"
    )
    for other in THRESHOLDS[8::10]:
        row = scores(predicted["test"], predicted["oos_test"], other)
        around.add_row(f"{other:.2f}", *[f"{value:.1f}" for value in row])
    console.print(around)
    if accuracy < BAR_IN_SCOPE or recall < BAR_RECALL:
        console.print(f"Below the bars: {BAR_IN_SCOPE} and {BAR_RECALL}.", style="red")
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
