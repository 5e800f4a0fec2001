// The drafting desk: a plain-text editor that counts, checks and outlines while one writes, saves without moving the
// page, and puts what is typed aside on the server (while the network is away: encrypted, in ui/away.ts). Without this script it is a plain form.
import { all, on, one, ready } from "./dom";
import { show } from "./draft-views";
import { clean } from "./forms";
import { markerAfter } from "./markers";
import { type Edit, bodyOf, enrich, formOf, goTo, insert, mend, sent } from "./surface";

const QUIET_MS = 2000;
const CHECK_MS = 400;
const KEEP_AT_LEAST_MS = 10_000;

const desk = () => one("[data-draft]");

let keeping = 0;
let checking = 0;
let keptAt = 0;
let unsaved = false;

function say(words: string): void {
  const place = one("[data-kept-at]");
  if (place) place.textContent = words ? ` · ${words}` : "";
}

async function keep(): Promise<void> {
  const form = formOf();
  const place = desk();
  window.clearTimeout(keeping);
  if (!form || !place?.dataset.keep || !unsaved) return;
  keptAt = Date.now();
  const answer = await fetch(place.dataset.keep, { method: "POST", body: sent(form) }).catch(() => null);
  if (!answer) {
    keptAt = 0;
    const here = (await window.shuniuWriting?.keepHere()) ?? false;
    say(here ? "网络断开，已加密存在这台电脑上，网络恢复后自动暂存" : "网络断开，还没有暂存，请不要关闭这一页");
    keeping = window.setTimeout(() => void keep(), QUIET_MS);
  }
  else if (answer.redirected) {
    window.shuniuWriting?.leave();
    say("登录已过期，还没有暂存；请在新窗口登录");
  } else {
    window.shuniuWriting?.beReady();
    const said = (await answer.json().catch(() => ({}))) as { at?: string; why?: string; gate?: boolean };
    if (said.at ?? said.gate) void window.shuniuWriting?.forgetHere();
    say(said.at ? `${said.at} 已暂存，还没有保存成稿` : `没有暂存：${said.why ?? "请保存"}`);
  }
}

async function check(): Promise<void> {
  const form = formOf();
  const place = desk();
  if (!form || !place) return;
  const answer = await fetch(place.dataset.check ?? "", { method: "POST", body: sent(form) }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  if (form !== formOf()) return;
  const old = one("[data-draft-check]");
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-draft-check]");
  if (!old || !found || old.innerHTML === found.innerHTML) return;
  // Whoever reads a basis in the panel keeps it open.
  const open = all<HTMLDetailsElement>("details", old).map((details) => details.open);
  old.replaceWith(document.importNode(found, true));
  all<HTMLDetailsElement>("[data-draft-check] details").forEach((details, at) => (details.open = open[at] ?? false));
  window.shuniuWriting?.showFindings();
}

/** Each Hanzi, each number, each Latin word: the same count as the library's `count_words` (JW-03). */
function count(text: string): number {
  const counted = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}〇]|\d+(?:[.,，．]\d+)*|[A-Za-z]+(?:[-'][A-Za-z]+)*/gu;
  return (text.match(counted) ?? []).length;
}

function showCount(): void {
  const text = bodyOf()?.value ?? "";
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
  window.shuniuWriting?.refreshPages();
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
  const said = (await answer.json()) as { draft: number; version: string; said: string; command_id: string; elements_seen: string };
  for (const [name, value] of [["draft", String(said.draft)], ["command_id", said.command_id], ["elements_seen", said.elements_seen]] as const) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && value) field.value = value;
  }
  unsaved = false;
  clean(form);
  void window.shuniuWriting?.forgetHere();
  say(said.said);
  one(".draft-kept")?.remove();
}

