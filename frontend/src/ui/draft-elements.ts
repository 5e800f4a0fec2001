// The elements beside the text: the genre and the end of the title follow each other, a genre that goes upward or across
// takes its direction along, and what is folded away is told in short.
import { all, one } from "./dom";
import { formOf } from "./surface";

const UP = ["请示", "报告", "议案"];
const wayOf = (genre: string): string => (UP.includes(genre) ? "up" : genre === "函" ? "level" : "down");

const select = (name: string): HTMLSelectElement | null => one<HTMLSelectElement>(`#f-${name}`, formOf() ?? document);
const changed = (field: HTMLElement, kind: "input" | "change"): boolean => field.dispatchEvent(new Event(kind, { bubbles: true }));

function say(): void {
  const place = one("[data-elements-said]");
  const chosen = all<HTMLSelectElement>("[data-draft-elements] select").map((field) => field.selectedOptions[0]?.text ?? "");
  if (place) place.textContent = chosen.join("　");
}

let genre = "";

/** Take the genre; the direction goes along while it is the usual one of the genre before. */
function takeGenre(now: string): void {
  const way = select("direction");
  if (way?.value === wayOf(genre) && way.value !== wayOf(now)) {
    way.value = wayOf(now);
    changed(way, "change");
  }
  genre = now;
  say();
}

function genreChosen(field: HTMLSelectElement): void {
  const title = one<HTMLTextAreaElement>("#f-title");
  const before = genre;
  takeGenre(field.value);
  if (!title?.value.trim().endsWith(before) || before === genre) return;
  const words = title.value.trimEnd();
  title.value = words.slice(0, words.length - before.length) + genre;
  changed(title, "input");
}

/** A title that was brought to another ending chooses its genre. */
function titleWritten(title: HTMLTextAreaElement): void {
  const field = select("genre");
  const words = title.value.trim();
  if (!field || words.endsWith(field.value)) return;
  const ending = Array.from(field.options, ({ value }) => value)
    .filter((value) => value && words.endsWith(`的${value}`))
    .sort((a, b) => b.length - a.length)[0];
  if (!ending) return;
  field.value = ending;
  takeGenre(ending);
  changed(field, "input");
}

export function bindElements(): void {
  const form = formOf();
  const field = select("genre");
  if (!form || !field) return;
  genre = field.value;
  if (form.dataset.bound !== undefined) return;
  form.dataset.bound = "";
  form.addEventListener("input", ({ target }) => {
    if ((target as HTMLElement).id === "f-title") titleWritten(target as HTMLTextAreaElement);
  });
  form.addEventListener("change", ({ target }) => {
    const at = target as HTMLElement;
    if (at === select("genre")) genreChosen(at as HTMLSelectElement);
    else say();
    // A picker tells of a choice by this event alone.
    if (at.matches("[role=combobox]")) changed(form, "input");
  });
}
