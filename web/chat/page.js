// The page: what the visitor does, and what is shown of it.
const scroller = byId("scroller"), log = byId("log"), text = byId("text"), menu = byId("menu");
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const longest = () => state.longest;

// --- messages not yet answered outlive a reload of this tab
let pending = kept.get("sessionStorage", "pending") ?? [];
function keepPending() { kept.put("sessionStorage", "pending", pending.map(({ id, text }) => ({ id, text }))); }
function forgetPending(message) { pending = pending.filter((other) => other.id !== message.id); keepPending(); }

// --- what is shown
function append(node) {
  const atHand = node.classList.contains("own");
  log.append(node);
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  // A reply longer than the screen shows from its beginning.
  const top = node.offsetTop - scroller.offsetTop - 16;
  scroller.scrollTo({ top: atHand || node.offsetHeight < scroller.clientHeight ? scroller.scrollHeight : top, behavior });
}

function showReply(reply, message) { append(drawReply(reply, `${message.id}.${message.shown++}`)); }

function showTyping(shown, name = "typing") {
  byId("typing").hidden = !shown;
  byId("typing-text").replaceChildren(...(shown ? [worded("span", name)] : []));
  if (shown) scroller.scrollTo({ top: scroller.scrollHeight });
}

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

function submit(event) {
  event.preventDefault();
  if (measure() || !text.value.trim()) { text.focus(); return; }
  ask(text.value);
  text.value = "";
  measure();
  text.focus();
}

function clear(name) {
  for (const message of pending) message.dropped = true;
  pending = [];
  keepPending();
  log.replaceChildren();
  notify(name);
  text.focus();
}

async function beginAnew() {
  toggleMenu(false);
  const done = await post("new", {}).then((response) => response.ok, () => false);
  done ? clear("new-done") : notify("not-done");
}

async function erase() {
  const response = await post("erase", {}).catch(() => null);
  if (!response?.ok) { notify("not-done"); return; }
  state.token = (await response.json()).token;
  text.value = "";
  measure();
  clear("erased");
}

function toggleMenu(open) {
  menu.hidden = !open;
  byId("options").setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("button").focus();
}

function chooseLanguage(code) {
  kept.put("localStorage", "language", { language: code, against: state.language });
  showLanguage(code);
}

// --- in another's page
const framed = window.parent !== window;
const tell = (what) => framed && window.parent.postMessage(`oim-chat:${what}`, "*");

function listen() {
  byId("composer").addEventListener("submit", submit);
  text.addEventListener("input", measure);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  });
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => chooseLanguage(button.dataset.language));
  }
  byId("person").addEventListener("click", () => ask(state.opening[language].person.payload));
  byId("options").addEventListener("click", () => toggleMenu(menu.hidden));
  menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget) && event.relatedTarget !== byId("options")) toggleMenu(false); });
  byId("new").addEventListener("click", beginAnew);
  byId("erase").addEventListener("click", () => { toggleMenu(false); byId("options").focus(); byId("confirm").returnValue = "cancel"; byId("confirm").showModal(); });
  byId("confirm").addEventListener("close", () => { if (byId("confirm").returnValue === "erase") erase(); });
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
    turn.replies.forEach((reply, index) => log.append(drawReply(reply, `${turn.id}.${index}`)));
  }
  listen();
  text.value = kept.get("sessionStorage", "draft") ?? "";
  measure();
  const answered = new Set(state.turns.filter((turn) => turn.replies.length).map((turn) => turn.id));
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
