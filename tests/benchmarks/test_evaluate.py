from benchmarks.evaluate import sample
from benchmarks.questions import Asked


def test_only_questions_for_facts_are_left_out():
    facts = [Asked("fr", "membership/iom.founded", str(number)) for number in range(7)]
    others = [Asked("fr", "distress/sea", "au secours"), Asked("fr", "greet", "bonjour")]
    kept = sample([*facts, *others], 3)
    assert [asked.text for asked in kept] == ["0", "3", "6", "au secours", "bonjour"]
    assert sample([*facts, *others], 1) == [*facts, *others]
