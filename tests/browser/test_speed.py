"""The time from a click to the reply shown, beside the REST channel's."""

import statistics
import time
import uuid

import httpx
import pytest

from tests.web_visitor import ORIGIN, new_address

# Times are asserted by `make test-times`, on a machine that does nothing else.
pytestmark = pytest.mark.timing

ROUNDS = 15
MOST_OVER_REST = 60  # ms
# Clicks, and waits for the reply's node: measured in the page, where the visitor sits.
CLICK = """() => new Promise((resolve) => {
  const log = document.getElementById('log');
  const before = log.querySelectorAll('.reply').length, started = performance.now();
  new MutationObserver((_, observer) => {
    if (log.querySelectorAll('.reply').length === before) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - started));
  }).observe(log, { childList: true });
  document.getElementById('send').click();
})"""


def rest(client: httpx.Client, sender: str, question: str) -> float:
    started = time.perf_counter()
    client.post("/webhooks/rest/webhook", json={"sender": sender, "message": question})
    return (time.perf_counter() - started) * 1000


def test_the_page_is_nearly_as_fast_as_rest(open_chat, records):
    question = records["iom.member_states"].question["fr"]
    sender, times = uuid.uuid4().hex, {"web": [], "rest": []}
    with httpx.Client(base_url=ORIGIN) as client:
        rest(client, sender, question)
        for turn in range(ROUNDS):
            # Conversations of equal lengths, in turns: both meet the same load of the machine.
            if turn % 4 == 0:
                sender = uuid.uuid4().hex
                chat = open_chat("fr", extra_http_headers={"X-Forwarded-For": new_address()})
            chat.text.fill(question)
            times["web"].append(chat.page.evaluate(CLICK))
            times["rest"].append(rest(client, sender, question))
    medians = {channel: statistics.median(values) for channel, values in times.items()}
    print({channel: f"{median:.0f} ms" for channel, median in medians.items()})
    assert medians["web"] - medians["rest"] <= MOST_OVER_REST, times
