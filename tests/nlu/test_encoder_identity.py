import sys
from types import ModuleType

import pytest

from assistant.nlu.e5_featurizer import E5Featurizer
from assistant.nlu.encoder_identity import identity_of
from assistant.nlu.use_featurizer import USEFeaturizer

CALLER = "def encode(texts):\n    return model.query(texts)\n"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Installs a package, ``encoder``, from its version and its weights."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(version="1.0", weights="0.1 0.2"):
        for old in tmp_path.glob("encoder-*/*"):
            old.unlink()
        info = tmp_path / f"encoder-{version}.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Name: encoder\nVersion: {version}\n")
        (info / "RECORD").write_text("encoder/weights.bin,,\nencoder/main.pyc,,\n")
        (tmp_path / "encoder").mkdir(exist_ok=True)
        (tmp_path / "encoder" / "weights.bin").write_text(weights)
        (tmp_path / "encoder" / "main.pyc").write_text(version)

    install()
    return install


@pytest.fixture
def caller(tmp_path):
    """The module that calls the encoder, with a source that can be changed."""

    def module(source=CALLER):
        path = tmp_path / "caller.py"
        path.write_text(source)
        made = ModuleType("caller")
        made.__file__ = str(path)
        sys.modules.pop("caller", None)
        return made

    return module


def test_the_same_encoder_keeps_its_identity(installed, caller):
    before = identity_of("encoder", caller())
    assert before.startswith("encoder-1.0-")
    assert identity_of("encoder", caller()) == before


def test_another_version_or_other_weights_are_another_encoder(installed, caller):
    identities = [identity_of("encoder", caller())]
    installed(weights="0.1 0.3")
    identities.append(identity_of("encoder", caller()))
    installed(version="2.0")
    identities.append(identity_of("encoder", caller()))
    assert len(set(identities)) == 3


def test_another_way_of_calling_it_counts_and_a_comment_does_not(installed, caller):
    before = identity_of("encoder", caller())
    assert identity_of("encoder", caller("# as questions\n" + CALLER)) == before
    assert identity_of("encoder", caller(CALLER.replace("query", "passage"))) != before


def test_the_pipelines_encoders_have_identities_of_their_own():
    identities = {encoder.identity() for encoder in (E5Featurizer, USEFeaturizer)}
    assert len(identities) == 2
    assert all(encoder.package in encoder.identity() for encoder in (E5Featurizer, USEFeaturizer))
