// Stock phrases at the desk: found by any part or by the initials of the pinyin, put in where one writes; what is chosen
// in the text is kept as one's own.
import { all, csrfToken, make, one } from "./dom";
import { fit, initials } from "./pinyin";
import { bodyOf, formOf, surfaces } from "./surface";
import { toastBox } from "./toasts";

const LETTERS = /^[a-z' ]+$/i;
const SAID_MS = 5000;

const root = (): HTMLElement | null => one("[data-phrases]");
const buttons = (): HTMLButtonElement[] => all<HTMLButtonElement>("[data-insert]", root() ?? make("div"));
const finder = (): HTMLInputElement | null => one<HTMLInputElement>("input", root() ?? make("div"));

function matches(text: string, words: string): boolean {
  if (!words) return true;
  if (LETTERS.test(words)) return fit(words.toLowerCase().replace(/[' ]/g, ""), initials(text)) > 0;
  return words.split(/\s+/).every((word) => text.includes(word));
}

function narrow(): void {
  const words = finder()?.value.trim() ?? "";
  for (const button of buttons()) button.hidden = !matches(button.dataset.insert ?? "", words);
  for (const part of all("[data-phrases-of]", root() ?? make("div")))
    part.hidden = !all("[data-insert]", part).some((button) => !button.hidden);
}

let said: HTMLElement | null = null;

/** Say it where every other message of the product is said; the newest alone. */
function tell(words: string, wrong: boolean): void {
  const toast = make("div", wrong ? "toast toast-warning" : "toast toast-done");
  toast.append(make("p", "", words));
  said?.remove();
  said = toast;
  toastBox().append(toast);
  window.setTimeout(() => toast.remove(), wrong ? 2 * SAID_MS : SAID_MS);
}

/** The box in which one wrote last: the body, or the text of an annex. */
let last: HTMLTextAreaElement | null = null;
const writtenIn = (): HTMLTextAreaElement | null => (last?.isConnected ? last : bodyOf());

/** Open the phrases and look for one. */
function look(): void {
  const folded = root()?.closest("details");
  if (folded) folded.open = true;
  finder()?.focus();
  finder()?.select();
  finder()?.scrollIntoView({ block: "nearest" });
}

function putIn(button: HTMLElement | undefined): void {
  const box = writtenIn();
  if (button && box) surfaces.get(box)?.insert(button.dataset.insert ?? "");
}

function showKept(text: string): void {
  const place = root();
  if (!place) return;
  let own = one("[data-phrases-of=我的]", place);
  if (!own) {
    own = make("p", "draft-patterns");
    own.dataset.phrasesOf = "我的";
    own.append(make("span", "quiet", "我的"));
    one(".phrases-find", place)?.after(own);
  }
  const button = make("button", "button button-small button-plain", text.length > 24 ? `${text.slice(0, 23)}…` : text);
  button.type = "button";
  button.dataset.insert = text;
  button.title = text;
  own.append(button);
}

/** Keep what is chosen in the text. What the secrecy gate, or anything else, refuses is said. */
async function keep(): Promise<void> {
  const address = root()?.dataset.phrases;
  const form = formOf();
  const box = writtenIn();
  if (!address || !form) return tell("内部件（工作秘密）里的文字不存成常用语", true);
  const text = (box && surfaces.get(box)?.chosen()) ?? "";
  if (!text.trim()) return tell("请先在正文里选中要存的话", true);
  const document_ = /\/outgoing\/(\d+)\//.exec(form.action)?.[1] ?? "";
  const body = new URLSearchParams({ text, document: document_, csrfmiddlewaretoken: csrfToken(form) });
  const answer = await fetch(address, { method: "POST", body }).catch(() => null);
  if (!answer || answer.redirected) return tell("没有送到服务器，没有存", true);
  const said = (await answer.json().catch(() => ({}))) as { text?: string; why?: string };
  if (!said.text) return tell(`没有存：${said.why ?? "请重新试一次"}`, true);
  showKept(said.text);
  tell("已存为我的常用语", false);
}

document.addEventListener("focusin", ({ target }) => {
  const host = (target as HTMLElement).closest<HTMLElement>("[data-surface]");
  if (host) last = document.getElementById(host.dataset.surface ?? "") as HTMLTextAreaElement | null;
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !root()) return;
  if (event.key === "5") look();
  else if (event.key === "6") void keep();
  else return;
  event.preventDefault();
});

export function bindPhrases(): void {
  const place = root();
  if (!place || finder()) return;
  const find = make("input", "control");
  find.type = "search";
  find.placeholder = "找常用语：几个字，或者拼音首字母";
  find.setAttribute("aria-label", "找常用语");
  const head = make("div", "phrases-find");
  head.append(find);
  if (place.dataset.phrases) {
    const button = make("button", "button button-small", "存选中的话");
    button.type = "button";
    button.title = "Alt+6";
    button.addEventListener("click", () => void keep());
    head.append(button);
  }
  place.prepend(head);
  // What is looked for here is no part of the draft.
  for (const kind of ["input", "change"]) head.addEventListener(kind, (event) => event.stopPropagation());
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key) || event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    const box = writtenIn();
    if (event.key === "Enter") putIn(buttons().find((button) => !button.hidden));
    else if (box) surfaces.get(box)?.focus();
    find.value = "";
    narrow();
  });
  // In the text of an annex as well: the plain page knows the body alone.
  place.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-insert]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    putIn(button);
  });
}
