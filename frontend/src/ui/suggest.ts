// Completing a text from what is known: by any part, by the initials of the pinyin, by 机关代字, chosen by number.
// All of it is fetched once, so that the hand never waits. Nothing is chosen that was not pointed at: words typed
// in Hanzi stay as they are.
import { all, make, on, one, ready } from "./dom";
import { fit, initials } from "./pinyin";

interface Known {
  text: string;
  note: string;
  key: string;
  usual: boolean;
  fills: Record<string, string>;
  letters: string[];
}

const SHOWN = 9;
const LETTERS = /^[a-z' ]+$/i;
const fetched = new Map<string, Promise<Known[]>>();

function known(address: string): Promise<Known[]> {
  const earlier = fetched.get(address);
  if (earlier) return earlier;
  const asked = fetch(address)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then((html) => all("[role=option]", new DOMParser().parseFromString(html, "text/html")).map(knownOf));
  asked.catch(() => fetched.delete(address));
  fetched.set(address, asked);
  return asked;
}

function knownOf(option: HTMLElement): Known {
  const text = option.dataset.text ?? "";
  return {
    text,
    note: one("small", option)?.textContent ?? "",
    key: option.dataset.key ?? "",
    usual: option.dataset.usual !== undefined,
    fills: JSON.parse(option.dataset.fills ?? "{}") as Record<string, string>,
    letters: initials(text),
  };
}

function matching(typed: string, offered: Known[]): Known[] {
  const words = typed.trim();
  if (!words) return offered.filter(({ usual }) => usual).slice(0, SHOWN);
  const letters = LETTERS.test(words) ? words.toLowerCase().replace(/[' ]/g, "") : "";
  const weigh = ({ text, key, letters: own }: Known) => {
    if (letters) return Math.max(fit(letters, own), key.toLowerCase().startsWith(letters) ? 3 : 0);
    if (key && key.startsWith(words)) return 2;
    return words.split(/\s+/).every((word) => text.includes(word)) ? (text.startsWith(words) ? 3 : 2) : 0;
  };
  const weighed = offered.map((one_, at) => ({ one: one_, at, weight: weigh(one_) })).filter(({ weight }) => weight);
  weighed.sort((a, b) => b.weight - a.weight || a.at - b.at);
  return weighed.slice(0, SHOWN).map(({ one: found }) => found);
}

/** Where one of several names begins that 、 keeps apart in one field; 0 where there is one alone. */
function begins(root: HTMLElement, text: string): number {
  if (!root.hasAttribute("data-suggest-many")) return 0;
  return Math.max(...["、", "，", ",", "；", ";"].map((mark_) => text.lastIndexOf(mark_))) + 1;
}

interface Box {
  root: HTMLElement;
  input: HTMLInputElement;
  list: HTMLElement;
}

function boxOf(inside: Element): Box | null {
  const root = inside.closest<HTMLElement>("[data-suggest]");
  const input = root && one<HTMLInputElement>("input", root);
  const list = root && one("[role=listbox]", root);
  return root && input && list ? { root, input, list } : null;
}

const shown = new WeakMap<HTMLElement, Known[]>();

function close({ input, list }: Box): void {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function mark({ input, list }: Box, index: number): void {
  all("[role=option]", list).forEach((option, at) => {
    option.setAttribute("aria-selected", String(at === index));
    if (at === index) input.setAttribute("aria-activedescendant", option.id);
  });
  if (index < 0) input.removeAttribute("aria-activedescendant");
}

async function offer(box: Box): Promise<void> {
  const { root, input, list } = box;
  const offered = await known(root.dataset.suggest ?? "").catch(() => []);
  if (document.activeElement !== input) return;
  const typed = input.value.slice(begins(root, input.value));
  const found = matching(typed, offered).filter(({ text }) => text !== typed);
  shown.set(list, found);
  list.textContent = "";
  found.forEach(({ text, note }, at) => {
    const option = make("li");
    option.setAttribute("role", "option");
    option.id = `${list.id}-${at + 1}`;
    option.append(make("kbd", "", String(at + 1)), make("span", "", text), make("small", "", note));
    list.append(option);
  });
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(found.length > 0));
  mark(box, LETTERS.test(typed.trim()) ? 0 : -1);
}

/** Begin the other fields of the form that are still empty, or hold only an earlier beginning. */
function begin(form: HTMLFormElement, fills: Record<string, string>): void {
  for (const [name, value] of Object.entries(fills)) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    if (field.value && field.value !== field.dataset.begun) continue;
    field.value = value;
    field.dataset.begun = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function pick(box: Box, chosen: Known, onwards: boolean): void {
  const { root, input } = box;
  input.value = input.value.slice(0, begins(root, input.value)) + chosen.text;
  close(box);
  if (input.form) begin(input.form, chosen.fills);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  close(box);
  input.dispatchEvent(new Event("change", { bubbles: true }));
  if (onwards) goOn(input);
}

/** The next field of the form, with the caret behind what stands there. */
export function goOn(field: HTMLElement): boolean {
  const form = (field as HTMLInputElement).form;
  const fields = Array.from(form?.elements ?? []).filter(
    (other): other is HTMLInputElement =>
      other instanceof HTMLElement &&
      other.matches("input:not([type=hidden]):not([type=file]), select, textarea") &&
      !(other as HTMLInputElement).disabled &&
      other.offsetParent !== null,
  );
  const radio = (field as HTMLInputElement).type === "radio" ? (field as HTMLInputElement).name : "";
  const rest = fields.slice(fields.indexOf(field as HTMLInputElement) + 1).filter((f) => !radio || f.name !== radio);
  const next = rest.find((f) => f.type !== "radio" || f.checked);
  if (!next) return false;
  next.focus();
  if (next.matches("textarea, input[type=text]")) next.setSelectionRange(next.value.length, next.value.length);
  return true;
}

/** A 机关代字 tells who wrote: take the name from what is known when it is not filled in yet. */
async function infer(input: HTMLInputElement): Promise<void> {
  const form = input.form;
  const source = form && one<HTMLInputElement>("[data-suggest] input", form);
  const root = source?.closest<HTMLElement>("[data-suggest]");
  const code = /^[\u4e00-\u9fffA-Za-z]+/.exec(input.value.trim())?.[0];
  if (!form || !source || !root || source.value || !code || input.name !== "document_number") return;
  const offered = await known(root.dataset.suggest ?? "").catch(() => []);
  const found = offered.filter(({ key }) => key === code);
  if (found.length !== 1 || !found[0] || source.value) return;
  source.value = found[0].text;
  begin(form, found[0].fills);
  source.dispatchEvent(new Event("input", { bubbles: true }));
}

on("input", "[data-suggest] input", (event, input) => {
  const box = boxOf(input);
  if (box && event.isTrusted) void offer(box);
});
on("focusin", "[data-suggest] input", (_event, input) => {
  const box = boxOf(input);
  if (box && !box.input.value) void offer(box);
});
// The browser may have put the hand there before this script came.
ready(() => {
  const input = document.activeElement?.closest<HTMLInputElement>("[data-suggest] input");
  const box = input && boxOf(input);
  if (box && !box.input.value) void offer(box);
});
on("focusout", "[data-suggest] input", (_event, input) => {
  const box = boxOf(input);
  if (box) close(box);
});
on("mousedown", "[data-suggest] [role=option]", (event, option) => {
  event.preventDefault();
  const box = boxOf(option);
  const chosen = box && shown.get(box.list)?.[all("[role=option]", box.list).indexOf(option)];
  if (box && chosen) pick(box, chosen, true);
});
on("change", "[name=document_number]", (_event, input) => void infer(input as HTMLInputElement));
on("keydown", "[data-suggest] input", (event, input) => {
  const key = event as KeyboardEvent;
  const box = boxOf(input);
  if (!box || key.isComposing || key.ctrlKey || key.altKey || key.metaKey || box.list.hidden) return;
  const found = shown.get(box.list) ?? [];
  const options = all("[role=option]", box.list);
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const numbered = /^[1-9]$/.test(key.key) ? found[Number(key.key) - 1] : undefined;
  const pointed = found[now];
  if (numbered) pick(box, numbered, true);
  else if (key.key === "ArrowDown") mark(box, Math.min(now + 1, options.length - 1));
  else if (key.key === "ArrowUp") mark(box, Math.max(now - 1, 0));
  else if (key.key === "Enter" && pointed) pick(box, pointed, true);
  else if (key.key === "Tab" && pointed && !key.shiftKey) return pick(box, pointed, false);
  else if (key.key === "Escape") close(box);
  else return;
  key.preventDefault();
});
