// Messages that lie over the page, each with a button that takes it away.
import { make, one } from "./dom";

/** Where every message of the product is said. */
export function toastBox(): HTMLElement {
  const known = one(".toasts");
  if (known) return known;
  const made = make("div", "toasts");
  made.setAttribute("role", "status");
  one("main")?.prepend(made);
  return made;
}

/** Say it until it is taken away. */
export function toast(content: Node | string, urgent: boolean): void {
  const said = make("div", urgent ? "toast toast-warning" : "toast toast-done");
  const text = make("p");
  const close = make("button", "button-plain", "×");
  text.append(content);
  close.type = "button";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", "知道了");
  said.append(text, close);
  toastBox().append(said);
}
