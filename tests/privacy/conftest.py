from pathlib import Path
from typing import Any, Dict, List

import pytest
from ruamel.yaml import YAML

from assistant.facts.files import read_records
from assistant.privacy.known import Known
from assistant.privacy.scrubber import Scrubber
from assistant.privacy.tables import read_tables
from assistant.settings import Settings

FILE = Path(__file__).with_name("planted.yml")
PLANTED: Dict[str, List[Dict[str, Any]]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def scrubber() -> Scrubber:
    """A scrubber that knows the project's records."""
    return Scrubber(read_tables(), Known(read_records(Settings().facts_dir).values()))
