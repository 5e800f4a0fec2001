// Choosing persons and units by any part of their name.
import { all, make, on, one } from "./dom";

interface Picker {
  root: HTMLElement;
  input: HTMLInputElement;
  list: HTMLElement;
}

function pickerOf(inside: Element): Picker | null {
  const root = inside.closest<HTMLElement>("[data-picker]");
  const input = root && one<HTMLInputElement>("[role=combobox]", root);
  const list = root && one("[role=listbox]", root);
  return root && input && list ? { root, input, list } : null;
}

const options = (list: HTMLElement) => all("[role=option]", list).filter((option) => !option.hidden);

function openList({ input, list }: Picker, open: boolean): void {
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
}

function mark({ input, list }: Picker, option: HTMLElement | undefined): void {
  for (const other of all("[aria-selected=true]", list)) other.setAttribute("aria-selected", "false");
  if (!option) return input.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  option.id = option.id || `${list.id}-${option.dataset.value ?? ""}`;
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function filter(picker: Picker): void {
  const words = picker.input.value.trim().split(/\s+/);
  let found = 0;
  for (const option of all("[role=option]", picker.list)) {
    const text = option.textContent ?? "";
    option.hidden = !words.every((word) => text.includes(word));
    if (!option.hidden) found += 1;
  }
  one("[data-none]", picker.list)?.toggleAttribute("hidden", found > 0);
  openList(picker, true);
  mark(picker, options(picker.list)[0]);
}

const waiting = new WeakMap<HTMLElement, number>();

function search(picker: Picker): void {
  const address = picker.input.dataset.searchHref;
  if (!address) return filter(picker);
  window.clearTimeout(waiting.get(picker.input));
  waiting.set(
    picker.input,
    window.setTimeout(async () => {
      const asked = picker.input.value.trim();
      const url = new URL(address, location.href);
      url.searchParams.set("q", asked);
      const answer = await fetch(url.href).catch(() => null);
      if (!answer?.ok || asked !== picker.input.value.trim()) return;
      picker.list.innerHTML = await answer.text();
      openList(picker, true);
      mark(picker, options(picker.list)[0]);
    }, 150),
  );
}

/** The button that moves one that was picked before the one in front of it. */
function forward(label: string): HTMLElement {
  const button = make("button", "", "↑");
  button.type = "button";
  button.title = "前移";
  button.dataset.forward = "";
  button.setAttribute("aria-label", `前移 ${label}`);
  return button;
}

function pick(picker: Picker, option: HTMLElement): void {
  const { root, input } = picker;
  const value = option.dataset.value ?? "";
  const label = option.dataset.label ?? "";
  const picked = one("[data-picked]", root);
  if (!picked) return;
  if (!root.hasAttribute("data-multiple")) picked.textContent = "";
  const already = all<HTMLInputElement>("input", picked).some((other) => other.value === value);
  if (!already) {
    const item = make("li");
    const hidden = make("input");
    const remove = make("button", "", "×");
    hidden.type = "hidden";
    hidden.name = root.dataset.name ?? "";
    hidden.value = value;
    remove.type = "button";
    remove.dataset.unpick = "";
    remove.setAttribute("aria-label", `去掉 ${label}`);
    item.append(make("span", "", label), hidden);
    if (root.hasAttribute("data-ordered")) item.append(forward(label));
    item.append(remove);
    picked.append(item);
  }
  input.value = "";
  openList(picker, false);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

on("input", "[role=combobox]", (_event, input) => {
  const picker = pickerOf(input);
  if (picker) search(picker);
});
on("mousedown", ".picker [role=option]", (event, option) => {
  event.preventDefault();
  const picker = pickerOf(option);
  if (picker) pick(picker, option);
});
on("focusout", "[role=combobox]", (_event, input) => {
  const picker = pickerOf(input);
  if (picker) openList(picker, false);
});
on("click", "[data-forward]", (_event, button) => {
  const item = button.closest("li");
  const before = item?.previousElementSibling;
  if (!item || !before) return;
  before.before(item);
  // Moved to the front it has no button any more: the hand stays on what now stands behind it.
  const here = item.previousElementSibling ? button : one("[data-forward]", before as HTMLElement);
  here?.focus();
  pickerOf(button)?.input.dispatchEvent(new Event("change", { bubbles: true }));
});
on("click", "[data-unpick]", (_event, button) => {
  const picker = pickerOf(button);
  button.closest("li")?.remove();
  picker?.input.dispatchEvent(new Event("input", { bubbles: true }));
  picker?.input.focus();
});

on("keydown", "[role=combobox]", (event, input) => {
  const key = event as KeyboardEvent;
  const picker = pickerOf(input);
  if (!picker || key.isComposing) return;
  const shown = options(picker.list);
  const now = shown.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const open = !picker.list.hidden;
  if (key.key === "ArrowDown" && !open) filter(picker);
  else if (key.key === "ArrowDown") mark(picker, shown[Math.min(now + 1, shown.length - 1)]);
  else if (key.key === "ArrowUp") mark(picker, shown[Math.max(now - 1, 0)]);
  else if (key.key === "Enter" && !key.ctrlKey && open && shown[now]) pick(picker, shown[now]);
  else if (key.key === "Tab" && open && shown[now] && picker.input.value) return pick(picker, shown[now]);
  else if (key.key === "Escape" && open) openList(picker, false);
  else if (key.key === "Backspace" && !picker.input.value)
    return all("[data-picked] li", picker.root).pop()?.remove();
  else return;
  key.preventDefault();
});
