// The drafting desk: a plain-text editor that counts, checks and outlines while one writes, saves without moving the
// page, and puts what is typed aside on the server, never in browser storage. Without this script it is a plain form.
import { all, csrfToken, make, on, one, ready } from "./dom";
import { clean } from "./forms";

const QUIET_MS = 2000;
const CHECK_MS = 900;
const KEEP_AT_LEAST_MS = 10_000;
const LEVELS = [/^[一二三四五六七八九十]+、/, /^（[一二三四五六七八九十]+）/, /^\d+[.．](?!\d)/, /^（\d+）/];

const desk = () => one("[data-draft]");
const formOf = () => document.getElementById("draft-form") as HTMLFormElement | null;
const body = () => document.getElementById("f-body") as HTMLTextAreaElement | null;

let keeping = 0;
let checking = 0;
let keptAt = 0;
let unsaved = false;

function say(words: string): void {
  const place = one("[data-kept-at]");
  if (place) place.textContent = words ? ` · ${words}` : "";
}

function sent(form: HTMLFormElement): URLSearchParams {
  const data = new FormData(form);
  data.set("csrfmiddlewaretoken", csrfToken(form));
  return new URLSearchParams(data as unknown as Record<string, string>);
}

async function keep(): Promise<void> {
  const form = formOf();
  const place = desk();
  window.clearTimeout(keeping);
  if (!form || !place?.dataset.keep || !unsaved) return;
  keptAt = Date.now();
  const answer = await fetch(place.dataset.keep, { method: "POST", body: sent(form) }).catch(() => null);
  if (!answer) say("网络断开，还没有暂存");
  else if (answer.redirected) say("登录已过期，还没有暂存；请在新窗口登录");
  else {
    const said = (await answer.json().catch(() => ({}))) as { at?: string; why?: string };
    say(said.at ? `${said.at} 已暂存，还没有保存成稿` : `没有暂存：${said.why ?? "请保存"}`);
  }
}

async function check(): Promise<void> {
  const form = formOf();
  const place = desk();
  if (!form || !place) return;
  const answer = await fetch(place.dataset.check ?? "", { method: "POST", body: sent(form) }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const old = one("[data-draft-check]");
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-draft-check]");
  if (!old || !found || old.innerHTML === found.innerHTML) return;
  // Whoever reads a basis in the panel keeps it open.
  const open = all<HTMLDetailsElement>("details", old).map((details) => details.open);
  old.replaceWith(document.importNode(found, true));
  all<HTMLDetailsElement>("[data-draft-check] details").forEach((details, at) => (details.open = open[at] ?? false));
}

/** Each Hanzi, each number, each Latin word: the same count as the library's `count_words` (JW-03). */
function count(text: string): number {
  const counted = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}〇]|\d+(?:[.,，．]\d+)*|[A-Za-z]+(?:[-'][A-Za-z]+)*/gu;
  return (text.match(counted) ?? []).length;
}

function showCount(): void {
  const text = body()?.value ?? "";
  const place = one("[data-words]");
  const number = one("[data-word-count]");
  if (!place || !number) return;
  const words = count(text);
  const limit = Number(place.dataset.limit ?? "0");
  number.textContent = String(words);
  place.classList.toggle("draft-over", limit > 0 && words > limit);
  const bar = one<HTMLProgressElement>("progress", place);
  if (bar) bar.value = words;
}

on("input", "#draft-form", () => {
  unsaved = true;
  showCount();
  window.clearTimeout(checking);
  checking = window.setTimeout(() => void check(), CHECK_MS);
  window.clearTimeout(keeping);
  const wait = Math.max(QUIET_MS, keptAt + KEEP_AT_LEAST_MS - Date.now());
  keeping = window.setTimeout(() => void keep(), wait);
});

/** Save as a version while the page stays as it is; what is refused is sent once more as a whole page. */
async function save(): Promise<void> {
  const form = formOf();
  if (!form) return;
  window.clearTimeout(keeping);
  const data = sent(form);
  data.set("go", "save");
  say("正在保存…");
  const headers = { "X-Quiet": "1" };
  const answer = await fetch(form.action, { method: "POST", body: data, headers }).catch(() => null);
  if (!answer) return say("没有送到服务器，还没有保存；网络恢复后再按一次");
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok || answer.redirected || !kind.includes("json")) {
    say("");
    form.requestSubmit(one<HTMLButtonElement>("[data-save]", form));
    return;
  }
  const said = (await answer.json()) as { draft: number; version: string; said: string; command_id: string };
  for (const [name, value] of [["draft", String(said.draft)], ["command_id", said.command_id]] as const) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  unsaved = false;
  clean(form);
  say(said.said);
  one(".draft-kept")?.remove();
}

