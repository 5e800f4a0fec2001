// Forms: nothing typed is ever lost, twice counts once. A guarded form is sent in the background, so that a lost
// connection or an error leaves it standing. What was typed is kept in memory alone, never in browser storage.
import { all, csrfToken, make, on, one, ready, start } from "./dom";
import { goOn } from "./suggest";
import { toast } from "./toasts";

const dirty = new WeakSet<HTMLFormElement>();
/** What stands in the form has been saved: leaving it loses nothing. */
export const clean = (form: HTMLFormElement): void => void dirty.delete(form);
const guarded = () => all<HTMLFormElement>("form[data-guard]");

on("input", "form[data-guard]", (_event, form) => dirty.add(form as HTMLFormElement));
on("input", "[form]", (_event, input) => {
  const form = (input as HTMLInputElement).form;
  if (form) dirty.add(form);
});

window.addEventListener("beforeunload", (event) => {
  if (!guarded().some((form) => dirty.has(form))) return;
  event.preventDefault();
  event.returnValue = "";
});

const SLOW_MS = 1200;
let slow = 0;

/** What takes a while says so; *now* is said at once. */
function wait(form: HTMLFormElement, locked: boolean, now = ""): void {
  window.clearTimeout(slow);
  one("[data-wait]", form)?.remove();
  if (!locked) return;
  const tell = (): void => {
    const words = make("span", "quiet", now || "正在办理，请稍等…");
    words.dataset.wait = "";
    words.setAttribute("role", "status");
    (one(".form-foot, .dialog-foot, .action-foot", form) ?? form).append(words);
  };
  if (now) tell();
  else slow = window.setTimeout(tell, SLOW_MS);
}

/** Which button is on its way, and which other one was pressed meanwhile. */
const pressed = new WeakMap<HTMLFormElement, HTMLElement | null>();
const unheard = new WeakMap<HTMLFormElement, string>();

/** The same button twice counts once; another one is not done, and that is said: what it would do may be over by then. */
function dropped(form: HTMLFormElement, button: HTMLElement | null): void {
  const name = button?.textContent?.trim();
  if (!button || !name || button === pressed.get(form)) return;
  unheard.set(form, name);
  wait(form, true, `上一步正在办理，“${name}”没有办，请等上一步办完再按。`);
}

function lock(form: HTMLFormElement, locked: boolean): void {
  wait(form, locked);
  form.toggleAttribute("data-sending", locked);
  form.setAttribute("aria-busy", String(locked));
  for (const control of Array.from(form.elements))
    if (control.matches("button:not([type=button])")) control.classList.toggle("busy", locked);
}

on("submit", "form", (event, element) => {
  const form = element as HTMLFormElement;
  if (form.hasAttribute("data-sending")) {
    event.preventDefault();
    dropped(form, (event as SubmitEvent).submitter);
    return;
  }
  if (form.method === "post" && !event.defaultPrevented) {
    pressed.set(form, (event as SubmitEvent).submitter);
    lock(form, true);
  }
  if (!form.hasAttribute("data-guard")) return;
  event.preventDefault();
  void send(form, (event as SubmitEvent).submitter as HTMLButtonElement | null);
});
window.addEventListener("pageshow", () => {
  for (const form of all<HTMLFormElement>("form[data-sending]")) lock(form, false);
});

async function send(form: HTMLFormElement, submitter: HTMLButtonElement | null): Promise<void> {
  one("[data-answer]")?.remove();
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  data.set("csrfmiddlewaretoken", csrfToken(form));
  const multipart = form.enctype === "multipart/form-data";
  const body = multipart ? data : new URLSearchParams(data as unknown as Record<string, string>);
  const address = submitter?.getAttribute("formaction") ?? form.action;
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" } });
    if (answer.headers.get("Content-Type")?.includes("text/html")) show(form, answer, await answer.text());
    else if (answer.headers.get("Content-Disposition")?.startsWith("attachment")) {
      await keep(answer);
      dirty.delete(form);
    }
    else location.assign(answer.url);
  } catch {
    say(form, make("p", "", "没有送到服务器，这一步还没有办。填写的内容都在，网络恢复后再按一次即可，按两次也只算一次。"));
  } finally {
    lock(form, false);
    const name = unheard.get(form);
    unheard.delete(form);
    if (name) toast(`“${name}”没有办，按的时候上一步还没有办完。请看清上一步的结果，还要办就再按一次。`, true);
  }
}

