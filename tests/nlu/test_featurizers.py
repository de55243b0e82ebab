import pytest


@pytest.mark.parametrize(
    "text, intent, topic",
    [
        ("l'OIM existe depuis quand", "membership", "iom.founded"),
        ("where did the forum take place", "forum", "imrf.place"),
        ("bonjour à vous", "greet", None),
    ],
)
def test_each_featurizer_alone_tells_the_examples_apart(parse_with_each, text, intent, topic):
    question = parse_with_each(text)["questions"][0]
    assert (question["intent"], question["topic"]) == (intent, topic)
