// New notices without a reload: the bell's count, and what was just said, within seconds of being written.
// One small question every few seconds while the page is looked at; none while it lies in the background.
import { make, one } from "./dom";
import { toast } from "./toasts";

const EVERY = 8000;
const FIRST = 800;

interface Told {
  text: string;
  href: string;
  urgent: boolean;
}

interface Answer {
  last: number;
  count: string;
  told: Told[];
}

const KEPT = "notices-last";

/** The newest notice this window knows of, over its pages; the number says nothing to anybody else. */
const known = (): string | null => sessionStorage.getItem(KEPT);
let asking = false;

async function ask(): Promise<void> {
  const address = one("[data-notices]")?.dataset.notices;
  if (!address || document.hidden || asking) return;
  asking = true;
  try {
    const last = known();
    const url = last === null ? address : `${address}?after=${last}`;
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (answer.status === 200) show((await answer.json()) as Answer);
  } catch {
    // The page itself says when the network is gone.
  } finally {
    asking = false;
  }
}

function show(answer: Answer): void {
  sessionStorage.setItem(KEPT, String(answer.last));
  const bell = one("[data-notices]");
  if (!bell) return;
  one(".count", bell)?.remove();
  if (answer.count) bell.append(make("span", "count", answer.count));
  bell.setAttribute("aria-label", answer.count ? `消息，${answer.count} 条未读` : "消息");
  for (const told of answer.told) tell(told);
}

function tell(told: Told): void {
  const link = make("a", "", told.text);
  link.href = told.href;
  toast(link, told.urgent);
}

window.setTimeout(() => void ask(), FIRST);
window.setInterval(() => void ask(), EVERY);
document.addEventListener("visibilitychange", () => void ask());
