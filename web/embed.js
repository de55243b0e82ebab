// Put the chat on any page:  <script src="…/webhooks/web/embed.js" data-lang="fr" async></script>
// or, for a chat within the page's text, <oim-chat inline></oim-chat> beside the script.
// Draws the launcher; the chat itself is a frame of the assistant's own origin, which neither the
// host page's scripts and styles reach nor reach them. What stands within <oim-chat> shows where
// scripts do not run. (Words: data/phrases/web.)
(() => {
  const words = LAUNCHER_WORDS;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(".", script.src);
  // The chat tells that it is there before its page counts as loaded; a page that the browser
  // refuses to frame counts as loaded and tells nothing.
  const READY_AFTER_LOAD = 1000; // ms
  const LOADED_WITHIN = 8000;
  const CROSS = "m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z";
  const BUBBLE = "M12 3C6.5 3 2 6.8 2 11.5c0 2.6 1.4 4.9 3.6 6.5L5 21.5l4-1.9c1 .25 2 .4 3 .4 5.5 0 10-3.8 10-8.5S17.5 3 12 3z";
  const style = `
    :host { all: initial; font: 16px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", Tahoma, sans-serif; }
    [hidden] { display: none !important; }
    button { padding: 0; border: 0; border-radius: 50%; display: grid; place-items: center; cursor: pointer; color: #fff; }
    svg { width: 30px; height: 30px; fill: currentColor; }
    .launch { position: fixed; z-index: 2147483646; inset-block-end: 20px; inset-inline-end: 20px; width: 60px; height: 60px;
      border: 2px solid #fff; background: #0033a0; box-shadow: 0 6px 20px #0a163059; }
    .launch:hover { background: #00297f; }
    .launch:focus-visible { outline: 3px solid #0033a0; outline-offset: 3px; }
    .panel { position: fixed; z-index: 2147483647; inset-block-end: 20px; inset-inline-end: 20px; width: 400px; height: min(660px, 100dvh - 40px);
      box-sizing: border-box; border-radius: 18px; overflow: hidden; background: #f3f6fb; color: #16233d; box-shadow: 0 12px 44px #0a163066; }
    .inline { position: relative; z-index: auto; inset: auto; width: 100%; height: 100%; min-height: 480px; border: 1px solid #cdd8ea; box-shadow: none; }
    .bar { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 10px 16px; background: #0033a0; color: #fff; font-weight: 600; }
    .bar button { flex: none; width: 44px; height: 44px; background: none; }
    .bar button:hover { background: #ffffff2e; }
    .bar button:focus-visible { outline: 3px solid #fff; outline-offset: -3px; }
    .bar svg { width: 20px; height: 20px; }
    .refused { padding: 16px; }
    .refused p { margin: 0; }
    .refused a { display: inline-block; padding-block: 10px; color: #0033a0; }
    iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; color-scheme: light dark; visibility: hidden; }
    [data-state="ready"] iframe { visibility: visible; }
    @media (max-width: 480px), (max-height: 480px) { .panel:not(.inline) { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }
    [data-state="refused"]:not(.inline) { inset: auto 20px 20px; inset-inline-start: auto; width: min(400px, 100vw - 40px); border-radius: 18px; }
    .panel[data-state="refused"] { height: auto; min-height: 0; }
    [data-state="waiting"]::after { content: ""; position: absolute; inset: calc(50% - 16px) auto auto calc(50% - 16px); width: 32px; height: 32px;
      box-sizing: border-box; border: 3px solid #6b7a94; border-block-start-color: transparent; border-radius: 50%; animation: turn 1s linear infinite; }
    @keyframes turn { to { rotate: 1turn; } }
    @media (prefers-reduced-motion: reduce) { [data-state="waiting"]::after { animation: none; } }
    @media (prefers-color-scheme: dark) { .panel { background: #0d1524; color: #e9eef8; } .bar { background: #1d4fc4; } .refused a { color: #9dbcff; } }
    @media print { .launch, .panel:not(.inline) { display: none; } }`;

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
   * @param {...Node} children
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  function make(tag, properties, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  }

  /** @param {string} className @param {string} name @param {string} drawing */
  function iconButton(className, name, drawing) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", drawing);
    svg.append(path);
    const button = make("button", { type: "button", className, title: name }, svg);
    button.setAttribute("aria-label", name);
    return button;
  }

  /** @param {string} code @returns {code is Language} */
  const isSpoken = (code) => Object.hasOwn(words, code);

  // The launcher and, once it was pressed, the panel: "waiting" for the chat, "ready", or
  // "refused" by the browser. Without a launcher the panel is a part of the page's text.
  class OimChat extends HTMLElement {
    static observedAttributes = ["lang", "data-lang", "inline"];

    #root = this.attachShadow({ mode: "open" });
    #isDrawn = false;
    /** @type {HTMLButtonElement | null} */
    #launcher = null;
    /** @type {HTMLDivElement | null} */
    #panel = null;
    /** @type {HTMLDivElement | null} What shows until the chat is there: a way out, what is wrong. */
    #cover = null;
    /** @type {HTMLIFrameElement | null} */
    #frame = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #patience;

    constructor() {
      super();
      // A sheet of its own passes the host page's style-src, which a <style> may not.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.addEventListener("keydown", (event) => {
        if (event instanceof KeyboardEvent && event.key === "Escape") this.close();
      });
    }

    connectedCallback() {
      window.addEventListener("message", this.#hear);
      this.#draw();
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.#hear);
      this.#clear();
    }

    /** @param {string} _name @param {string | null} before @param {string | null} after */
    attributeChangedCallback(_name, before, after) {
      if (!this.#isDrawn || before === after) return;
      const isOpen = this.#launcher?.hidden;
      const hasFocus = this.#root.activeElement !== null;
      this.#clear();
      this.#draw();
      if (isOpen && this.#launcher) this.open(hasFocus);
    }

    /** The first of the languages wished for that is spoken, whatever the region and the case. */
    get language() {
      const around = this.closest("[lang]")?.getAttribute("lang");
      const wished = [this.getAttribute("lang"), this.dataset.lang, script.dataset.lang, around, ...navigator.languages];
      return wished.map((tag) => (tag ?? "").toLowerCase().replace(/[-_].*/, "")).find(isSpoken) ?? "fr";
    }

    get #words() { return words[this.language]; }

    open(withFocus = true) {
      if (!this.#isDrawn) return;
      const panel = this.#panel ?? this.#drawPanel();
      panel.hidden = false;
      if (!this.#launcher) return;
      this.#launcher.hidden = true;
      this.#launcher.setAttribute("aria-expanded", "true");
      if (withFocus) this.#cover ? this.#cover.querySelector("button")?.focus() : this.#enter();
    }

    close() {
      if (!this.#launcher || !this.#panel) return;
      // A chat that did not come is asked for anew by the next opening.
      this.#cover ? this.#dropPanel() : this.#panel.hidden = true;
      this.#launcher.hidden = false;
      this.#launcher.setAttribute("aria-expanded", "false");
      this.#launcher.focus();
    }

    #draw() {
      this.#isDrawn = true;
      if (this.hasAttribute("inline")) {
        this.open();
        return;
      }
      this.#launcher = iconButton("launch", this.#words.open, BUBBLE);
      this.#launcher.setAttribute("aria-expanded", "false");
      this.#launcher.addEventListener("click", () => this.open());
      this.#show(this.#launcher);
    }

    #clear() {
      this.#dropPanel();
      this.#launcher?.remove();
      this.#launcher = null;
      this.#isDrawn = false;
    }

    #drawPanel() {
      const kind = this.#launcher ? "launcher" : "inline";
      this.#cover = make("div", {}, ...(this.#launcher ? [this.#bar()] : []));
      this.#frame = make("iframe", { src: this.#address({ embedded: kind }), title: this.#words.title });
      this.#frame.addEventListener("load", () => this.#wait(READY_AFTER_LOAD));
      this.#wait(LOADED_WITHIN);
      this.#panel = make("div", { className: `panel ${kind}` }, this.#cover, this.#frame);
      this.#panel.dataset.state = "waiting";
      if (this.#launcher) {
        this.#panel.setAttribute("role", "dialog");
        this.#panel.setAttribute("aria-label", this.#words.title);
      }
      this.#show(this.#panel);
      return this.#panel;
    }

    #dropPanel() {
      clearTimeout(this.#patience);
      this.#panel?.remove();
      this.#panel = this.#cover = this.#frame = null;
    }

    #bar() {
      const close = iconButton("", this.#words.close, CROSS);
      close.addEventListener("click", () => this.close());
      return make("div", { className: "bar" }, make("span", { textContent: this.#words.title }), close);
    }

    /** @param {HTMLElement} node */
    #show(node) {
      node.lang = this.language;
      node.dir = this.language === "ar" ? "rtl" : "ltr";
      this.#root.append(node);
    }

    /** @param {number} ms */
    #wait(ms) {
      clearTimeout(this.#patience);
      if (this.#cover) this.#patience = setTimeout(() => this.#sayRefused(), ms);
    }

    // A site that may not embed the chat gets no frame: its visitors still find the page. So do
    // those whose connection is bad; for them the frame stays, should it come late.
    #sayRefused() {
      if (!this.#panel || this.#panel.dataset.state === "refused") return;
      this.#panel.dataset.state = "refused";
      const link = make("a", { href: this.#address({}), target: "_blank", rel: "noopener", textContent: this.#words["own-page"] });
      const text = make("div", { className: "refused" }, make("p", { textContent: this.#words.refused }), link);
      text.setAttribute("role", "alert");
      this.#cover?.append(text);
    }

    #welcome() {
      if (!this.#panel || !this.#cover) return;
      clearTimeout(this.#patience);
      const hasFocus = this.#cover.contains(this.#root.activeElement);
      this.#panel.dataset.state = "ready";
      if (hasFocus) this.#enter();
      this.#cover.remove();
      this.#cover = null;
    }

    #enter() {
      this.#frame?.focus();
      this.#frame?.contentWindow?.postMessage("oim-chat:focus", base.origin);
    }

    /** @param {MessageEvent} event */
    #hear = (event) => {
      if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== base.origin) return;
      if (event.data === "oim-chat:ready") this.#welcome();
      if (event.data === "oim-chat:close") this.close();
    };

    /** @param {Record<string, string>} query */
    #address(query) {
      const address = new URL(base);
      address.search = new URLSearchParams({ ...query, lang: this.language }).toString();
      return address.href;
    }
  }

  if (!customElements.get("oim-chat")) customElements.define("oim-chat", OimChat);
  const place = () => {
    if (!document.querySelector("oim-chat")) document.body.append(document.createElement("oim-chat"));
  };
  // An element of the page's own may stand further down.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();
