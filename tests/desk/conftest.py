"""Django, set up on a database of the tests' own; every test's changes are taken back."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Callable, Dict, Iterator
from unittest import mock

FOLDER = Path(mkdtemp(prefix="desk-tests-"))
OF_THE_TESTS = {
    "DJANGO_SETTINGS_MODULE": "assistant.desk.settings",
    "DESK_URL": f"sqlite:///{FOLDER / 'desk.db'}",
    "DESK_KEY": "of the tests",
    "DESK_FOLDER": str(FOLDER / "made"),
    "DESK_HOSTS": "testserver 127.0.0.1 localhost",
}
with mock.patch.dict(os.environ, OF_THE_TESTS):
    import django

    django.setup()

import pytest  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings as django_settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402

from assistant.desk.accounts.models import User  # noqa: E402
from assistant.desk.conversations import stores  # noqa: E402
from assistant.desk.facts.store import fact_store  # noqa: E402
from assistant.desk.roles import SECOND_FACTOR_FROM, Role  # noqa: E402
from assistant.desk.unanswered.stores import unanswered  # noqa: E402
from assistant.desk.use.counted import counted  # noqa: E402
from assistant.facts.record import FactRecord  # noqa: E402
from assistant.facts.store import FactStore  # noqa: E402
from assistant.handover.people import People  # noqa: E402
from assistant.publishing import aside  # noqa: E402

PASSWORD = "a quiet harbour at dawn"


@pytest.fixture(scope="session")
def tables() -> Iterator[None]:
    """The desk's database, made by its migrations."""
    # The password's hash takes a fifth of a second, by design: not a hundred times here.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    call_command("migrate", interactive=False, verbosity=0)
    yield
    teardown_test_environment()
    connection.close()


@pytest.fixture(autouse=True)
def taken_back(tables: None) -> Iterator[None]:
    """Nothing that a test writes stays."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def seeded_facts(records: Dict[str, FactRecord]) -> Path:
    """A database with the project's facts, to be copied."""
    path = FOLDER / "seeded.db"
    store = FactStore(f"sqlite:///{path}")
    store.load(records, "data/facts")
    store.close()
    return path


@pytest.fixture(autouse=True)
def own_files(
    seeded_facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Facts, accepted examples and what was asked in vain, of the test's own."""
    shutil.copyfile(seeded_facts, tmp_path / "facts.db")
    monkeypatch.setenv("FACTS_URL", f"sqlite:///{tmp_path / 'facts.db'}")
    monkeypatch.setenv("PUBLISHING_DIR", str(tmp_path / "publishing"))
    monkeypatch.setenv("UNANSWERED_URL", f"sqlite:///{tmp_path / 'unanswered.db'}")
    monkeypatch.setenv("LOG_KEY", "of the tests")
    fact_store.cache_clear()
    unanswered.cache_clear()
    yield
    if unanswered.cache_info().currsize:
        unanswered().close()
    if fact_store.cache_info().currsize:
        fact_store().close()
    fact_store.cache_clear()


@pytest.fixture(autouse=True)
def nothing_is_begun_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever walks through all routes presses the buttons that group messages and train models."""
    monkeypatch.setattr(aside, "begin", lambda module, arguments, log: None)


@pytest.fixture(autouse=True)
def own_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Use and opinions of the test's own."""
    for name in ("use", "feedback"):
        monkeypatch.setenv(f"{name}_URL".upper(), f"sqlite:///{tmp_path / name}.db")
    counted.cache_clear()
    yield
    counted.cache_clear()


def make_user(role: Role, name: str = "", second_factor: bool = True) -> User:
    """An account; with a second factor where its role needs one."""
    user = User.objects.create_user(name or role.name.lower(), "", PASSWORD, role=role)
    if second_factor and role >= SECOND_FACTOR_FROM:
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
        )
    return user


def client_of(user: User, **options: object) -> Client:
    """A browser in which somebody is signed in."""
    client = Client(**options)  # type: ignore[arg-type]
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """Signs somebody of a role in: ``signed_in(Role.EDITOR)``, ``signed_in(Role.EDITOR, "sami")``."""

    def sign_in(role: Role, name: str = "", **options: object) -> Client:
        return client_of(make_user(role, name), **options)

    return sign_in


@pytest.fixture
def editor() -> Client:
    """Somebody who edits."""
    return client_of(make_user(Role.EDITOR, "sami"))


@pytest.fixture
def publisher() -> Client:
    """Somebody who publishes."""
    return client_of(make_user(Role.PUBLISHER, "lina"))


@pytest.fixture
def own_conversations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Conversations, and what visitors ask of people, of the test's own."""
    monkeypatch.setenv("CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'conversations.db'}")
    monkeypatch.setenv("LOG_KEY_FILE", str(tmp_path / "log.key"))
    yield
    stores.people().close()
    stores.reading().close()


@pytest.fixture
def people(own_conversations: None) -> People:
    """What visitors ask of people."""
    return stores.people()
