// Choosing the organs of 主送 and 抄送 from all that the county knows, beneath the line that they are written in. The line
// is the one truth: a tick writes the name into it, in the order of the list, and what is typed there shows as ticked.
import { all, make, one } from "./dom";
import { fit, initials } from "./pinyin";

interface Organ {
  name: string;
  part: string;
  members: string[];
  letters: string[];
}

const SPLIT = /、(?!(?:人民)?政府)|[，,；;\n]+/;
const LETTERS = /^[a-z' ]+$/i;
/** From so many on, all members of a general term are written as the term. */
const TERM = 3;

const namesIn = (line: string): string[] => line.split(SPLIT).map((name) => name.trim().replace(/[：:。]+$/, "")).filter(Boolean);

async function fetchOrgans(address: string): Promise<Organ[]> {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || answer.redirected) return [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return all("[role=option]", page).map((option) => {
    const name = option.dataset.text ?? "";
    return {
      name,
      part: option.dataset.part ?? "",
      members: JSON.parse(option.dataset.members ?? "[]") as string[],
      letters: initials(name),
    };
  });
}

/** The names with one more, where the order of the organs puts it; what a general term means is not named beside it. */
export function withName(names: readonly string[], added: Organ, organs: readonly Organ[]): string[] {
  const place = (name: string): number => organs.findIndex((organ) => organ.name === name);
  const at = place(added.name);
  const rest = names.filter((name) => !added.members.includes(name));
  const before = rest.findIndex((name) => place(name) > at);
  const made = [...rest];
  made.splice(before < 0 ? rest.length : before, 0, added.name);
  const whole = organs.find(
    ({ part, members }) => part === "统称" && members.length >= TERM && members.every((name) => made.includes(name)),
  );
  return whole ? withName(made, whole, organs) : made;
}

function matches(organ: Organ, words: string): boolean {
  if (!words) return true;
  if (LETTERS.test(words)) return fit(words.toLowerCase().replace(/[' ]/g, ""), organ.letters) > 0;
  return words.split(/\s+/).every((word) => organ.name.includes(word));
}

class Panel {
  readonly root = make("div", "organs");
  private readonly find = make("input", "control");
  private readonly list = make("div", "organs-list");
  private readonly boxes = new Map<string, HTMLInputElement>();

  constructor(
    private readonly field: HTMLInputElement,
    private readonly organs: readonly Organ[],
    label: string,
    done: () => void,
  ) {
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", `${label}：选单位`);
    this.find.type = "search";
    this.find.placeholder = "名称中的字，或者拼音首字母";
    this.find.setAttribute("aria-label", "找单位");
    const close = make("button", "button button-small", "选好了");
    close.type = "button";
    close.addEventListener("click", done);
    const head = make("div", "organs-head");
    head.append(this.find, close);
    this.fill();
    this.root.append(head, this.list);
    // What is looked for here is no part of the draft.
    for (const kind of ["input", "change"]) this.root.addEventListener(kind, (event) => event.stopPropagation());
    this.find.addEventListener("input", () => this.narrow());
    this.root.addEventListener("keydown", (event) => this.key(event, done));
    field.addEventListener("input", () => this.tick());
    this.tick();
  }

  focus(): void {
    this.find.focus();
    this.find.select();
  }

  private fill(): void {
    const parts = new Map<string, HTMLElement>();
    for (const organ of this.organs) {
      const part = parts.get(organ.part) ?? make("div", "organs-part");
      if (!parts.has(organ.part)) {
        part.setAttribute("role", "group");
        part.setAttribute("aria-label", organ.part);
        part.append(make("p", "quiet", organ.part));
        parts.set(organ.part, part);
        this.list.append(part);
      }
      const label = make("label", "choice");
      const box = make("input");
      box.type = "checkbox";
      box.addEventListener("change", () => this.toggle(organ, box.checked));
      const words = make("span", "", organ.name);
      if (organ.members.length) words.append(make("small", "", `${organ.members.length} 个单位`));
      label.append(box, words);
      part.append(label);
      this.boxes.set(organ.name, box);
    }
  }

  private toggle(organ: Organ, wanted: boolean): void {
    const names = namesIn(this.field.value);
    const made = wanted ? withName(names, organ, this.organs) : names.filter((name) => name !== organ.name);
    this.field.value = made.join("、");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Tick what stands in the line; what a general term there means need not be chosen. */
  private tick(): void {
    const names = namesIn(this.field.value);
    const terms = this.organs.filter(({ name, members }) => members.length && names.includes(name));
    for (const [name, box] of this.boxes) {
      const within = terms.find(({ members }) => members.includes(name));
      box.checked = names.includes(name) || within !== undefined;
      box.disabled = within !== undefined;
      box.title = within ? `已含在“${within.name}”里` : "";
    }
  }

  private narrow(): void {
    const words = this.find.value.trim();
    for (const organ of this.organs) {
      const label = this.boxes.get(organ.name)?.closest("label");
      if (label) label.hidden = !matches(organ, words);
    }
    for (const part of all(".organs-part", this.list)) part.hidden = !all("label", part).some((label) => !label.hidden);
  }

  private key(event: KeyboardEvent, done: () => void): void {
    if (event.isComposing) return;
    const shown = all<HTMLInputElement>("label:not([hidden]) input:not(:disabled)", this.list).filter((box) => box.offsetParent);
    const at = shown.indexOf(document.activeElement as HTMLInputElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") done();
    else if (step && at + step < 0) this.find.focus();
    else if (step) shown[Math.min(at + step, shown.length - 1)]?.focus();
    else if (event.key === "Enter" && !event.ctrlKey && at >= 0) shown[at]?.click();
    else if (event.key === "Enter" && !event.ctrlKey && document.activeElement === this.find) {
      shown[0]?.click();
      this.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

async function toggle(root: HTMLElement, field: HTMLInputElement, button: HTMLButtonElement): Promise<void> {
  const place = field.closest(".field");
  const there = place?.nextElementSibling;
  const close = (): void => {
    place?.nextElementSibling?.remove();
    button.setAttribute("aria-expanded", "false");
    field.focus();
  };
  if (there?.classList.contains("organs")) return close();
  const organs = await fetchOrgans(root.dataset.suggest ?? "");
  if (!organs.length || !place?.isConnected || place.nextElementSibling?.classList.contains("organs")) return;
  const panel = new Panel(field, organs, field.labels?.[0]?.textContent?.trim() ?? "", close);
  place.after(panel.root);
  button.setAttribute("aria-expanded", "true");
  panel.focus();
}

/** Give each line of organs in the form its button; Alt and the arrow down open it from the line. */
export function bindOrganPickers(): void {
  for (const root of all("#draft-form [data-suggest-many]")) {
    const field = one<HTMLInputElement>("input", root);
    if (!field || root.dataset.organs !== undefined) continue;
    root.dataset.organs = "";
    const button = make("button", "button button-small organs-open", "从单位里选");
    button.type = "button";
    button.title = "Alt+↓";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => void toggle(root, field, button));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || !event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      void toggle(root, field, button);
    });
    root.after(button);
  }
}
