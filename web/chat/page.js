// The page: what the visitor does, and what is shown of it.
const scroller = byId("scroller"), log = byId("log"), text = byId("text"), menu = byId("menu");
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const longest = () => state.longest;

// --- messages not yet answered outlive a reload of this tab
/** @type {Message[]} */
let pending = kept.get("sessionStorage", "pending") ?? [];
function keepPending() { kept.put("sessionStorage", "pending", pending.map(({ id, text }) => ({ id, text }))); }
/** @param {Message} message */
function forgetPending(message) { pending = pending.filter((other) => other.id !== message.id); keepPending(); }

// --- what is shown
/** @param {HTMLElement} node */
function append(node) {
  const atHand = node.classList.contains("own");
  log.append(node);
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  // A reply longer than the screen shows from its beginning.
  const top = node.offsetTop - scroller.offsetTop - 16;
  scroller.scrollTo({ top: atHand || node.offsetHeight < scroller.clientHeight ? scroller.scrollHeight : top, behavior });
}

/** @param {Reply} reply @param {Message} message */
function showReply(reply, message) {
  append(drawReply(reply, `${message.id}.${message.shown++}`));
  if (reply.handover?.state != null) showPerson(reply.handover.state);
}

/** @param {boolean} shown */
function showTyping(shown, name = "typing") {
  byId("typing").hidden = !shown;
  byId("typing-text").replaceChildren(...(shown ? [worded("span", name)] : []));
  if (shown) scroller.scrollTo({ top: scroller.scrollHeight });
}

/** @param {string | null} name */
function notify(name) {
  const notice = byId("notice");
  notice.hidden = !name;
  notice.replaceChildren();
  if (!name) return;
  notice.append(worded("span", name));
  // Nobody stays without help because a server does: the numbers came with the page.
  const person = state.opening[language]?.person;
  if (name === "down" && person) notice.append(make("span", { className: "lines" }, "\n", ...linked(person.text, person.numbers)));
}

// --- what the visitor does
/** @param {string} question */
function ask(question) {
  const message = { id: newId(), text: question.trim(), shown: 0, tried: false };
  pending.push(message);
  keepPending();
  append(drawOwn(message));
  return deliver(message);
}

function measure() {
  const over = [...text.value.trim()].length > longest();
  byId("length").hidden = !over;
  byId("length").replaceChildren(...(over ? [worded("span", "error-too_long")] : []));
  text.setAttribute("aria-invalid", String(over));
  // An empty field stands on the page's side, where its placeholder reads.
  text.dir = text.value ? "auto" : "";
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
  kept.put("sessionStorage", "draft", text.value);
  return over;
}

/** @param {Event} event */
function submit(event) {
  event.preventDefault();
  if (measure() || !text.value.trim()) { text.focus(); return; }
  ask(text.value);
  text.value = "";
  measure();
  text.focus();
}

// What is under way is neither sent again nor shown any more.
function halt() {
  const halted = pending;
  for (const message of halted) { message.dropped = true; message.silence?.abort(); }
  pending = [];
  keepPending();
  return halted;
}

/** @param {string} name what is told */
function clear(name) {
  halt();
  log.replaceChildren();
  showPerson("");
  notify(name);
  text.focus();
}

async function beginAnew() {
  toggleMenu(false);
  const done = await post("new", {}).then((response) => response.ok, () => false);
  done ? clear("new-done") : notify("not-done");
}

// Nothing of the conversation stays in the page, nor in what the browser keeps for it.
function forget() {
  text.value = "";
  measure();
  clear("erased");
  for (const name of ["pending", "draft"]) kept.drop("sessionStorage", name);
  state.turns = [];
  byId("state").textContent = JSON.stringify(state);
}

// Tabs that share the cookie share the conversation.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("oim-chat") : null;

async function erase() {
  // Before, or what is under way would come back after it.
  const halted = halt();
  const response = await post("erase", {}).catch(() => null);
  if (!response?.ok) {
    notify("not-done");
    pending = halted.map((message) => ({ ...message, dropped: false, tried: true }));
    keepPending();
    pending.forEach(deliver);
    return;
  }
  state.token = (await response.json()).token;
  forget();
  if (!state.token) tabs?.postMessage("erased");
}

/** @param {boolean} open */
function toggleMenu(open) {
  menu.hidden = !open;
  byId("options").setAttribute("aria-expanded", String(open));
  if (open) byId("new").focus();
}

/** @param {string} code */
function chooseLanguage(code) {
  if (!isSpoken(code)) return;
  kept.put("localStorage", "language", { language: code, against: state.language });
  showLanguage(code);
}

// --- in another's page
const framed = window.parent !== window;
/** @param {"ready" | "close"} what */
const tell = (what) => framed && window.parent.postMessage(`oim-chat:${what}`, "*");

function listen() {
  byId("composer").addEventListener("submit", submit);
  text.addEventListener("input", measure);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  for (const button of all("[data-language]")) {
    button.addEventListener("click", () => chooseLanguage(button.dataset.language ?? ""));
  }
  byId("person").addEventListener("click", () => ask(state.opening[language]?.person.payload ?? ""));
  byId("options").addEventListener("click", () => toggleMenu(Boolean(menu.hidden)));
  menu.addEventListener("focusout", (event) => { if (!menu.contains(/** @type {Node | null} */ (event.relatedTarget)) && event.relatedTarget !== byId("options")) toggleMenu(false); });
  byId("new").addEventListener("click", beginAnew);
  byId("erase").addEventListener("click", () => { toggleMenu(false); byId("options").focus(); byId("confirm").returnValue = "cancel"; byId("confirm").showModal(); });
  byId("confirm").addEventListener("close", () => { if (byId("confirm").returnValue === "erase") erase(); });
  tabs?.addEventListener("message", (event) => { if (event.data === "erased") forget(); });
  byId("close").addEventListener("click", () => tell("close"));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || byId("confirm").open) return;
    if (!menu.hidden) { toggleMenu(false); byId("options").focus(); } else tell("close");
  });
  addEventListener("message", (event) => { if (event.source === window.parent && event.data === "oim-chat:focus") text.focus(); });
}

// --- from the beginning
function begin() {
  showLanguage(firstLanguage());
  byId("close").hidden = !framed || new URLSearchParams(location.search).get("embedded") === "inline";
  for (const turn of state.turns) {
    log.append(drawOwn(turn));
    turn.replies.forEach((reply, index) => { isNew(reply); log.append(drawReply(reply, `${turn.id}.${index}`)); });
  }
  showPerson(state.person);
  listen();
  text.value = kept.get("sessionStorage", "draft") ?? "";
  measure();
  const answered = new Set(state.turns.filter((turn) => turn.replies.length || turn.handed).map((turn) => turn.id));
  pending = pending.filter((message) => !answered.has(message.id)).map((message) => ({ ...message, shown: 0, tried: true }));
  keepPending();
  if (!document.cookie.includes("oim_cookies=1")) notify("cookies-off");
  for (const message of pending) {
    if (!document.querySelector(`[data-message="${message.id}"]`)) log.append(drawOwn(message));
    deliver(message);
  }
  scroller.scrollTop = scroller.scrollHeight;
  if (!framed && matchMedia("(hover: hover)").matches) text.focus();
  tell("ready");
}
begin();
