// A person of the office in the conversation: what they say appears by itself.
const PERSON_EVERY = 3000; // ms
const PERSON_EVERY_HIDDEN = 15000;
/** @type {Person} */
let person = "";
/** @type {Set<number>} */
const delivered = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let nextLook;

const PERSON_WORDS = { "": "automatic", waiting: "waiting-person", taken: "with-person" };

// Whether a reply is not on the page yet: what appears by itself also comes with a reload.
/** @param {Reply} reply */
function isNew(reply) {
  const number = reply.handover?.number;
  if (number == null) return true;
  const known = delivered.has(number);
  delivered.add(number);
  return !known;
}

/** @param {Person} now */
function showPerson(now) {
  person = now;
  byId("automatic").dataset.word = PERSON_WORDS[now];
  byId("automatic").textContent = word(PERSON_WORDS[now]);
  clearTimeout(nextLook);
  if (now) nextLook = setTimeout(look, document.hidden ? PERSON_EVERY_HIDDEN : PERSON_EVERY);
}

async function look() {
  const round = nextLook;
  const response = await post("person", { after: Math.max(0, ...delivered) }).catch(() => null);
  // Meanwhile the conversation may have been ended, or begun to wait anew.
  if (round !== nextLook) return;
  if (!response?.ok) { showPerson(person); return; }
  /** @type {{ state: Person, said: Reply[] }} */
  const { state: now, said } = await response.json();
  if (round !== nextLook) return;
  for (const reply of said) if (isNew(reply)) append(drawReply(reply, `person.${reply.handover?.number}`));
  showPerson(now);
}
