// What the scripts share with the server and with each other; read by tsc, served to nobody.

type Language = "fr" | "en" | "ar";

/** What assistant/web/page.py writes into the page. */
interface PageState {
  languages: Record<Language, { direction: "ltr" | "rtl"; words: Record<string, string> }>;
  /** The language that the embedding page or the address asks for. */
  language: Language | null;
  /** Empty where the facts could not be read. */
  opening: Partial<Record<Language, Opening>>;
  turns: Turn[];
  person: Person;
  /** Who we are, where cookies are refused. */
  token: string | null;
  longest: number;
  longestComment: number;
}

interface Choice {
  title: string;
  payload: string;
}

interface Opening {
  suggestions: Choice[];
  person: Choice & { text: string; numbers: string[] };
}

interface Turn {
  id: string;
  text: string;
  replies: Reply[];
  /** Whether a person reads it, who need not reply. */
  handed: boolean;
}

/** Whether the visitor waits for a person of the office, or has one. */
type Person = "" | "waiting" | "taken";

interface Reply {
  text: string;
  buttons?: Choice[];
  facts?: ShownFact[];
  /** See assistant/handover/said.py. */
  handover?: { by?: "staff" | "notice"; number?: number; state?: Person };
}

/** See shown_fact in assistant/answers/rich.py. */
interface ShownFact {
  id: string;
  sources: string[];
  numbers?: string[];
  danger?: true;
  card?: Card;
}

type Card =
  | { type: "timeline"; title: string; items: { when: string; text: string }[] }
  | { type: "tiles"; title: string; items: { text: string; payload: string }[] };

/** A line of the answer to a message: a reply, or how it ended. */
type Line = Reply | { done: true } | { handed: true } | { failed: true } | { waiting: true };
type End = "done" | "handed" | "failed" | "waiting";
type Fate = "waits" | "failed" | null;

/** A message of the visitor's that is not yet answered. */
interface Message {
  id: string;
  text: string;
  /** How many of its replies are shown. */
  shown: number;
  /** Whether it may have arrived already. */
  tried: boolean;
  /** Ends the request that is under way for it. */
  silence?: AbortController;
  /** Whether its conversation was ended by the visitor. */
  dropped?: boolean;
}

/** The page's elements that the scripts name. */
interface Parts {
  automatic: HTMLElement;
  close: HTMLButtonElement;
  composer: HTMLFormElement;
  confirm: HTMLDialogElement;
  erase: HTMLButtonElement;
  length: HTMLElement;
  log: HTMLElement;
  menu: HTMLElement;
  new: HTMLButtonElement;
  notice: HTMLElement;
  options: HTMLButtonElement;
  person: HTMLButtonElement;
  "person-title": HTMLElement;
  scroller: HTMLElement;
  state: HTMLScriptElement;
  suggestions: HTMLElement;
  text: HTMLTextAreaElement;
  typing: HTMLElement;
  "typing-text": HTMLElement;
}

type Child = Node | string | null;
type Tag = keyof HTMLElementTagNameMap;
type Properties<T extends Tag> = Partial<HTMLElementTagNameMap[T]>;

/** assistant/web/assets.py puts them in as it serves embed.js. */
declare const LAUNCHER_WORDS: Record<Language, Record<"title" | "open" | "close" | "refused" | "own-page", string>>;
