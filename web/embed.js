// Put the chat on any page:  <script src="…/webhooks/web/embed.js" data-lang="fr" async></script>
// or, for a chat within the page's text, <oim-chat inline></oim-chat> beside the script.
// Draws the launcher; the chat itself is a frame of the assistant's own origin, which neither the
// host page's scripts and styles reach nor reach them. (Words: data/phrases/web.)
(() => {
  const words = {{ words | tojson }};
  const script = document.currentScript;
  const base = new URL(".", script.src);
  const READY_WITHIN = 8000; // ms
  const style = `
    :host { all: initial; font: 16px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", Tahoma, sans-serif; }
    [hidden] { display: none !important; }
    .launch { position: fixed; z-index: 2147483646; inset-block-end: 20px; inset-inline-end: 20px; width: 60px; height: 60px;
      display: grid; place-items: center; border: 2px solid #fff; border-radius: 50%; padding: 0; cursor: pointer;
      background: #0033a0; color: #fff; box-shadow: 0 6px 20px #0a163059; }
    .launch:hover { background: #00297f; }
    .launch:focus-visible { outline: 3px solid #0033a0; outline-offset: 3px; }
    svg { width: 30px; height: 30px; fill: currentColor; }
    .panel { position: fixed; z-index: 2147483647; inset-block-end: 20px; inset-inline-end: 20px; width: 400px; height: min(660px, 100dvh - 40px);
      border-radius: 18px; overflow: hidden; background: #f3f6fb; box-shadow: 0 12px 44px #0a163066; }
    .inline { position: static; width: 100%; height: 100%; min-height: 480px; border: 1px solid #cdd8ea; box-shadow: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }
    .refused { box-sizing: border-box; padding: 24px; color: #16233d; }
    .refused a { color: #0033a0; }
    @media (max-width: 480px), (max-height: 480px) { .panel:not(.inline) { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }
    @media print { .launch, .panel:not(.inline) { display: none; } }`;

  class OimChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const asked = this.getAttribute("lang") || script.dataset.lang || document.documentElement.lang || navigator.language;
      this.language = words[asked.slice(0, 2)] ? asked.slice(0, 2) : "fr";
      this.isInline = this.hasAttribute("inline");
      const root = this.attachShadow({ mode: "open" });
      // A sheet of its own passes the host page's style-src, which a <style> may not.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
      this.dir = this.language === "ar" ? "rtl" : "ltr";
      window.addEventListener("message", (event) => this.heard(event));
      this.isInline ? this.open() : this.drawLauncher();
    }

    get words() { return words[this.language]; }

    drawLauncher() {
      this.button = this.make("button", { type: "button", className: "launch", title: this.words.open });
      this.button.setAttribute("aria-label", this.words.open);
      this.button.setAttribute("aria-expanded", "false");
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", "0 0 24 24");
      svg.setAttribute("aria-hidden", "true");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", "M12 3C6.5 3 2 6.8 2 11.5c0 2.6 1.4 4.9 3.6 6.5L5 21.5l4-1.9c1 .25 2 .4 3 .4 5.5 0 10-3.8 10-8.5S17.5 3 12 3z");
      svg.append(path);
      this.button.append(svg);
      this.button.addEventListener("click", () => this.open());
      this.shadowRoot.append(this.button);
    }

    open() {
      if (!this.panel) this.drawPanel();
      this.panel.hidden = false;
      if (this.button) {
        this.button.hidden = true;
        this.button.setAttribute("aria-expanded", "true");
        this.frame?.focus();
        this.tell("focus");
      }
    }

    close() {
      if (this.isInline || !this.panel) return;
      this.panel.hidden = true;
      this.button.hidden = false;
      this.button.setAttribute("aria-expanded", "false");
      this.button.focus();
    }

    drawPanel() {
      const address = new URL(base);
      address.search = new URLSearchParams({ embedded: this.isInline ? "inline" : "launcher", lang: this.language });
      this.panel = this.make("div", { className: this.isInline ? "panel inline" : "panel" });
      this.frame = this.make("iframe", { src: address.href, title: this.words.title });
      this.panel.append(this.frame);
      this.shadowRoot.append(this.panel);
      this.waiting = setTimeout(() => this.sayRefused(address), READY_WITHIN);
    }

    // A site that may not embed the chat gets no frame: its visitors still find the page.
    sayRefused(address) {
      address.search = new URLSearchParams({ lang: this.language });
      const text = this.make("div", { className: "refused" });
      const link = this.make("a", { href: address.href, target: "_blank", rel: "noopener", textContent: this.words["own-page"] });
      text.append(this.make("p", { textContent: this.words.refused }), link);
      this.panel.replaceChildren(text);
      this.frame = null;
      link.focus();
    }

    heard(event) {
      if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== base.origin) return;
      if (event.data === "oim-chat:ready") {
        clearTimeout(this.waiting);
        if (this.button && !this.panel.hidden) this.tell("focus");
      }
      if (event.data === "oim-chat:close") this.close();
    }

    tell(what) { this.frame?.contentWindow?.postMessage(`oim-chat:${what}`, base.origin); }

    make(tag, properties) { return Object.assign(document.createElement(tag), properties); }
  }

  if (!customElements.get("oim-chat")) customElements.define("oim-chat", OimChat);
  const place = () => {
    if (!document.querySelector("oim-chat")) document.body.append(document.createElement("oim-chat"));
  };
  document.body ? place() : document.addEventListener("DOMContentLoaded", place);
})();
