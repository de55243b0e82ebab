"""Fluent patterns (projectfluent.org), each read and compiled once in a process."""

import textwrap
from functools import lru_cache
from typing import AbstractSet, FrozenSet, List, Mapping, Set, Union

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from assistant.facts.errors import FactError, Sentence
from assistant.facts.languages import LOCALES

Written = Union[str, int, FluentNone]
MESSAGE = "text"
# Some times the patterns of all facts: those of records as they were give way to newer ones.
PATTERNS_KEPT = 4096


def as_message(pattern: str) -> str:
    """The Fluent source of a message ``text`` whose pattern is given."""
    return f"{MESSAGE} =\n" + textwrap.indent(pattern.strip("\n"), "    ")


def new_bundle(language: str) -> FluentBundle:
    """An empty bundle that formats as people of a language do."""
    return FluentBundle([str(LOCALES[language]).replace("_", "-")], use_isolating=False)


class _Names(Visitor):
    def __init__(self) -> None:
        self.variables: Set[str] = set()
        self.messages: Set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.messages.add(node.id.name)


def variables_in(node: ast.BaseNode) -> Set[str]:
    """The variables that a piece of Fluent syntax names."""
    names = _Names()
    names.visit(node)
    return names.variables


def messages_in(node: ast.BaseNode) -> Set[str]:
    """The other messages that a piece of Fluent syntax names."""
    names = _Names()
    names.visit(node)
    return names.messages


def mistakes_in(resource: ast.Resource) -> List[str]:
    """What of a Fluent source could not be read, in the parser's words."""
    return [
        annotation.message
        for entry in resource.body
        if isinstance(entry, ast.Junk)
        for annotation in entry.annotations
    ]


@lru_cache(maxsize=PATTERNS_KEPT)
def _parsed(pattern: str) -> ast.Resource:
    resource = FluentResource(as_message(pattern))
    mistakes = mistakes_in(resource)
    if mistakes:
        raise FactError(
            Sentence("is not a Fluent pattern: {mistakes}", mistakes="; ".join(mistakes))
        )
    message, *others = resource.body
    if others or message.value is None or message.attributes:
        # Fluent takes such a line for an attribute, and leaves it out of the text.
        raise FactError(Sentence("is not a Fluent pattern: no line of it may begin with '.name ='"))
    return resource


@lru_cache(maxsize=PATTERNS_KEPT)
def variables_of(pattern: str) -> AbstractSet[str]:
    """The variables that a Fluent pattern names.

    Raises:
        FactError: the pattern is not Fluent.
    """
    names: FrozenSet[str] = frozenset(variables_in(_parsed(pattern)))
    return names


@lru_cache(maxsize=PATTERNS_KEPT)
def _compiled(pattern: str, language: str) -> FluentBundle:
    bundle = new_bundle(language)
    bundle.add_resource(_parsed(pattern))
    return bundle


def fill_message(bundle: FluentBundle, name: str, variables: Mapping[str, Written]) -> str:
    """A message of a bundle, filled.

    Raises:
        FactError: a variable is missing, or cannot be written as the message asks.
    """
    try:
        text, errors = bundle.format_pattern(bundle.get_message(name).value, dict(variables))
    except Exception as error:  # what Fluent's functions may raise is said nowhere
        errors = [error]
    if errors:
        reasons = "; ".join(str(error) for error in errors)
        raise FactError(Sentence("cannot be filled: {reasons}", reasons=reasons))
    return str(text)


def format_pattern(pattern: str, language: str, variables: Mapping[str, Written]) -> str:
    """Fill a Fluent pattern.

    Raises:
        FactError: the pattern is not Fluent, or a variable is missing.
    """
    return fill_message(_compiled(pattern, language), MESSAGE, variables)
