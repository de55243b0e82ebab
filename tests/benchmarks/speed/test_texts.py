from collections import Counter

import pytest

from benchmarks.questions import EXAM_DIR, QUESTIONS_DIR, read_questions
from benchmarks.speed.run import TAUGHT
from benchmarks.speed.sizes import CONVERSATION_TURNS, WHOLE
from benchmarks.speed.texts import GROUPS, ONE, SEVERAL, WARM_UP, OutOfTexts, Texts
from benchmarks.speed.turns import SHORT_EVERY, TEN


def test_no_text_is_handed_out_twice():
    texts = Texts()
    taken = [*texts.mixed(WARM_UP, 300), *texts.mixed(ONE, 2000)]
    taken += [text for group in GROUPS for text in texts.take(SEVERAL, group, 40)]
    assert len(set(taken)) == len(taken) == texts.taken


def test_the_order_is_the_same_in_every_run():
    assert Texts().mixed(ONE, 50) == Texts().mixed(ONE, 50)


def test_mixed_texts_come_in_all_languages_alike():
    groups = {
        asked.text: asked.group for d in (QUESTIONS_DIR, EXAM_DIR) for asked in read_questions(d)
    }
    counts = Counter(groups[text] for text in Texts().mixed(ONE, 500))
    assert counts == {group: 100 for group in GROUPS}


def test_what_is_kept_apart_is_not_handed_out():
    apart = Texts().mixed(ONE, 30)
    texts = Texts(without=apart)
    assert not {*texts.mixed(ONE, texts.left(ONE))} & {*apart}


def test_too_many_are_refused():
    texts = Texts()
    with pytest.raises(OutOfTexts, match="are left"):
        texts.take(SEVERAL, "fr", 10_000)
    with pytest.raises(OutOfTexts, match="are left"):
        texts.mixed(SEVERAL, 10_000)
    assert texts.taken == 0


def test_a_whole_run_finds_texts_enough():
    texts, sizes = Texts(without=Texts().mixed(ONE, TAUGHT + 1)), WHOLE
    texts.mixed(WARM_UP, sizes.warm_up)
    texts.mixed(ONE, sizes.latency)
    for kind in (ONE, SEVERAL):
        for group in GROUPS:
            texts.take(kind, group, sizes.of_a_language)
    for count, level in sizes.senders.items():
        texts.mixed(ONE, count * level.conversations * CONVERSATION_TURNS * level.rounds)
    senders, conversations = sizes.busy_senders
    texts.mixed(ONE, 2 * sizes.busy + senders * conversations * CONVERSATION_TURNS)
    short = -(-sizes.turns // SHORT_EVERY) * sizes.short_conversations * TEN
    texts.mixed(ONE, sizes.long_conversations * (sizes.turns + short))
