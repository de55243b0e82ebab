import pytest

from tests.nlu.pipeline import train

FEATURIZERS = {
    "USEFeaturizer": "assistant.nlu.use_featurizer.USEFeaturizer",
    "E5Featurizer": "assistant.nlu.e5_featurizer.E5Featurizer",
    "NgramFeaturizer": "assistant.nlu.ngram_featurizer.NgramFeaturizer",
}
FRONT = [
    {"name": "assistant.nlu.text_normalizer.TextNormalizer"},
    {"name": "assistant.nlu.language_identifier.LanguageIdentifier"},
    {"name": "assistant.nlu.spelling_folder.SpellingFolder"},
]
BACK = [
    {
        "name": "assistant.nlu.perceptron_classifier.PerceptronClassifier",
        "exclusive_intents": ["ask"],
        "networks": 1,
        "steps": 400,
        "batch_size": 8,
        "background": -10.0,
    },
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.0},
    {"name": "assistant.nlu.question_collector.QuestionCollector"},
]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("CACHE_DIR", str(tmp_path_factory.mktemp("embeddings")))
    yield
    patch.undo()


@pytest.fixture(scope="session", params=sorted(FEATURIZERS))
def parse_with_each(request, tmp_path_factory, own_cache):
    """The pipeline with one featurizer at a time."""
    middle = [{"name": FEATURIZERS[request.param]}]
    return train(tmp_path_factory.mktemp(request.param), FRONT + middle + BACK)


@pytest.fixture(scope="session")
def parse(tmp_path_factory, own_cache):
    """The pipeline whole, as in config.yml."""
    spacy = [
        {
            "name": "assistant.nlu.french_spacy.FrenchSpacyNLP",
            "model": "fr_core_news_sm",
            "case_sensitive": True,
        },
        {"name": "SpacyTokenizer"},
        {"name": "assistant.nlu.subject_extractor.SubjectExtractor"},
    ]
    middle = spacy + [{"name": name} for name in FEATURIZERS.values()]
    return train(tmp_path_factory.mktemp("whole"), FRONT + middle + BACK)
