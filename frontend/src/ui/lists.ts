// Lists: the whole row opens, j and k walk, space chooses, the batch bar appears below.
import { all, on, one } from "./dom";

const INTERACTIVE = "a, button, input, label, select, summary, details";

on("click", "[data-row]", (event, row) => {
  if ((event.target as Element).closest(INTERACTIVE) || getSelection()?.toString()) return;
  const link = one<HTMLAnchorElement>("[data-open-row]", row);
  const mouse = event as MouseEvent;
  if (!link) return;
  if (mouse.ctrlKey || mouse.metaKey) window.open(link.href, "_blank");
  else link.click();
});

const rows = () => all("[data-row]");
const here = () => one("[data-row].here");

/** Go *step* rows down; the first press goes to the first row. */
export function walk(step: number): void {
  const list = rows();
  const now = here();
  const index = now ? list.indexOf(now) + step : 0;
  const next = list[Math.min(Math.max(index, 0), list.length - 1)];
  if (!next) return;
  now?.classList.remove("here");
  next.classList.add("here");
  one("[data-open-row]", next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** Choose or release the row walked to; says whether there was one to choose. */
export function choose(): boolean {
  const row = here();
  const box = row && one<HTMLInputElement>("input[type=checkbox]", row);
  box?.click();
  return Boolean(box);
}

function count(form: HTMLElement): void {
  const chosen = all<HTMLInputElement>("td input[type=checkbox]:checked", form).length;
  const bar = one("[data-batch-bar]", form);
  if (!bar) return;
  bar.hidden = chosen === 0;
  const number = one("[data-batch-count]", bar);
  if (number) number.textContent = String(chosen);
}

function chooseAll(form: HTMLElement, checked: boolean): void {
  for (const box of all<HTMLInputElement>("input[type=checkbox]", form)) box.checked = checked;
}

on("change", "[data-batch]", (event, form) => {
  const box = event.target as HTMLInputElement;
  if (box.hasAttribute("data-all")) chooseAll(form, box.checked);
  count(form);
});
on("click", "[data-batch-clear]", (_event, button) => {
  const form = button.closest<HTMLElement>("[data-batch]");
  if (!form) return;
  chooseAll(form, false);
  count(form);
});
