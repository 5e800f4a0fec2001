// Where a value was read: its passage is marked in the paper beside the form, as the hand goes from field to field.
import { all, on, one, ready } from "./dom";
import { pageOf, reveal, show } from "./paper";

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

const sheets = (paper: Element) => all(".paper-sheet", paper);

function wipe(paper: Element): void {
  for (const place of all(".paper-place", paper)) place.remove();
  for (const line of all("[data-at]", paper)) if (one("mark", line)) line.textContent = line.textContent;
}

/** Mark the characters from start to end of the words that were read; the first mark, or null. */
function markWords(sheet: HTMLElement, start: number, end: number): HTMLElement | null {
  let first: HTMLElement | null = null;
  for (const line of all("[data-at]", sheet)) {
    const at = Number(line.dataset.at);
    const text = line.textContent ?? "";
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, text.length)];
    if (from >= to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    line.textContent = "";
    line.append(text.slice(0, from), mark, text.slice(to));
    first ??= mark;
  }
  return first;
}

async function markPage(sheet: HTMLElement, source: HTMLElement): Promise<HTMLElement | null> {
  const { page = "", start = "", end = "" } = source.dataset;
  const figure = pageOf(sheet, Number(page));
  if (!figure) return null;
  const address = `${sheet.dataset.places ?? ""}?${new URLSearchParams({ page, start, end }).toString()}`;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  const { places } = (await answer.json()) as { places: Place[] };
  let first: HTMLElement | null = null;
  for (const place of places) {
    const drawn = document.createElement("span");
    drawn.className = "paper-place";
    for (const side of ["left", "top", "width", "height"] as const) drawn.style[side] = `${100 * place[side]}%`;
    figure.append(drawn);
    first ??= drawn;
  }
  return first;
}

let latest: HTMLElement | null = null;

/** Mark a passage in the sheet that is seen; in the words that were read when *insist* and it is not found there. */
async function point(source: HTMLElement, paper: Element, insist: boolean): Promise<void> {
  latest = source;
  wipe(paper);
  if (source.dataset.start === undefined) return;
  const words = sheets(paper).find((sheet) => one("[data-at]", sheet));
  const marked = words && markWords(words, Number(source.dataset.start), Number(source.dataset.end));
  const seen = sheets(paper).find((sheet) => !sheet.hidden);
  if (seen && seen !== words && seen.dataset.places && source.dataset.page) {
    const drawn = await markPage(seen, source);
    if (latest !== source) return drawn?.remove();
    if (drawn) return reveal(seen, drawn);
  }
  if (!marked || !words) return;
  if (words.hidden && insist) show(words);
  if (!words.hidden) reveal(words, marked);
}

const paperBeside = (inside: Element) => {
  const desk = inside.closest("[data-desk]");
  return desk && one("[data-paper]", desk);
};

function attend(field: Element): void {
  const paper = paperBeside(field);
  const source = one(".source", field);
  if (paper && source) void point(source, paper, false);
  else if (paper) wipe(paper);
}

on("focusin", "[data-desk] .desk-form .field", (_event, field) => attend(field));
on("click", "[data-desk] .source summary", (event, summary) => {
  const paper = paperBeside(summary);
  const source = summary.closest<HTMLElement>(".source");
  if (!paper || !source || source.dataset.start === undefined) return;
  if (!sheets(paper).some((sheet) => one("[data-at]", sheet) || sheet.dataset.places)) return;
  event.preventDefault();
  void point(source, paper, true);
});
// The browser may have put the cursor into a field before this was listening.
ready(() => {
  latest = null;
  const field = document.activeElement?.closest("[data-desk] .desk-form .field");
  if (field) attend(field);
});
