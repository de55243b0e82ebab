"""Where things are and what the environment sets."""

from pathlib import Path
from typing import Optional

from pydantic import BaseSettings

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings, each overridden by the environment variable of the same name in capitals.

    ``facts_url`` is a SQLAlchemy database URL; ``facts_dir`` holds the records that seed it.
    """

    facts_url: str = f"sqlite:///{ROOT / '.state' / 'facts.db'}"
    facts_dir: Path = ROOT / "data" / "facts"
    phrases_dir: Path = ROOT / "data" / "phrases"
    cache_dir: Path = ROOT / ".state" / "embeddings"
    facts_user: Optional[str] = None
