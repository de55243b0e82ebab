"""All kinds of settings, found: a new one is in no list that forgets it."""

from assistant.settings import Settings

(_BASE,) = Settings.__bases__
CLASSES = tuple(k for k in _BASE.__subclasses__() if k.__module__ == Settings.__module__)
