// The page's state as the server wrote it, and its words in the language that shows.
const state = JSON.parse(document.getElementById("state").textContent);
const byId = (id) => document.getElementById(id);

// What the browser keeps; where it keeps nothing (storage refused), neither do we.
const kept = {
  get(store, name) { try { return JSON.parse(window[store].getItem(name)); } catch { return null; } },
  put(store, name, value) { try { window[store].setItem(name, JSON.stringify(value)); } catch { /* not kept */ } },
};

let language;
const word = (name) => state.languages[language].words[name];

function firstLanguage() {
  // A visitor's choice holds while the page around us stays in the language it was made against.
  const choice = kept.get("localStorage", "language");
  const wished = [choice?.against === state.language && choice?.language, state.language, ...navigator.languages];
  return wished.filter(Boolean).map((tag) => tag.slice(0, 2)).find((code) => state.languages[code]) ?? "fr";
}

function showLanguage(code) {
  language = code;
  document.documentElement.lang = code;
  document.documentElement.dir = state.languages[code].direction;
  document.title = word("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = word(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-call]")) node.setAttribute("aria-label", `${word("call")} ${node.dataset.call}`);
  for (const button of document.querySelectorAll("[data-language]")) {
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
