// Thumbs under an answer, and a word for the staff.
function thumb(name, helpful, press) {
  const button = labelled(make("button", { type: "button", onclick: () => press(helpful) }, icon(helpful ? "up" : "down")), name);
  button.setAttribute("aria-pressed", "false");
  return button;
}

function feedback(reply) {
  const said = make("span", {});
  said.setAttribute("role", "status");
  const send = async (body) => {
    const sent = await post("feedback", { reply, language, ...body }).then((response) => response.ok, () => false);
    const name = sent ? "thanks" : "not-done";
    said.replaceChildren(worded("span", name));
    return sent;
  };
  const press = async (helpful) => {
    if (!(await send({ helpful }))) return;
    group.querySelectorAll("button").forEach((button, index) => button.setAttribute("aria-pressed", String((index === 0) === helpful)));
    const under = group.parentElement;
    under.querySelector(".word")?.remove();
    under.append(wordForm(reply, (text) => send({ helpful, word: text })));
  };
  const group = labelledGroup("thumbs", "helpful-question", [thumb("helpful", true, press), thumb("not-helpful", false, press)]);
  return [group, said];
}

function wordForm(reply, send) {
  const field = make("textarea", { id: `word-${reply}`, rows: 2, dir: "auto", maxLength: state.longestWord });
  const label = worded("label", "word", { htmlFor: field.id });
  const hint = worded("p", "word-private", { id: `hint-${reply}` });
  field.setAttribute("aria-describedby", hint.id);
  const form = make("form", { className: "word" }, label, field, hint, worded("button", "word-send"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim() || !(await send(field.value.trim()))) return;
    // The focus would be lost with the form.
    form.parentElement.querySelector("summary").focus();
    form.remove();
  });
  return form;
}