document.addEventListener("keydown", (event) => {
  if (!formOf() || event.isComposing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  void save();
});

on("click", "[data-jump]", (event, link) => {
  const field = document.getElementById(link.dataset.jump ?? "");
  if (!field) return;
  event.preventDefault();
  show("write");
  goTo(field, Number(link.dataset.start ?? "-1"), Number(link.dataset.end ?? "-1"));
});

/** The mendings of a press whose passages stand as they stood when they were found. */
function standing(button: HTMLElement): Edit[] {
  const { finding } = button.dataset;
  const field = document.getElementById(button.dataset.mend ?? "") as HTMLTextAreaElement | null;
  const [start, end] = (finding ?? "").split(" ").map(Number);
  const unchanged = field?.value.slice(start, end) === (button.dataset.was ?? "");
  return unchanged ? (JSON.parse(button.dataset.edits ?? "[]") as Edit[]) : [];
}

function mendAll(buttons: readonly HTMLElement[]): void {
  const by: Record<string, Edit[]> = {};
  for (const button of buttons) {
    const taken = (by[button.dataset.mend ?? ""] ??= []);
    const edits = standing(button);
    // What overlaps an earlier mending waits for the next look.
    if (edits.every(([a, b]) => taken.every(([c, d]) => b < c || d < a))) taken.push(...edits);
  }
  let mended = 0;
  for (const [id, edits] of Object.entries(by)) {
    const field = document.getElementById(id) as HTMLTextAreaElement | null;
    if (!field || !edits.length) continue;
    mend(field, edits);
    mended += edits.length;
  }
  if (!mended) say("稿子刚改过，已经重新校核");
  void check();
}
on("click", "[data-mend]", (_event, button) => mendAll([button]));
on("click", "[data-mend-all]", () => mendAll(all("[data-draft-check] [data-safe]")));

on("click", "[data-insert]", (event, button) => {
  const box = bodyOf();
  if (!box) return;
  event.preventDefault();
  const words = button.dataset.insert ?? "";
  const begins = button.hasAttribute("href") && !box.value.trim();
  insert(box, button.hasAttribute("href") && !begins && !box.value.endsWith("\n") ? `\n${words}` : words);
  if (!begins) return;
  // A pattern begins a text, with the note that belongs to it; nothing else that was typed is lost by it.
  one(".draft-begin")?.removeAttribute("open");
  goTo(box, 0, 0);
  const note = one<HTMLInputElement>("#f-note");
  if (!note || note.value.trim() || !button.dataset.note) return;
  note.value = button.dataset.note;
  note.dispatchEvent(new Event("input", { bubbles: true }));
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

/** Alt+Enter begins the next heading of the level in which one writes. */
on("keydown", "#f-body", (event, element) => {
  const key = event as KeyboardEvent;
  if (key.key !== "Enter" || !key.altKey || key.isComposing) return;
  const box = element as HTMLTextAreaElement;
  key.preventDefault();
  box.setRangeText(`\n${markerAfter(box.value.slice(0, box.selectionStart))}`, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

// What is sent is saved: put aside once more on the way out it would come after, and be offered as if it were not.
let leaving = false;
on("submit", "#draft-form", () => {
  leaving = true;
  window.clearTimeout(keeping);
});
on("input", "#draft-form", () => (leaving = false));

// A page that is closed, or a battery that dies a moment later, takes nothing along.
document.addEventListener("visibilitychange", () => {
  const form = formOf();
  const place = desk();
  if (document.visibilityState !== "hidden" || !form || !place?.dataset.keep || !unsaved || leaving) return;
  navigator.sendBeacon(place.dataset.keep, sent(form));
});

// Whoever has signed out, or is to sign in again, leaves no draft behind in this browser.
ready(() => {
  if (!document.body.classList.contains("entrance")) return;
  window.shuniuWriting?.leave();
  window.indexedDB.deleteDatabase("shuniu-away");
});

ready(() => {
  window.clearTimeout(keeping);
  window.clearTimeout(checking);
  const place = desk();
  unsaved = place?.hasAttribute("data-unsaved") ?? false;
  leaving = false;
  if (!place) return;
  showCount();
  if (unsaved) void keep();
  const boxes = all<HTMLTextAreaElement>("#f-body, [name=annex_text]", place);
  const rich = boxes.map((box) => enrich(box, place.dataset.writing ?? ""));
  void Promise.all(rich).then(() => {
    window.shuniuWriting?.bindFields();
    window.shuniuWriting?.showFindings();
    window.shuniuWriting?.refreshPages();
    window.shuniuWriting?.beReady();
    return window.shuniuWriting?.handOver();
  }).then((found) => {
    if (!found) return;
    // What is offered already is what was handed over.
    if (unsaved) say("网络断开时写的已经暂存，重新打开这一页可以放回");
    else if (!one(".draft-kept")) location.reload();
  }, () => undefined);
});
