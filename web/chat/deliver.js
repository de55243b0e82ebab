// Brings a message to the assistant and its replies back: streamed; polled where the stream
// breaks; sent again, under the same id, where nobody knows whether it arrived.
const SLOW_AFTER = 6000; // ms
const SILENT_FOR = 20000;
const POLL_EVERY = 1000;
const OFFLINE_EVERY = 5000;
const PAUSES = [0, 1000, 3000]; // before each attempt
/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {string} path @param {object} body @param {AbortSignal} [signal] */
function post(path, body, signal) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json" };
  // Where cookies are refused, this page's memory is all that knows who we are.
  if (state.token) headers["X-Visitor"] = state.token;
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal, credentials: "same-origin" });
}

class Refusal extends Error {}

// Reads lines of JSON as they come; `heard` is called at each piece.
/** @param {ReadableStream<BufferSource>} body @param {() => void} heard @returns {AsyncGenerator<Line, void>} */
async function* linesOf(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield JSON.parse(part);
  }
}

// One attempt. Returns how it ended.
/** @param {Message} message @param {{ again: boolean, poll: boolean }} how @returns {Promise<End>} */
async function attempt(message, how) {
  const silence = new AbortController();
  message.silence = silence;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const heard = () => { clearTimeout(timer); timer = setTimeout(() => silence.abort(), SILENT_FOR); };
  heard();
  try {
    const response = await post("messages", { id: message.id, text: message.text, language, ...how }, silence.signal);
    if (response.status >= 500 || !response.body) throw new Error(response.statusText);
    // Too many polls, perhaps of other tabs: the reply is still being made.
    if (response.status === 429 && how.poll) return "waiting";
    if (!response.ok) throw new Refusal((await response.json()).error);
    /** @type {End | null} */
    let end = null;
    let index = 0;
    for await (const line of linesOf(response.body, heard)) {
      if (!("text" in line)) end = "done" in line ? "done" : "handed" in line ? "handed" : "failed" in line ? "failed" : "waiting";
      else if (index++ >= message.shown && !message.dropped) showReply(line, message);
    }
    if (!end) throw new Error("the stream ended early");
    return end;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Message} message @returns {Promise<End>} */
async function bring(message) {
  for (let tries = 0; tries < PAUSES.length; tries++) {
    await pause(PAUSES[tries] ?? 0);
    if (message.dropped) break;
    showFate(message, null);
    try {
      let end = await attempt(message, { again: message.tried, poll: tries > 0 });
      while (end === "waiting") {
        await pause(POLL_EVERY);
        if (message.dropped) break;
        end = await attempt(message, { again: true, poll: true });
      }
      return end;
    } catch (error) {
      if (message.dropped || error instanceof Refusal) throw error;
      message.tried = true;
      // A lost network uses up no attempt: the message waits for it.
      if (!navigator.onLine) { tries = -1; await networkBack(message); }
    }
  }
  return "failed";
}

// Browsers may think themselves offline who are not: besides their word, time is waited for.
/** @param {Message} message */
async function networkBack(message) {
  showFate(message, "waits");
  notify("offline");
  await Promise.race([pause(OFFLINE_EVERY), new Promise((resolve) => addEventListener("online", resolve, { once: true }))]);
}

// Messages go one after another, as they were written.
let before = Promise.resolve();
/** @param {Message} message */
function deliver(message) {
  before = before.then(async () => {
    if (message.dropped) return;
    // A person answers when they can.
    if (person !== "taken") showTyping(true);
    const slow = setTimeout(() => { if (person !== "taken") showTyping(true, "slow"); }, SLOW_AFTER);
    /** @type {End} */
    let end = "failed";
    let reason = "down";
    try { end = await bring(message); } catch (error) { if (error instanceof Refusal) reason = `error-${error.message}`; }
    clearTimeout(slow);
    showTyping(false);
    if (message.dropped) return;
    if (end === "done" || end === "handed") { forgetPending(message); showFate(message, null); notify(null); if (end === "handed") showPerson("taken"); } else { showFate(message, "failed"); notify(word(reason) ? reason : "down"); }
  });
  return before;
}
