// Brings a message to the assistant and its replies back: streamed; polled where the stream
// breaks; sent again, under the same id, where nobody knows whether it arrived.
const SLOW_AFTER = 6000; // ms
const SILENT_FOR = 20000;
const POLL_EVERY = 1000;
const OFFLINE_EVERY = 5000;
const PAUSES = [0, 1000, 3000]; // before each attempt
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function post(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  // Where cookies are refused, this page's memory is all that knows who we are.
  if (state.token) headers["X-Visitor"] = state.token;
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal, credentials: "same-origin" });
}

class Refusal extends Error {}

// Reads lines of JSON as they come; `heard` is called at each piece.
async function* linesOf(response, heard) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
}

// One attempt. Returns how it ended: "done", "failed" or "waiting".
async function attempt(message, body) {
  const silence = new AbortController();
  let timer;
  const heard = () => { clearTimeout(timer); timer = setTimeout(() => silence.abort(), SILENT_FOR); };
  heard();
  try {
    const response = await post("messages", { id: message.id, text: message.text, language, ...body }, silence.signal);
    if (response.status >= 500) throw new Error(response.status);
    if (!response.ok) throw new Refusal((await response.json()).error);
    let index = 0, end;
    for await (const line of linesOf(response, heard)) {
      if (!line.text) [end] = Object.keys(line);
      else if (index++ >= message.shown) showReply(line, message);
    }
    if (!end) throw new Error("the stream ended early");
    return end;
  } finally {
    clearTimeout(timer);
  }
}

async function bring(message) {
  for (let tries = 0; tries < PAUSES.length; tries++) {
    await pause(PAUSES[tries]);
    showFate(message, null);
    try {
      let end = await attempt(message, { again: message.tried, poll: tries > 0 });
      while (end === "waiting") {
        await pause(POLL_EVERY);
        end = await attempt(message, { again: true, poll: true });
      }
      return end;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      message.tried = true;
      // A lost network uses up no attempt: the message waits for it.
      if (!navigator.onLine) { tries = -1; await networkBack(message); }
    }
  }
  return "failed";
}

// Browsers may think themselves offline who are not: besides their word, time is waited for.
async function networkBack(message) {
  showFate(message, "waits");
  notify("offline");
  await Promise.race([pause(OFFLINE_EVERY), new Promise((resolve) => addEventListener("online", resolve, { once: true }))]);
}

// Messages go one after another, as they were written.
let before = Promise.resolve();
function deliver(message) {
  before = before.then(async () => {
    if (message.dropped) return;
    showTyping(true);
    const slow = setTimeout(() => showTyping(true, "slow"), SLOW_AFTER);
    let end = "failed", reason = "down";
    try { end = await bring(message); } catch (refusal) { reason = `error-${refusal.message}`; }
    clearTimeout(slow);
    showTyping(false);
    if (message.dropped) return;
    if (end === "done") { forgetPending(message); showFate(message, null); notify(null); } else { showFate(message, "failed"); notify(word(reason) ? reason : "down"); }
  });
  return before;
}
