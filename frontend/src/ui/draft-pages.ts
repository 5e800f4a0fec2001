// The pages beside the text, as they will print: asked for after a short pause, only those that changed, and put in
// place when they are drawn, so that nothing flickers. How long that took since the last key is kept for measuring.
import { all, make, one } from "./dom";
import { formOf, sent } from "./surface";

const PAUSE_MS = 30;

interface Look {
  keys: string[];
  drawn: Record<string, string>;
  pages: number;
  remarks: string[];
  fonts: string[];
  why?: string;
}

let waiting = 0;
let under: AbortController | null = null;
let again = false;
let last = 0;
const drawings = new Map<string, string>();
/** Milliseconds from the last key to the pages that show it, the newest last. */
const took: number[] = [];
declare global {
  interface Window {
    shuniuPagesTook?: number[];
  }
}
window.shuniuPagesTook = took;

function say(words: string, fonts = ""): void {
  const place = one("[data-pages-said]");
  if (!place) return;
  place.textContent = fonts ? `${words}（这台机器有代用的字体）` : words;
  place.title = fonts;
}

/** One look at a time: a key that comes meanwhile is answered next, and what it made old is not drawn any more. */
async function look(): Promise<void> {
  again = under !== null;
  if (again) return;
  try {
    do {
      again = false;
      under = new AbortController();
      await once(under.signal);
    } while (again);
  } finally {
    under = null;
  }
}

async function once(signal: AbortSignal): Promise<void> {
  const form = formOf();
  const place = one("[data-look]");
  if (!form || !place) return;
  const since = last;
  const body = sent(form);
  const shown = all<HTMLImageElement>("img", place).map((image) => image.dataset.key ?? "");
  body.set("known", shown.join(","));
  const answer = await fetch(place.dataset.look ?? "", { method: "POST", body, signal }).catch(() => null);
  if (signal.aborted || place !== one("[data-look]")) return;
  if (!answer || answer.redirected) return say("没有连上服务器，版面是刚才的");
  const found = (await answer.json().catch(() => null)) as Look | null;
  if (again) return;
  if (!found || found.why) return say(found?.why ?? "版面暂时排不出来");
  await put(place, found, signal);
  if (signal.aborted) return;
  const much = found.pages > found.keys.length ? `，先看前 ${found.keys.length} 页` : "";
  say([`共 ${found.pages} 页${much}`, ...found.remarks].join("。"), found.fonts.join("\n"));
  if (since && since === last) window.requestAnimationFrame(() => took.push(performance.now() - since));
}

async function put(place: HTMLElement, found: Look, signal: AbortSignal): Promise<void> {
  for (const [key, svg] of Object.entries(found.drawn))
    if (!drawings.has(key)) drawings.set(key, URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })));
  const there = all<HTMLImageElement>("img", place);
  const made = found.keys.map((key, at) => {
    const old = there[at];
    if (old?.dataset.key === key) return old;
    const image = make("img", "draft-page");
    image.alt = `第 ${at + 1} 页`;
    image.dataset.key = key;
    image.src = drawings.get(key) ?? "";
    return image;
  });
  const fresh = made.filter((image) => !image.isConnected);
  await Promise.all(fresh.map((image) => image.decode().catch(() => undefined)));
  if (signal.aborted) return;
  made.forEach((image, at) => {
    const old = there[at];
    if (old === image) return;
    if (old) old.replaceWith(image);
    else place.append(image);
  });
  for (const old of there.slice(made.length)) old.remove();
  for (const [key, address] of drawings)
    if (!found.keys.includes(key)) {
      URL.revokeObjectURL(address);
      drawings.delete(key);
    }
}

/** Look at the pages again after a pause. */
export function refreshPages(): void {
  last = performance.now();
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => void look(), PAUSE_MS);
}

// What is handed in is no longer in these hands: nothing is asked for it on the way out.
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== formOf()) return;
    window.clearTimeout(waiting);
    again = false;
    under?.abort();
  },
  true,
);
