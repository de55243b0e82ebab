// Thumbs under an answer, and a comment for the staff.
/** @param {string} name @param {boolean} helpful @param {(helpful: boolean) => void} press */
function thumb(name, helpful, press) {
  const button = labelled(make("button", { type: "button", onclick: () => press(helpful) }, icon(helpful ? "up" : "down")), name);
  button.setAttribute("aria-pressed", "false");
  return button;
}

/** @param {string} reply the message's id and the reply's number */
function feedback(reply) {
  const said = make("span", {});
  said.setAttribute("role", "status");
  /** @param {{ helpful: boolean, comment?: string }} body */
  const send = async (body) => {
    const sent = await post("feedback", { reply, language, ...body }).then((response) => response.ok, () => false);
    const name = sent ? "thanks" : "not-done";
    said.replaceChildren(worded("span", name));
    return sent;
  };
  /** @param {boolean} helpful */
  const press = async (helpful) => {
    if (!(await send({ helpful }))) return;
    group.querySelectorAll("button").forEach((button, index) => button.setAttribute("aria-pressed", String((index === 0) === helpful)));
    const under = group.parentElement;
    under?.querySelector(".comment")?.remove();
    under?.append(commentForm(reply, (comment) => send({ helpful, comment })));
  };
  const group = labelledGroup("thumbs", "helpful-question", [thumb("helpful", true, press), thumb("not-helpful", false, press)]);
  return [group, said];
}

/** @param {string} reply @param {(comment: string) => Promise<boolean>} send */
function commentForm(reply, send) {
  const field = make("textarea", { id: `comment-${reply}`, rows: 2, dir: "auto", maxLength: state.longestComment });
  const label = worded("label", "comment", { htmlFor: field.id });
  const hint = worded("p", "comment-private", { id: `hint-${reply}` });
  field.setAttribute("aria-describedby", hint.id);
  const form = make("form", { className: "comment" }, label, field, hint, worded("button", "comment-send"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim() || !(await send(field.value.trim()))) return;
    // The focus would be lost with the form.
    form.parentElement?.querySelector("summary")?.focus();
    form.remove();
  });
  return form;
}