document.addEventListener("keydown", (event) => {
  if (!formOf() || event.isComposing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  void save();
});

/** How far below its top the character at an offset stands in a box of several lines. */
function heightOf(box: HTMLTextAreaElement, offset: number): number {
  const mirror = make("div");
  const style = window.getComputedStyle(box);
  for (const name of ["font", "lineHeight", "letterSpacing", "padding", "border", "boxSizing", "textIndent"] as const)
    mirror.style[name] = style[name];
  mirror.style.width = `${box.clientWidth}px`;
  mirror.style.position = "absolute";
  mirror.style.visibility = "hidden";
  mirror.style.whiteSpace = "pre-wrap";
  mirror.style.overflowWrap = "break-word";
  mirror.textContent = box.value.slice(0, offset);
  const end = make("span", "", "|");
  mirror.append(end);
  document.body.append(mirror);
  const height = end.offsetTop;
  mirror.remove();
  return height;
}

on("click", "[data-jump]", (event, link) => {
  const field = document.getElementById(link.dataset.jump ?? "");
  if (!field) return;
  event.preventDefault();
  field.focus({ preventScroll: true });
  const start = Number(link.dataset.start ?? "-1");
  if (start >= 0 && (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) {
    field.setSelectionRange(start, Math.max(Number(link.dataset.end ?? start), start));
    if (field instanceof HTMLTextAreaElement) {
      const top = field.getBoundingClientRect().top + window.scrollY + heightOf(field, start);
      window.scrollTo(0, top - window.innerHeight / 3);
      return;
    }
  }
  field.scrollIntoView({ block: "center" });
});

/** A Tab inside the body parts the cells of a table; Escape first, and Tab goes on as everywhere. */
let leaves = false;
on("keydown", "#f-body, [name=annex_text]", (event, element) => {
  const key = event as KeyboardEvent;
  const box = element as HTMLTextAreaElement;
  if (key.key === "Escape") leaves = true;
  if (key.key !== "Tab") return;
  if (leaves || key.shiftKey || key.ctrlKey || key.altKey) {
    leaves = false;
    return;
  }
  key.preventDefault();
  box.setRangeText("\t", box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

const CHINESE = "一二三四五六七八九十";
function nextMarker(line: string): string {
  const numbered = /^(\d+)([.．])(?!\d)/.exec(line) ?? /^（(\d+)(）)/.exec(line);
  if (numbered) {
    const next = String(Number(numbered[1]) + 1);
    return numbered[2] === "）" ? `（${next}）` : `${next}${numbered[2] ?? "."}`;
  }
  const hanzi = /^（?([一二三四五六七八九])([、）])/.exec(line);
  if (!hanzi) return "";
  const next = CHINESE[CHINESE.indexOf(hanzi[1] ?? "") + 1] ?? "";
  return hanzi[2] === "）" ? `（${next}）` : `${next}、`;
}

/** Alt+Enter begins the next heading of the level in which one writes. */
on("keydown", "#f-body", (event, element) => {
  const key = event as KeyboardEvent;
  if (key.key !== "Enter" || !key.altKey || key.isComposing) return;
  const box = element as HTMLTextAreaElement;
  const above = box.value.slice(0, box.selectionStart).split("\n").reverse();
  const heading = above.find((line) => LEVELS.some((level) => level.test(line)));
  key.preventDefault();
  box.setRangeText(`\n${nextMarker(heading ?? "")}`, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

// A page that is closed, or a battery that dies a moment later, takes nothing along.
document.addEventListener("visibilitychange", () => {
  const form = formOf();
  const place = desk();
  if (document.visibilityState !== "hidden" || !form || !place?.dataset.keep || !unsaved) return;
  navigator.sendBeacon(place.dataset.keep, sent(form));
});

ready(() => {
  window.clearTimeout(keeping);
  window.clearTimeout(checking);
  const place = desk();
  unsaved = place?.hasAttribute("data-unsaved") ?? false;
  if (!place) return;
  showCount();
  if (unsaved) void keep();
});
