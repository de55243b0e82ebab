"""Messages by hands that saw neither the scrubber nor its tables (``tests/privacy/blind``).

The bounds are floors against regressions, a little above what was measured. What is wanted is that
nothing is left that has a form of its own, and 3 % of names and addresses at most.
"""

import pytest

from benchmarks.privacy import measure, read_half


@pytest.mark.parametrize(
    "half, shaped, worded, changed",
    [("learning", 0.015, 0.12, 0.04), ("held_out", 0.015, 0.4, 0.05)],
)
def test_what_is_personal_is_not_left_and_the_rest_is(scrubber, half, shaped, worded, changed):
    found = measure(read_half(half), scrubber)
    assert found.share(worded=False) <= shaped, found.told
    assert found.share(worded=True) <= worded, found.told
    assert len(found.changed) <= changed * found.harmless, found.changed


def test_the_halves_share_no_message():
    learning, held_out = ({message["text"] for message in read_half(half)} for half in
                          ("learning", "held_out"))  # fmt: skip
    assert len(learning) > 400 and len(held_out) > 400 and not learning & held_out
