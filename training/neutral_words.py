"""``make neutral-words``: words that say nothing of any fact, for a person to choose from.

A claim is judged only where each of its words is known (``assistant/answers/claims``). Words that
the training examples use with many different questions, evenly, tell none of them from another:
they are proposed for ``data/claims/neutral.yml``. Whether a word may turn a claim ("last",
"other", "nobody") no count tells; that is for the reader of the list.
"""

import math
from collections import Counter, defaultdict
from typing import Dict, Iterator, Mapping, NamedTuple, Set, Tuple

import typer
from ruamel.yaml import YAML

from assistant.answers.claims.claim_tables import LANGUAGES
from assistant.answers.claims.items import is_known
from assistant.answers.claims.tokens import clauses_of
from assistant.settings import ROOT

EXAMPLES = ROOT / "data" / "nlu"
MARK = "- "  # before each example of a block
FEWEST_USES = 8
FEWEST_QUESTIONS = 6.0  # that a word is spread over: the exponential of the entropy
SMALLEST_LABEL = 20  # examples; a label of fewer counts as one of so many


class Spread(NamedTuple):
    """A word, how many examples use it, and over how many questions it is spread."""

    word: str
    uses: int
    questions: float


def _examples(language: str) -> Iterator[Tuple[str, str]]:
    """(label, text) of each training example of a language."""
    for path in sorted((EXAMPLES / language).rglob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines() if "intent" in block else ():
                yield block["intent"], line[len(MARK) :]


def spread_words(language: str) -> Iterator[Spread]:
    """The words of a language's examples that the tables do not know, the widest spread first."""
    uses: Dict[str, Counter[str]] = defaultdict(Counter)
    size: Counter[str] = Counter()
    for label, text in _examples(language):
        size[label] += 1
        words: Set[str] = {
            token.text
            for clause in clauses_of(text)
            for token in clause.tokens
            if token.kind == "word"
        }
        for word in words:
            uses[word][label] += 1
    spread = [
        Spread(word, sum(labels.values()), _questions(labels, size))
        for word, labels in uses.items()
        if sum(labels.values()) >= FEWEST_USES and not is_known(word, language)
    ]
    yield from sorted(spread, key=lambda one: -one.questions)


def _questions(labels: Mapping[str, int], size: Mapping[str, int]) -> float:
    """Over how many labels a word is spread, were they of one size."""
    shares = [count / max(size[label], SMALLEST_LABEL) for label, count in labels.items()]
    total = sum(shares)
    return math.exp(-sum(share / total * math.log(share / total) for share in shares))


def main(fewest_questions: float = FEWEST_QUESTIONS) -> None:
    """Print the words that are proposed, by language: the word, its uses, its spread."""
    for language in LANGUAGES:
        typer.echo(f"{language}:")
        for word, uses, questions in spread_words(language):
            if questions >= fewest_questions:
                typer.echo(f"  {word}  {uses}  {questions:.0f}")


if __name__ == "__main__":
    typer.run(main)
