import copy
import json

import numpy as np
import pytest
from rasa.shared.exceptions import YamlException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter

from assistant.nlu.examples_importer import Example, ExamplesImporter
from assistant.nlu.sentence_encoder import add_sentence_feature
from assistant.settings import ROOT

HEAD = 'version: "3.1"\nnlu:\n'
PLAIN = HEAD + (
    "- intent: forum/imrf.dates\n  metadata:\n    language: fr\n  examples: |\n"
    "    - quand a eu lieu le forum ?\n    - c'est quand : le forum #2\n\n    -  متى\n"
    '- intent: greet\n  examples: |\n    - "salut"\n    - greet - you\n'
)
OTHERS = {
    "entities": HEAD + "- intent: forum\n  examples: |\n    - le forum de [Genève](city)\n",
    "synonyms": HEAD + "- synonym: OIM\n  examples: |\n    - IOM\n",
    "a list": HEAD
    + "- intent: greet\n  examples:\n  - text: |\n      salut\n    metadata: {a: b}\n",
}


def importer(kind, folder, text):
    (folder / "nlu.yml").write_text(text, encoding="utf-8")
    return kind("config.yml", None, [str(folder)])


def content(data):
    examples = [json.dumps(example.data, sort_keys=True) for example in data.training_examples]
    return examples, data.entity_synonyms


@pytest.mark.parametrize("text", [PLAIN, *OTHERS.values()], ids=["plain", *OTHERS])
def test_what_is_read_is_what_rasa_reads(tmp_path, text):
    ours = importer(ExamplesImporter, tmp_path, text).get_nlu_data()
    assert content(ours) == content(importer(RasaFileImporter, tmp_path, text).get_nlu_data())


def test_the_projects_own_examples_are_all_cheap_ones():
    """None of its files is left to the slow reader."""
    examples = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), None, [str(ROOT / "data" / "nlu")]
    ).get_nlu_data()
    texts = [example for example in examples.training_examples if example.get("text")]
    assert len(texts) > 30_000
    assert {type(example) for example in texts} == {Example}


def test_a_file_that_is_no_yaml_is_rasas_to_complain_of(tmp_path):
    with pytest.raises(YamlException, match="nlu.yml"):
        importer(ExamplesImporter, tmp_path, HEAD + "- intent: [greet\n").get_nlu_data()


def test_examples_differ_by_their_data_and_features():
    one, other = Example.build("a", "greet"), Example.build("a", "greet")
    assert one == other and len({one, other}) == 1
    other.set("language", "fr")
    assert one != other
    third = copy.deepcopy(one)
    assert third == one
    add_sentence_feature(third, np.array([1.0]), "Featurizer")
    assert third != one and not one.features
    third.set("text", "b")
    assert one.get("text") == "a"
