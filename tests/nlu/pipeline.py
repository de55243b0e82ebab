"""A real, small Rasa pipeline for the components' tests."""

import asyncio
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model_training import train_nlu
from rasa.shared.core.trackers import DialogueStateTracker

Parse = Callable[..., Dict[str, Any]]

EXAMPLES = {
    ("greet", None, "fr"): ["bonjour", "salut", "bonsoir à tous", "coucou", "bonjour monsieur"],
    ("greet", None, "en"): ["hello", "hi there", "good morning", "good evening", "hey"],
    ("greet", None, "ar"): ["مرحبا", "السلام عليكم", "صباح الخير", "اهلا وسهلا", "مساء الخير"],
    ("greet", None, "aeb"): ["3aslema", "ahla bik", "sba7 el khir", "عسلامة", "شنحوالك"],
    ("ask", "iom.founded", "fr"): [
        "depuis quand existe l'OIM",
        "en quelle année l'organisation a été créée",
        "date de création de l'OIM",
        "quand l'OIM est née",
    ],
    ("ask", "iom.founded", "en"): [
        "when was IOM founded",
        "how old is the organization",
        "what year did IOM start",
        "since when does IOM exist",
    ],
    ("ask", "iom.founded", "ar"): [
        "متى تأسست المنظمة",
        "منذ متى توجد المنظمة",
        "تاريخ تأسيس المنظمة",
    ],
    ("ask", "iom.founded", "aeb"): [
        "wa9tech t5al9et el OIM",
        "وقتاش تبعثت المنظمة",
        "9adech 3morha l'oim",
    ],
    ("ask", "imrf.place", "fr"): [
        "où a eu lieu le forum",
        "dans quelle ville le forum",
        "lieu du forum",
    ],
    ("ask", "imrf.place", "en"): [
        "where was the forum held",
        "which city hosted the forum",
        "forum venue",
    ],
    ("ask", "imrf.place", "ar"): ["أين انعقد المنتدى", "في أي مدينة كان المنتدى", "مكان المنتدى"],
    ("ask", "imrf.place", "aeb"): ["win sar el forum", "وين صار المنتدى", "fi anehi blad el forum"],
    ("language", "en", "fr"): ["en anglais svp", "parlez anglais", "réponds en anglais", "anglais"],
}


def _nlu_yaml() -> str:
    blocks = []
    for (intent, topic, language), texts in EXAMPLES.items():
        metadata = {"language": language, **({"topic": topic} if topic else {})}
        lines = "".join(f"- {text}\n" for text in texts)
        blocks.append({"intent": intent, "metadata": metadata, "examples": lines})
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True)


def train(folder: Path, pipeline: List[Dict[str, Any]]) -> Parse:
    """Train a pipeline on the examples; returns what parses a text with it."""
    (folder / "nlu.yml").write_text(_nlu_yaml(), encoding="utf-8")
    config = {
        "recipe": "default.v1",
        "assistant_id": "test",
        "language": "fr",
        "pipeline": pipeline,
    }
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
    agent = Agent.load(model)

    def parse(
        text: str,
        tracker: Optional[DialogueStateTracker] = None,
        metadata: Optional[Dict[str, Any]] = None,
    ) -> Dict[str, Any]:
        message = UserMessage(text, metadata=metadata)
        return asyncio.run(agent.processor.parse_message(message, tracker))

    return parse
