// The viewer: zoom, rotation, pages, tabs. Sizes are set through the object model, since inline styles are
// forbidden by the content security policy.
import { all, on, one, ready } from "./dom";

type Wish = "larger" | "smaller" | "rotate" | "next" | "previous";

interface View {
  zoom: number;
  turn: number;
}

const views = new WeakMap<Element, View>();
const GAP = 16;

const sheetOf = (paper: Element) => one(".paper-sheet:not([hidden])", paper);
const pagesOf = (sheet: HTMLElement) => all(".paper-page", sheet);

function viewOf(sheet: Element): View {
  const view = views.get(sheet) ?? { zoom: 1, turn: 0 };
  views.set(sheet, view);
  return view;
}

function lay(sheet: HTMLElement): void {
  const { zoom, turn } = viewOf(sheet);
  const room = (sheet.clientWidth - 2 * GAP) * zoom;
  for (const page of pagesOf(sheet)) {
    const picture = one<HTMLImageElement>("img", page);
    if (!picture) continue;
    const ratio = (picture.naturalHeight || picture.height) / (picture.naturalWidth || picture.width || 1);
    const sideways = turn % 180 !== 0;
    const width = sideways ? room / ratio : room;
    const height = width * ratio;
    const shift = sideways ? (height - width) / 2 : 0;
    page.style.width = `${width}px`;
    page.style.maxWidth = "none";
    page.style.transform = turn ? `rotate(${turn}deg)` : "";
    page.style.margin = `${-shift}px ${sideways ? `${shift}px` : "auto"} ${GAP - shift}px`;
  }
}

function pageAt(sheet: HTMLElement): number {
  const top = sheet.getBoundingClientRect().top + sheet.clientHeight / 3;
  const index = pagesOf(sheet).findIndex((page) => page.getBoundingClientRect().bottom > top);
  return Math.max(index, 0);
}

function tell(paper: Element): void {
  const sheet = sheetOf(paper);
  const output = one("[data-page-place]", paper);
  if (!sheet || !output) return;
  const total = pagesOf(sheet).length;
  output.textContent = total ? `${pageAt(sheet) + 1} / ${total}` : "";
  const tools = one(".paper-tools", paper);
  if (tools) tools.hidden = total === 0;
}

function goTo(sheet: HTMLElement, index: number): void {
  const page = pagesOf(sheet)[index];
  if (!page) return;
  sheet.scrollTop += page.getBoundingClientRect().top - sheet.getBoundingClientRect().top - GAP;
}

/** The page of a number, from 1. */
export const pageOf = (sheet: HTMLElement, number: number): HTMLElement | undefined => pagesOf(sheet)[number - 1];

/** Scroll a sheet, and nothing else, until something in it is seen. */
export function reveal(sheet: HTMLElement, part: HTMLElement): void {
  const [outer, inner] = [sheet.getBoundingClientRect(), part.getBoundingClientRect()];
  const seen = inner.top >= outer.top + GAP && inner.bottom <= outer.bottom - GAP;
  if (!seen) sheet.scrollTop += inner.top - outer.top - sheet.clientHeight / 3;
  const beside = inner.left < outer.left || inner.right > outer.right;
  if (beside) sheet.scrollLeft += inner.left - outer.left - GAP;
}

function apply(paper: Element, wish: Wish): void {
  const sheet = sheetOf(paper);
  if (!sheet) return;
  const view = viewOf(sheet);
  const index = pageAt(sheet);
  if (wish === "larger") view.zoom = Math.min(view.zoom * 1.25, 4);
  if (wish === "smaller") view.zoom = Math.max(view.zoom / 1.25, 0.4);
  if (wish === "rotate") view.turn = (view.turn + 90) % 360;
  if (wish === "next") goTo(sheet, index + 1);
  else if (wish === "previous") goTo(sheet, index - 1);
  else lay(sheet);
  tell(paper);
}

/** Grant a wish for the paper on the page; says whether there is one. */
export function view(wish: Wish): boolean {
  const paper = one("[data-paper]");
  if (paper) apply(paper, wish);
  return Boolean(paper);
}

/** Lay a sheet again after its pages have changed. */
export function refresh(paper: Element): void {
  const sheet = sheetOf(paper);
  if (sheet) lay(sheet);
  tell(paper);
}

/** Bring a sheet to the front. */
export function show(sheet: HTMLElement): void {
  const tab = document.getElementById(sheet.getAttribute("aria-labelledby") ?? "");
  if (tab) choose(tab);
}

function choose(tab: HTMLElement): void {
  const paper = tab.closest("[data-paper]");
  if (!paper) return;
  for (const other of all("[role=tab]", paper)) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls") ?? "")?.toggleAttribute("hidden", !chosen);
  }
  tell(paper);
}

on("click", "[data-view]", (_event, button) => {
  const paper = button.closest("[data-paper]");
  if (paper) apply(paper, button.dataset.view as Wish);
});
on("click", "[role=tab]", (_event, tab) => choose(tab));
on("keydown", "[role=tab]", (event, tab) => {
  const key = (event as KeyboardEvent).key;
  const next = key === "ArrowRight" ? tab.nextElementSibling : tab.previousElementSibling;
  if ((key !== "ArrowRight" && key !== "ArrowLeft") || !(next instanceof HTMLElement)) return;
  next.focus();
  choose(next);
});
on("click", "[data-go-page]", (_event, button) => {
  const sheet = one(".paper-pages:not([hidden])");
  if (sheet) goTo(sheet, Number(button.dataset.goPage) - 1);
});
on(
  "scroll",
  ".paper-sheet",
  (_event, sheet) => {
    const paper = sheet.closest("[data-paper]");
    if (paper) tell(paper);
  },
  true,
);
ready(() => all("[data-paper]").forEach(tell));
document.addEventListener("htmx:error", (event) => {
  const form = (event.target as Element | null)?.closest?.(".paper-search");
  const hits = form && one(".paper-hits", form.closest("[data-paper]") ?? document);
  if (hits) hits.textContent = "没有查成：连不上服务器。网络恢复后再按一次回车。";
});