/** Save a file that answers a press, under the name that the house gave it. */
async function keep(answer: Response): Promise<void> {
  const said = answer.headers.get("Content-Disposition") ?? "";
  const name = /filename\*=utf-8''([^;]+)/i.exec(said)?.[1] ?? /filename="([^"]+)"/i.exec(said)?.[1] ?? "";
  const link = make("a", "");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = decodeURIComponent(name);
  link.click();
  URL.revokeObjectURL(link.href);
  toast(`已导出${link.download}。`, false);
}

function show(form: HTMLFormElement, answer: Response, html: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const entrance = (body: HTMLElement): boolean => body.classList.contains("entrance");
  if (entrance(page.body) && !entrance(document.body)) {
    const text = make("p", "", "登录已过期，填写的内容都在。请");
    const link = make("a", "", "在新窗口重新登录");
    link.href = "/";
    link.target = "_blank";
    text.append(link, "，再回到这里提交。");
    say(form, text);
    return;
  }
  const failed = answer.status >= 400;
  // The page of a matter says itself what was typed for a step that is over; any other answer without this form
  // is told above it.
  const whole = Boolean((form.id && page.getElementById(form.id)) || page.querySelector(".detail"));
  if (failed && !whole) {
    const error = page.querySelector(".error-page, .refusal, .problems");
    say(form, error ? document.importNode(error, true) : make("p", "", "这一步没有办成，填写的内容都在，请稍后再试。"));
    return;
  }
  const files = chosenFiles();
  document.title = page.title;
  if (!failed) history.pushState(null, "", answer.url);
  place = address();
  document.documentElement.className = page.documentElement.className;
  document.body.replaceWith(document.importNode(page.body, true));
  if (failed) restoreFiles(files);
  window.scrollTo(0, 0);
  start();
}

/** Show an answer above the form, where the hand was. */
function say(form: HTMLFormElement, content: Node): void {
  const told = content instanceof HTMLElement && content.matches(".refusal");
  const panel = told ? content : make("section", "refusal");
  panel.setAttribute("role", "alert");
  panel.dataset.answer = "";
  panel.tabIndex = -1;
  if (!told) panel.append(content);
  form.prepend(panel);
  panel.focus();
}

function chosenFiles(): Map<string, FileList> {
  // The entry desk holds its scans itself.
  const inputs = all<HTMLInputElement>("input[type=file]:not([data-local-file])").filter((input) => input.files?.length);
  return new Map(inputs.map((input) => [input.id, input.files as FileList]));
}

function restoreFiles(files: Map<string, FileList>): void {
  for (const [id, list] of files) {
    const input = document.getElementById(id);
    if (!(input instanceof HTMLInputElement)) continue;
    input.files = list;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// In a form that is filled by the keyboard alone Enter goes to the next field; in a box of several lines it begins one.
on("keydown", "form[data-keys]", (event, form) => {
  const key = event as KeyboardEvent;
  const field = key.target as HTMLElement;
  const plain = key.key === "Enter" && !key.ctrlKey && !key.shiftKey && !key.isComposing && !key.defaultPrevented;
  const oneLine = field.matches("input:not([type=file]), select") || (field as HTMLTextAreaElement).rows <= 2;
  // An open list of a picker takes Enter for what is pointed at.
  const picking = field.matches("[data-picker] [aria-expanded=true]");
  if (!plain || !oneLine || picking) return;
  key.preventDefault();
  if (!goOn(field)) one("[data-submit]", form)?.focus();
});

const address = () => location.pathname + location.search;
let place = address();
window.addEventListener("popstate", () => {
  if (address() !== place) location.reload();
});

const offline = () => one("[data-offline]")?.toggleAttribute("hidden", navigator.onLine);
window.addEventListener("offline", offline);
window.addEventListener("online", offline);
ready(offline);
// The desk may have put the hand somewhere already.
ready(() => {
  const told = one("[data-focus]");
  if (told) told.focus();
  else if (document.activeElement === document.body) one("[autofocus]")?.focus();
});
