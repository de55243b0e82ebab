"""The sentences around the facts: ``data/phrases/<language>.ftl``."""

from pathlib import Path
from typing import Any, Dict, Set

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from assistant.facts.errors import FactError, Sentence
from assistant.facts.languages import LANGUAGES
from assistant.facts.patterns import (
    fill_message,
    messages_in,
    mistakes_in,
    new_bundle,
    variables_in,
)


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FactError(f"{path}: the phrases cannot be read: {error}") from error


class Phrases:
    """The phrases of every language, read once.

    A variable with an underscore in its name, as ``$imrf_frequency``, is filled with the value
    of a fact; any other by the code that says the phrase.

    Raises:
        FactError: a language's file is missing, or holds what is not Fluent.
    """

    def __init__(self, folder: Path) -> None:
        self._bundles: Dict[str, FluentBundle] = {}
        self._variables: Dict[str, Dict[str, Set[str]]] = {}
        for language in LANGUAGES:
            path = folder / f"{language}.ftl"
            resource = FluentResource(_source(path))
            mistakes = mistakes_in(resource)
            if mistakes:
                raise FactError(f"{path}: is not Fluent: {'; '.join(mistakes)}")
            bundle = new_bundle(language)
            bundle.add_resource(resource)
            self._bundles[language] = bundle
            messages = {e.id.name: e for e in resource.body if isinstance(e, ast.Message)}
            self._variables[language] = {
                name: _variables_through(messages, name, set()) for name in messages
            }

    def has(self, language: str, name: str) -> bool:
        """Whether there is a phrase of this name."""
        return bool(self._bundles[language].has_message(name))

    def names(self, language: str) -> Set[str]:
        """The names of a language's phrases."""
        return set(self._variables[language])

    def variables(self, language: str, name: str) -> Set[str]:
        """The variables that a phrase names, by itself or through other phrases."""
        return self._variables[language].get(name, set())

    def facts_in(self, language: str, name: str) -> Set[str]:
        """Those of a phrase's variables that are filled with the value of a fact."""
        return {variable for variable in self.variables(language, name) if "_" in variable}

    def say(self, language: str, phrase: str, **variables: Any) -> str:
        """A phrase, filled.

        Raises:
            FactError: there is no such phrase, or a variable of it is missing.
        """
        bundle = self._bundles[language]
        if not bundle.has_message(phrase):
            raise FactError(f"there is no phrase {phrase!r} in {language}")
        try:
            return fill_message(bundle, phrase, variables)
        except FactError as error:
            raise FactError(
                Sentence(
                    "phrase {phrase!r} {error} in {language}",
                    phrase=phrase,
                    error=error.sentence,
                    language=language,
                )
            ) from error


def _variables_through(messages: Dict[str, ast.Message], name: str, seen: Set[str]) -> Set[str]:
    """The variables of a message and of those that it names; ``seen`` are left out."""
    if name in seen or name not in messages:
        return set()
    seen.add(name)
    others = [_variables_through(messages, other, seen) for other in messages_in(messages[name])]
    return variables_in(messages[name]).union(*others)
