"""The timers, on functions whose clock is the test's."""

import asyncio
import json

import pytest

from benchmarks.speed.profile import kind_of, read_stages
from benchmarks.speed.stages import Stages


class Clock:
    """Time that passes when it is told to; CPU takes half of it."""

    def __init__(self):
        self.now = 0.0

    def pass_by(self, seconds):
        self.now += seconds

    def __call__(self):
        return [self.now, self.now / 2]


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(clock, tmp_path):
    """A class like a server's, with timers in it, and the file that they write to."""

    class Server:
        async def handle(self, sender):
            clock.pass_by(1)
            await self.dialogue()
            clock.pass_by(1)

        async def dialogue(self):
            clock.pass_by(2)
            self.parse("one")
            self.parse("two")
            self.check()

        def parse(self, component):
            clock.pass_by(4)

        @staticmethod
        def check():
            clock.pass_by(8)

        @classmethod
        def read(cls):
            clock.pass_by(16)
            return cls

    output = tmp_path / "stages.jsonl"
    stages = Stages(output, clock)
    stages.time(Server, "dialogue", "dialogue")
    stages.time(Server, "parse", lambda _, component: f"{stages.within}: {component}")
    stages.time(Server, "check", "check")
    stages.time(Server, "read", "read")
    stages.root(Server, "handle", "channel", lambda _, sender: sender)
    return Server, output


def lines(output):
    return [json.loads(line) for line in output.read_text().splitlines()]


def test_each_stage_is_charged_with_its_own_time(server):
    made, output = server
    asyncio.run(made().handle("someone"))
    (line,) = lines(output)
    assert line["of"] == "someone"
    assert {name: wall for name, (wall, _, _) in line["stages"].items()} == {
        "channel": 2,
        "dialogue": 2,
        "dialogue: one": 4,
        "dialogue: two": 4,
        "check": 8,
    }
    assert all(cpu == wall / 2 for wall, cpu, _ in line["stages"].values())


def test_each_message_has_a_line_of_its_own(server):
    made, output = server
    for sender in ("first", "second"):
        asyncio.run(made().handle(sender))
    first, second = lines(output)
    assert (first["of"], second["of"]) == ("first", "second")
    assert first["stages"] == second["stages"]


def test_what_is_no_message_is_not_written(server):
    made, output = server
    asyncio.run(made().handle(""))
    assert not output.exists()


def test_class_methods_stay_what_they_are(server):
    made, _ = server
    assert made.read() is made
    assert made().check() is None


def test_a_stage_that_fails_is_charged_and_left(clock, tmp_path):
    class Fails:
        async def handle(self):
            try:
                self.fail()
            except ValueError:
                clock.pass_by(1)

        def fail(self):
            clock.pass_by(2)
            raise ValueError

    stages = Stages(tmp_path / "stages.jsonl", clock)
    stages.time(Fails, "fail", "fail")
    stages.root(Fails, "handle", "channel", lambda _: "someone")
    asyncio.run(Fails().handle())
    (line,) = lines(tmp_path / "stages.jsonl")
    assert [line["stages"][name][0] for name in ("channel", "fail")] == [1, 2]
    assert stages.within == ""


def test_a_method_that_is_gone_is_told():
    with pytest.raises(AttributeError):
        Stages("unused").time(Clock, "no_such_method", "a stage")


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("stages/one question/fr/4f/0", "one question/fr"),
        ("rest:stages/one question/fr/4f/0", "one question/fr"),
        ("speed/4f/0", ""),
    ],
)
def test_a_conversation_tells_what_kind_its_messages_are(sender, kind):
    assert kind_of(sender) == kind


def test_stages_are_read_per_message_and_kind(tmp_path):
    path = tmp_path / "rasa.jsonl"
    written = [
        {"of": "stages/one question/fr/1/0", "stages": {"NLU": [0.010, 0.004, 1]}},
        {"of": "stages/one question/fr/1/0", "stages": {"NLU": [0.030, 0.006, 1]}},
        {"of": "stages/one question/en/2/0", "stages": {"NLU": [0.050, 0.050, 1]}},
        {"of": "speed/3/0", "stages": {"NLU": [9, 9, 1]}},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in written))
    stages = read_stages([path], messages=2)
    assert stages["NLU"]["one question/fr"].wall == pytest.approx(20)
    assert stages["NLU"]["one question/fr"].cpu == pytest.approx(5)
    assert set(stages["NLU"]) == {"one question/fr", "one question/en"}
