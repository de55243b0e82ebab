import pytest

from tests.nlu.pipeline import components, parser, train

FEATURIZERS = ("USEFeaturizer", "E5Featurizer", "NgramFeaturizer")
AROUND_ONE = (
    "TextNormalizer",
    "LanguageIdentifier",
    "SpellingFolder",
    "PerceptronClassifier",
    "FallbackClassifier",
    "QuestionCollector",
    "KeySelector",
)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("CACHE_DIR", str(tmp_path_factory.mktemp("embeddings")))
    yield
    patch.undo()


@pytest.fixture(scope="session", params=FEATURIZERS)
def parse_with_each(request, tmp_path_factory, own_cache):
    """The pipeline with one featurizer at a time."""
    pipeline = components(*AROUND_ONE, request.param)
    return parser(train(tmp_path_factory.mktemp(request.param), pipeline))


@pytest.fixture(scope="session")
def model(tmp_path_factory, own_cache):
    """A model of the whole pipeline of config.yml."""
    return train(tmp_path_factory.mktemp("whole"), components())


@pytest.fixture(scope="session")
def parse(model):
    """What parses a text with that model."""
    return parser(model)
