// The keys that every screen knows; the same list is shown by ? (kernel/platform/ui/help.py).
import { deskKeys } from "./desk";
import { one } from "./dom";
import { choose, walk } from "./lists";
import { closeSomething, openDialog } from "./menus";
import { view } from "./paper";

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches("input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select") ||
    target.isContentEditable);

function submit(target: EventTarget | null): void {
  const form = target instanceof Element ? target.closest("form") : null;
  const button: HTMLButtonElement | null =
    (form && (one<HTMLButtonElement>("[data-submit]", form) ?? one("button:not([type=button])", form))) ??
    one<HTMLButtonElement>(form?.id ? `[data-submit][form="${form.id}"]` : "[data-submit]") ??
    one<HTMLButtonElement>("[data-submit]");
  button?.click();
}

/** Go on to the next thing to do, where the page offers it. */
function following(): boolean {
  const link = one<HTMLAnchorElement>("[data-following]");
  link?.click();
  return Boolean(link);
}

/** Go to the first control of the next step's form. */
function toForm(): boolean {
  const control = one("form#next input:not([type=hidden]):not([type=file]), form#next textarea, form#next select");
  control?.focus();
  return Boolean(control);
}

const PLAIN: Record<string, () => boolean | void> = {
  j: () => walk(1),
  k: () => walk(-1),
  x: choose,
  " ": choose,
  n: following,
  f: toForm,
  "/": () => one("[data-search]")?.focus(),
  "?": () => openDialog("key-help"),
};
const ALT: Record<string, () => boolean> = {
  "=": () => view("larger"),
  "+": () => view("larger"),
  "-": () => view("smaller"),
  r: () => view("rotate"),
  R: () => view("rotate"),
  PageDown: () => view("next"),
  PageUp: () => view("previous"),
  ...deskKeys,
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit(event.target);
  } else if (event.altKey && ALT[event.key]?.()) {
    event.preventDefault();
  } else if (event.key === "Escape") {
    if (closeSomething()) event.preventDefault();
    else if (typing(event.target)) (event.target as HTMLElement).blur();
  } else if (!event.altKey && !event.ctrlKey && !event.metaKey && !typing(event.target)) {
    const inControl = (event.target as Element).closest("button, summary, input");
    const work = PLAIN[event.key];
    if (!work || (event.key === " " && inControl)) return;
    if (work() !== false) event.preventDefault();
  }
});
