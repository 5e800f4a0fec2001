// What stands beside the text: the pages or the remarks; on a narrow screen one of the three at a time.
import { all, on, one, ready } from "./dom";

export type View = "write" | "pages" | "check" | "elements";

/** Show one of the views; beside the text where there is room for both. */
export function show(view: View): void {
  const desk = one("[data-draft]");
  if (!desk || !one("[data-draft-views]", desk)) return;
  desk.dataset.view = view;
  if (view === "elements") {
    const folded = one<HTMLDetailsElement>("[data-draft-elements]", desk);
    if (folded) folded.open = true;
    one("select", folded ?? desk)?.focus();
  } else if (view !== "write") desk.dataset.beside = view;
  mark();
}

const narrow = window.matchMedia("(max-width: 60rem)");

function mark(): void {
  const desk = one("[data-draft]");
  if (!desk) return;
  const shown = narrow.matches ? desk.dataset.view : desk.dataset.beside;
  for (const button of all("[data-draft-view]")) button.setAttribute("aria-pressed", String(button.dataset.draftView === shown));
}

on("click", "[data-draft-view]", (_event, button) => show(button.dataset.draftView as View));
narrow.addListener(mark);

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || !one("[data-draft-views]")) return;
  const view = ({ 1: "write", 2: "pages", 3: "check", 4: "elements" } as const)[event.key as "1" | "2" | "3" | "4"];
  if (!view) return;
  event.preventDefault();
  show(view);
  if (view === "write") document.getElementById("f-body")?.focus();
});

ready(() => {
  const desk = one("[data-draft]");
  const bar = desk && one("[data-draft-views]", desk);
  if (!desk || !bar) return;
  bar.hidden = false;
  desk.dataset.view ??= "write";
  desk.dataset.beside ??= "pages";
  mark();
});
