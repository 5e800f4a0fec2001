// 发文立项: the title begins with the issuer's name and ends with the genre, and follows when either is changed;
// the direction follows the genre until somebody chooses it.
import { all, on, one, ready } from "./dom";

const UP = ["请示", "报告", "议案"];
const LEVEL = ["函"];
const form = () => document.getElementById("subject-form") as HTMLFormElement | null;

function issuers(): string[] {
  const place = form();
  if (!place) return [];
  const options = all<HTMLOptionElement>("select[name=issuer] option", place).map((option) => option.text);
  const labels = all("input[name=issuer]", place).map((input) => input.closest("label")?.textContent?.trim() ?? "");
  return [...options, ...labels].filter(Boolean);
}

function issuer(): string {
  const place = form();
  const select = place && one<HTMLSelectElement>("select[name=issuer]", place);
  if (select) return select.selectedOptions[0]?.text ?? "";
  const chosen = place && one<HTMLInputElement>("input[name=issuer]:checked", place);
  return chosen?.closest("label")?.textContent?.trim() ?? "";
}

function retitle(): void {
  const place = form();
  const title = place && one<HTMLTextAreaElement>("[name=title]", place);
  const genre = place && one<HTMLSelectElement>("select[name=genre]", place);
  if (!title || !genre) return;
  let words = title.value.trim();
  const known = issuers().sort((a, b) => b.length - a.length);
  const name = issuer();
  const before = known.find((one_) => words.startsWith(`${one_}关于`));
  if (name && before) words = name + words.slice(before.length);
  else if (name && words.startsWith("关于")) words = name + words;
  const ending = Array.from(genre.options)
    .map((option) => option.value)
    .filter((value) => value && words.endsWith(value))
    .sort((a, b) => b.length - a.length)[0];
  if (ending && genre.value) words = words.slice(0, words.length - ending.length) + genre.value;
  title.value = words;
}

/** A whole title that was pasted between the beginning and the ending stands for itself. */
function unwrap(title: HTMLTextAreaElement): void {
  const words = title.value.trim();
  const outer = issuers().find((name) => words.startsWith(`${name}关于`));
  if (!outer) return;
  const inner = words.slice(`${outer}关于`.length);
  const again = inner.startsWith("关于");
  if (!again && !issuers().some((name) => inner.startsWith(`${name}关于`))) return;
  const doubled = inner.match(/^(.*的(.{2,3}))的\2$/s);
  const whole = doubled ? doubled[1]! : inner.replace(/^(.*)的[^的]{1,3}$/s, "$1");
  title.value = again ? outer + whole : whole;
}

let chosen = false;
function redirect(): void {
  const place = form();
  const genre = place && one<HTMLSelectElement>("select[name=genre]", place);
  if (!place || !genre || chosen) return;
  const way = UP.includes(genre.value) ? "up" : LEVEL.includes(genre.value) ? "level" : "down";
  const button = one<HTMLInputElement>(`input[name=direction][value=${way}]`, place);
  if (button) button.checked = true;
}

on("change", "#subject-form [name=direction]", () => (chosen = true));
on("change", "#subject-form [name=issuer]", retitle);
on("change", "#subject-form [name=genre]", () => {
  retitle();
  redirect();
});
on("change", "#subject-form [name=title]", (_event, box) => unwrap(box as HTMLTextAreaElement));
/** The caret waits where the matter is to be written. */
on("focusin", "#subject-form [name=title]", (_event, box) => {
  const title = box as HTMLTextAreaElement;
  const at = title.value.indexOf("关于的");
  if (at >= 0) title.setSelectionRange(at + 2, at + 2);
});
ready(() => {
  chosen = false;
});
