// The page's state as the server wrote it, and its words in the language that shows.
/** @type {<Id extends keyof Parts>(id: Id) => Parts[Id]} */
const byId = (id) => /** @type {any} */ (document.getElementById(id));
/** @type {(selector: string) => NodeListOf<HTMLElement>} */
const all = (selector) => document.querySelectorAll(selector);
/** @type {PageState} */
const state = JSON.parse(byId("state").textContent);

// What the browser keeps; where it keeps nothing (storage refused), neither do we.
const kept = {
  /** @param {"localStorage" | "sessionStorage"} store @param {string} name */
  get(store, name) { try { return JSON.parse(window[store].getItem(name) ?? "null"); } catch { return null; } },
  /** @param {"localStorage" | "sessionStorage"} store @param {string} name */
  drop(store, name) { try { window[store].removeItem(name); } catch { /* not kept */ } },
  /** @param {"localStorage" | "sessionStorage"} store @param {string} name @param {unknown} value */
  put(store, name, value) { try { window[store].setItem(name, JSON.stringify(value)); } catch { /* not kept */ } },
};

/** @type {Language} */
let language;
/** @param {string} name */
const word = (name) => state.languages[language].words[name] ?? "";

/** @param {string} code @returns {code is Language} */
const isSpoken = (code) => Object.hasOwn(state.languages, code);

function firstLanguage() {
  // A visitor's choice holds while the page around us stays in the language it was made against.
  const choice = kept.get("localStorage", "language");
  const wished = [choice?.against === state.language ? choice?.language : null, state.language, ...navigator.languages];
  return wished.map((tag) => String(tag).toLowerCase().replace(/-.*/, "")).find(isSpoken) ?? "fr";
}

/** @param {Language} code */
function showLanguage(code) {
  language = code;
  document.documentElement.lang = code;
  document.documentElement.dir = state.languages[code].direction;
  document.title = word("title");
  for (const node of all("[data-word]")) node.textContent = word(node.dataset.word ?? "");
  for (const node of all("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label ?? ""));
  for (const node of all("[data-placeholder]")) node.setAttribute("placeholder", word(node.dataset.placeholder ?? ""));
  for (const node of all("[data-call]")) node.setAttribute("aria-label", `${word("call")} ${node.dataset.call}`);
  for (const button of all("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === code));
  }
  showOpening();
}

function showOpening() {
  const opening = state.opening[language];
  byId("person").hidden = !opening;
  if (!opening) return;
  byId("person-title").textContent = opening.person.title;
  byId("suggestions").replaceChildren(...opening.suggestions.map(choiceButton));
}
