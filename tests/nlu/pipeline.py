"""A real, small Rasa pipeline for the components' tests."""

import asyncio
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model_training import train_nlu
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.settings import ROOT

Parse = Callable[..., Dict[str, Any]]

EXAMPLES = {
    ("greet", None, "fr"): ["bonjour", "salut", "bonsoir à tous", "coucou", "bonjour monsieur"],
    ("greet", None, "en"): ["hello", "hi there", "good morning", "good evening", "hey"],
    ("greet", None, "ar"): ["مرحبا", "السلام عليكم", "صباح الخير", "اهلا وسهلا", "مساء الخير"],
    ("greet", None, "aeb"): ["3aslema", "ahla bik", "sba7 el khir", "عسلامة", "شنحوالك"],
    ("membership", "iom.founded", "fr"): [
        "depuis quand existe l'OIM",
        "en quelle année l'organisation a été créée",
        "date de création de l'OIM",
        "quand l'OIM est née",
    ],
    ("membership", "iom.founded", "en"): [
        "when was IOM founded",
        "how old is the organization",
        "what year did IOM start",
        "since when does IOM exist",
    ],
    ("membership", "iom.founded", "ar"): [
        "متى تأسست المنظمة",
        "منذ متى توجد المنظمة",
        "تاريخ تأسيس المنظمة",
    ],
    ("membership", "iom.founded", "aeb"): [
        "wa9tech t5al9et el OIM",
        "وقتاش تبعثت المنظمة",
        "9adech 3morha l'oim",
    ],
    ("forum", "imrf.place", "fr"): [
        "où a eu lieu le forum",
        "dans quelle ville le forum",
        "lieu du forum",
    ],
    ("forum", "imrf.place", "en"): [
        "where was the forum held",
        "which city hosted the forum",
        "forum venue",
    ],
    ("forum", "imrf.place", "ar"): ["أين انعقد المنتدى", "في أي مدينة كان المنتدى", "مكان المنتدى"],
    ("forum", "imrf.place", "aeb"): [
        "win sar el forum",
        "وين صار المنتدى",
        "fi anehi blad el forum",
    ],
    ("language", "en", "fr"): ["en anglais svp", "parlez anglais", "réponds en anglais", "anglais"],
}


def write_examples(folder: Path) -> Path:
    """Write the examples into a folder, as a file of training data."""
    blocks = []
    for (intent, topic, language), texts in EXAMPLES.items():
        label = f"{intent}/{topic}" if topic else intent
        lines = "".join(f"- {text}\n" for text in texts)
        blocks.append({"intent": label, "metadata": {"language": language}, "examples": lines})
    path = folder / "nlu.yml"
    content = yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True)
    path.write_text(content, encoding="utf-8")
    return path


# What makes the training of config.yml's pipeline a matter of seconds, and fits few examples.
SMALL = {
    "PerceptronClassifier": {
        "networks": 1,
        "epochs": 60,
        "batch_size": 8,
        "background": -10.0,
    },
    "FallbackClassifier": {"threshold": 0.3},
}


def components(*names: str) -> List[Dict[str, Any]]:
    """The pipeline of config.yml, made small; of these components only, where some are named, and
    without a classifier that looks at none of them."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    pipeline = []
    for component in config["pipeline"]:
        name = component["name"].split(".")[-1]
        looks_at = component.get("featurizers", names)
        if not names or name in names and set(looks_at) & set(names):
            pipeline.append({**component, **SMALL.get(name, {})})
    return pipeline


def train(folder: Path, pipeline: List[Dict[str, Any]]) -> Path:
    """Train a pipeline on the examples; returns the model."""
    nlu, models = str(write_examples(folder)), str(folder / "models")
    config = {
        "recipe": "default.v1",
        "assistant_id": "test",
        "language": "fr",
        "pipeline": pipeline,
    }
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return Path(train_nlu(str(folder / "config.yml"), nlu, models))


def parser(model: Path) -> Parse:
    """What parses a text with a model."""
    agent = Agent.load(str(model))

    def parse(
        text: str,
        tracker: Optional[DialogueStateTracker] = None,
        metadata: Optional[Dict[str, Any]] = None,
    ) -> Dict[str, Any]:
        message = UserMessage(text, metadata=metadata)
        return asyncio.run(agent.processor.parse_message(message, tracker))

    return parse
