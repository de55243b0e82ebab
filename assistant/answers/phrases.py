"""The sentences around the facts: ``data/phrases/<language>.ftl``."""

from pathlib import Path
from typing import Any, Dict, Set

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast, parse

from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES, LOCALES
from assistant.facts.wording import variables_in


class Phrases:
    """The phrases of every language, read once."""

    def __init__(self, folder: Path) -> None:
        self._bundles: Dict[str, FluentBundle] = {}
        self._variables: Dict[str, Dict[str, Set[str]]] = {}
        for language in LANGUAGES:
            bundle = FluentBundle([str(LOCALES[language]).replace("_", "-")], use_isolating=False)
            text = (folder / f"{language}.ftl").read_text(encoding="utf-8")
            bundle.add_resource(FluentResource(text))
            self._bundles[language] = bundle
            self._variables[language] = {
                entry.id.name: variables_in(entry)
                for entry in parse(text).body
                if isinstance(entry, ast.Message)
            }

    def has(self, language: str, name: str) -> bool:
        """Whether there is a phrase of this name."""
        return self._bundles[language].has_message(name)

    def names(self, language: str) -> Set[str]:
        """The names of a language's phrases."""
        return set(self._variables[language])

    def variables(self, language: str, name: str) -> Set[str]:
        """The variables that a phrase names."""
        return self._variables[language].get(name, set())

    def say(self, language: str, phrase: str, **variables: Any) -> str:
        """A phrase, filled.

        Raises:
            FactError: there is no such phrase, or a variable of it is missing.
        """
        bundle = self._bundles[language]
        if not bundle.has_message(phrase):
            raise FactError(f"there is no phrase {phrase!r} in {language}")
        text, errors = bundle.format_pattern(bundle.get_message(phrase).value, variables)
        if errors:
            raise FactError(f"phrase {phrase!r} could not be filled in {language}: {errors}")
        return text
