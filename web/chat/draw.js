// Draws messages. Everything is text: nodes are made one by one, nothing is ever parsed as HTML.
/**
 * @template {Tag} T
 * @param {T} tag
 * @param {Properties<T>} properties
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child != null));
  return node;
}

// A node whose text follows the page's language.
/**
 * @template {Tag} T
 * @param {T} tag
 * @param {string} name
 * @param {Properties<T>} properties
 * @returns {HTMLElementTagNameMap[T]}
 */
function worded(tag, name, properties = {}) {
  const node = make(tag, properties, word(name));
  node.setAttribute("data-word", name);
  return node;
}

/**
 * @template {HTMLElement} T
 * @param {T} node
 * @param {string} name
 */
function labelled(node, name) {
  node.dataset.label = name;
  node.setAttribute("aria-label", word(name));
  return node;
}

/** @param {string} name */
function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** @param {Choice} choice */
const choiceButton = ({ title, payload }) =>
  make("button", { type: "button", dir: "auto", textContent: title, onclick: () => ask(payload) });

// --- links and numbers in a line of text

const LINK = /https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]]|\b(?:[a-z0-9-]+\.)+(?:int|org|tn)\b(?:\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]])?/;
// Tunisian subscribers' numbers; short ones are linked only where the facts say that they are some.
const NUMBER = /(?<!\d)(?:\+216 ?)?\d{2} \d{2} \d{2} \d{2}(?!\d)|(?<!\d)(?:\+216 ?)?\d{2} \d{3} \d{3}(?!\d)/;

/** @param {string[]} numbers */
function pattern(numbers) {
  const known = numbers.map((number) => `(?<!\\d)${number.replaceAll("+", "\\+")}(?!\\d)`);
  return new RegExp([LINK.source, ...known, NUMBER.source].join("|"), "g");
}

/** @param {string} number */
function callLink(number) {
  // Isolated: in Arabic text the groups of a number would change places.
  const link = make("a", { className: "call", href: `tel:${number.replaceAll(" ", "")}` }, icon("phone"), make("bdi", { dir: "ltr", textContent: number }));
  link.dataset.call = number;
  link.setAttribute("aria-label", `${word("call")} ${number}`);
  return link;
}

/** @param {string} text @param {string[]} numbers */
function linked(text, numbers) {
  /** @type {(HTMLElement | string)[]} */
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(pattern(numbers))) {
    const [found] = match;
    nodes.push(text.slice(end, match.index));
    const isLink = LINK.test(found);
    const href = found.startsWith("http") ? found : `https://${found}`;
    nodes.push(isLink ? make("a", { href, target: "_blank", rel: "noopener noreferrer", textContent: found }) : callLink(found));
    end = match.index + found.length;
  }
  return [...nodes, text.slice(end)];
}

// --- replies

const BULLET = "• ";

// Lines become paragraphs, bullets a list; each takes the direction of its own first letters.
/** @param {string} text @param {string[]} numbers @param {boolean} withoutBullets */
function lines(text, numbers, withoutBullets) {
  /** @type {HTMLElement[]} */
  const nodes = [];
  for (const line of text.split("\n").filter((line) => line.trim())) {
    if (!line.startsWith(BULLET)) {
      nodes.push(make("p", { dir: "auto" }, ...linked(line, numbers)));
    } else if (!withoutBullets) {
      if (nodes.at(-1)?.tagName !== "UL") nodes.push(make("ul"));
      nodes.at(-1)?.append(item(linked(line.slice(BULLET.length), numbers)));
    }
  }
  return nodes;
}

// A number to call that ends an item stands beside it, so that numbers stand in a column.
/** @param {(HTMLElement | string)[]} nodes */
function item(nodes) {
  const [before, after] = nodes.slice(-2);
  const isLast = typeof after === "string" && !after.replace(/[\u2066-\u2069.\s]/g, "");
  const call = isLast && before instanceof HTMLElement && before.matches(".call") ? before : null;
  return make("li", { dir: "auto" }, make("span", {}, ...nodes.filter((node) => node !== call)), call);
}

/** @param {Card} card */
function drawCard(card) {
  const items = card.type === "timeline"
    ? card.items.map(({ when, text }) => make("li", { dir: "auto" }, make("b", {}, make("bdi", { textContent: when })), text))
    : card.items.map(({ text, payload }) => make("li", {}, make("button", { type: "button", dir: "auto", onclick: () => ask(payload) }, make("span", { textContent: text }))));
  const list = make(card.type === "timeline" ? "ol" : "ul", { className: `card ${card.type}` }, ...items);
  list.setAttribute("aria-label", card.title);
  return list;
}

/** @param {string} name */
function speaker(name) { return worded("span", name, { className: "unseen" }); }

/** @param {Reply} reply @param {string} id */
function drawReply(reply, id) {
  const facts = reply.facts ?? [];
  const cards = facts.flatMap(({ card }) => (card ? [drawCard(card)] : []));
  const danger = facts.some((fact) => fact.danger);
  const numbers = facts.flatMap((fact) => fact.numbers ?? []);
  // A card says what the bullets of its own answer say.
  const inCard = facts.length === 1 && cards.length === 1;
  const byPerson = reply.handover?.by === "staff";
  const turn = make("div", { className: danger ? "turn reply danger" : byPerson ? "turn reply by-person" : "turn reply" });
  turn.dataset.reply = id;
  turn.append(byPerson ? worded("span", "person", { className: "speaker" }) : speaker("assistant"), make("div", { className: "bubble" }, ...lines(reply.text, numbers, inCard)), ...cards);
  const sources = [...new Set(facts.flatMap((fact) => fact.sources))];
  if (sources.length) {
    const under = make("div", { className: "below-reply" }, make("details", {}, worded("summary", "source"), ...sources.map((text) => make("p", { dir: "auto", textContent: text }))));
    // Somebody in danger is asked for nothing.
    if (!danger) under.append(...feedback(id));
    turn.append(under);
  }
  if (reply.buttons) turn.append(labelledGroup("choices", "suggestions", reply.buttons.map(choiceButton)));
  return turn;
}

/** @param {string} className @param {string} name @param {Child[]} children */
function labelledGroup(className, name, children) {
  const group = labelled(make("div", { className }, ...children), name);
  group.setAttribute("role", "group");
  return group;
}

/** @param {{ id: string, text: string }} message */
function drawOwn(message) {
  const turn = make("div", { className: "turn own" }, speaker("you"), make("div", { className: "bubble" }, make("p", { dir: "auto", textContent: message.text })));
  turn.dataset.message = message.id;
  return turn;
}

// What became of a message: under its bubble, nothing once it was answered.
/** @param {Message} message @param {Fate} fate */
function showFate(message, fate) {
  const turn = document.querySelector(`[data-message="${message.id}"]`);
  if (!turn) return;
  turn.querySelector(".state")?.remove();
  if (fate === "waits") turn.append(make("div", { className: "state" }, worded("span", "waits")));
  if (fate === "failed") {
    const again = worded("button", "send-again", { type: "button", onclick: () => { deliver(message); byId("text").focus(); } });
    turn.append(make("div", { className: "state" }, worded("span", "failed"), again));
  }
}
