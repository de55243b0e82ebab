"""``make ablation`` and ``make learning-curve``: the pipeline with a part left out, and with
fewer examples, measured on ``tests/questions``."""

import random
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, List, Tuple

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import typer  # noqa: E402
from rasa.model_training import train_nlu  # noqa: E402
from rasa.shared.nlu.training_data.loading import load_data  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from ruamel.yaml import YAML  # noqa: E402

from assistant.nlu.properties import example_label, example_metadata  # noqa: E402
from assistant.settings import ROOT  # noqa: E402
from benchmarks.knowledge import files_snapshot  # noqa: E402
from benchmarks.measures import GROUPS, Measure, of_questions  # noqa: E402
from benchmarks.questions import QUESTIONS_DIR, read_questions  # noqa: E402
from benchmarks.understanding import load, understand  # noqa: E402

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)

ABLATED = ("SpellingFolder", "USEFeaturizer", "E5Featurizer", "NgramFeaturizer", "FrenchSpacyNLP")
FRACTIONS = (0.1, 0.25, 0.5, 1.0)
SAMPLE = 1500  # questions asked of each variant: a share's interval is then about ±2 points
SEED = 0


def _config(without: Tuple[str, ...]) -> Dict[str, Any]:
    config = YAML(typ="safe").load((ROOT / "config.yml").read_text(encoding="utf-8"))
    if "FrenchSpacyNLP" in without:
        without = (*without, "SpacyTokenizer")
    config["pipeline"] = [
        component
        for component in config["pipeline"]
        if component["name"].split(".")[-1] not in without
    ]
    return {key: config[key] for key in ("recipe", "assistant_id", "language", "pipeline")}


def _subset(fraction: float) -> List[Dict[str, Any]]:
    blocks: Dict[Tuple[str, str], List[Message]] = defaultdict(list)
    for example in load_data(str(ROOT / "data" / "nlu")).training_examples:
        blocks[example_label(example) or "", example_metadata(example)["language"]].append(example)
    chooser = random.Random(SEED)
    chosen = []
    for examples in blocks.values():
        some = chooser.sample(examples, max(2, round(fraction * len(examples))))
        chosen.append(
            {
                "intent": example_label(examples[0]),
                "metadata": example_metadata(examples[0]),
                "examples": "".join(f"- {example.get('text')}\n" for example in some),
            }
        )
    return chosen


def measure(without: Tuple[str, ...] = (), fraction: float = 1.0) -> List[Measure]:
    """Train a variant and measure it on a sample of the questions."""
    questions = random.Random(SEED).sample(read_questions(QUESTIONS_DIR), SAMPLE)
    with tempfile.TemporaryDirectory() as name:
        folder, yaml = Path(name), YAML()
        for file, content in (
            ("config.yml", _config(without)),
            ("nlu.yml", {"version": "3.1", "nlu": _subset(fraction)}),
        ):
            with (folder / file).open("w", encoding="utf-8") as out:
                yaml.dump(content, out)
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "m"))
        return of_questions(understand(load(Path(model)), files_snapshot(), questions))


def _show(title: str, rows: Dict[str, List[Measure]]) -> None:
    table = Table(
        "variant", *(f"facts {group}" for group in GROUPS), "facts", "danger", title=title
    )
    for name, measures in rows.items():
        facts = next(m for m in measures if m.name == "facts right")
        danger = next(m for m in measures if m.name == "danger recognized")
        cells = [f"{facts.shares[group].value:.1%}" for group in (*GROUPS, "all")]
        table.add_row(name, *cells, f"{danger.shares['all'].value:.1%}")
    Console(width=120).print(table)


@app.command()
def ablation() -> None:
    """What each component brings: the pipeline whole, then without each in turn."""
    rows = {"whole": measure()}
    for component in ABLATED:
        rows[f"without {component}"] = measure(without=(component,))
    _show("Ablation", rows)


@app.command()
def learning_curve() -> None:
    """What more examples bring: trained on a tenth to all of them."""
    rows = {f"{fraction:.0%} of the examples": measure(fraction=fraction) for fraction in FRACTIONS}
    _show("Learning curve", rows)
    figure, axes = plt.subplots()
    for group in GROUPS:
        shares = [measures[0].shares[group].value for measures in rows.values()]
        axes.plot(FRACTIONS, shares, marker="o", label=group)
    axes.set(xlabel="share of the training data", ylabel="facts right", xscale="log")
    axes.legend()
    path = ROOT / "reports" / "learning_curve.png"
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, dpi=80)
    Console().print(f"Picture: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    app()
