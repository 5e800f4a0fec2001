// The entry desk: a paper at the left, its form at the right, everything from the keyboard. Scans are chosen here,
// looked at from memory, declared, and sent while the form is typed; several wait in a queue for their turn.
import { all, csrfToken, make, on, one, ready } from "./dom";
import { refresh } from "./paper";
import { forget, preview } from "./scans";
import { send, whyNotSent } from "./uploads";

/** One paper: its pictures, and, once it was sent, the numbers under which they lie on the server. */
interface Paper {
  files: File[];
  stored: string[];
}

// Both outlive the exchange of the page's body after a form was sent.
const queue: Paper[] = [];
let current: Paper | null = null;
let finished = 0;
let sending: Promise<void> | null = null;

interface Desk {
  root: HTMLElement;
  paper: HTMLElement;
  sheet: HTMLElement;
  input: HTMLInputElement;
  box: HTMLInputElement;
  form: HTMLFormElement;
  progress: HTMLElement;
}

function localDesk(): Desk | null {
  const root = one("[data-desk]");
  const paper = root && one("[data-local]", root);
  const sheet = paper && one("[data-local-sheet]", paper);
  const input = paper && one<HTMLInputElement>("[data-local-file]", paper);
  const box = paper && one<HTMLInputElement>("[data-declaration]", paper);
  const progress = paper && one("[data-desk-progress]", paper);
  const form = root && one<HTMLFormElement>(".desk-form form", root);
  return root && paper && sheet && input && box && form && progress
    ? { root, paper, sheet, input, box, form, progress }
    : null;
}

/** What lies in the file field: the paper that is being entered, unless it has reached the server already. */
function hold({ input }: Desk): void {
  const held = new DataTransfer();
  if (current && !current.stored.length) for (const file of current.files) held.items.add(file);
  input.files = held.files;
}

/** Lock the submit button while a chosen scan has not been declared free of marks. */
function weigh(desk: Desk): void {
  const waits = Boolean(current && !desk.box.checked && !current.stored.length);
  for (const button of all<HTMLButtonElement>(".form-foot button", desk.form)) {
    button.disabled = waits;
    button.title = waits ? "请先看过扫描件，并声明没有密级标志" : "";
  }
  const place = one("[data-position]", desk.root);
  const total = finished + queue.length + (current ? 1 : 0);
  if (place) place.textContent = total > 1 ? `第 ${finished + 1} 份，共 ${total} 份` : "";
  const skip = one("button[data-skip]", desk.root);
  if (skip) skip.hidden = !current || !queue.length;
  const together = one("[data-together]", desk.paper);
  if (!together) return;
  together.hidden = !current || !queue.length || current.stored.length > 0 || desk.box.checked;
  together.textContent = `这 ${queue.length + 1} 个文件是同一份`;
}

function look(desk: Desk): void {
  const { root, paper, sheet, box } = desk;
  forget(sheet);
  box.checked = false;
  box.disabled = !current;
  const names = one("[data-local-names]", paper);
  if (names) names.textContent = current?.files.map((file) => file.name).join("、") ?? "";
  hold(desk);
  weigh(desk);
  if (!current) return;
  const { files } = current;
  void (async () => {
    for (const file of files) await preview(file, sheet, root, () => refresh(paper));
  })();
  box.focus();
}

/** Take the next paper of the queue, if the desk is free. */
function next(desk: Desk): void {
  if (current) return;
  current = queue.shift() ?? null;
  if (!current && finished) finished = 0;
  if (current) look(desk);
}

function choose(desk: Desk, files: FileList): void {
  const most = Number(desk.root.dataset.max);
  const refused: string[] = [];
  for (const file of Array.from(files)) {
    const why = whyNotSent(file, most);
    if (why) refused.push(`${file.name}：${why}`);
    else queue.push({ files: [file], stored: [] });
  }
  hold(desk);
  next(desk);
  weigh(desk);
  say(desk, refused.join(""), refused.length > 0);
}

function say({ progress }: Desk, content: string | Node, wrong = false): void {
  progress.textContent = "";
  progress.append(content);
  progress.classList.toggle("field-error", wrong);
}

/** Send the pictures of the current paper one after the other, then take over what was recognised in them. */
function dispatch(desk: Desk, declaration: string): void {
  const paper = current;
  if (!paper || sending) return;
  sending = (async () => {
    for (const file of paper.files.slice(paper.stored.length)) {
      const fields = { csrfmiddlewaretoken: csrfToken(desk.form), desk: "1", [declaration]: "1" };
      const answer = await send(desk.root.dataset.upload ?? "", desk.input.name, file, fields, (percent) =>
        say(desk, percent < 100 ? `正在上传 ${Math.round(percent)}%` : "已上传，正在核对、识别文字…"),
      );
      if (!answer.result) return retry(desk, answer.trouble ?? "", declaration);
      const link = one<HTMLAnchorElement>("[data-register]", answer.result);
      if (!link) return refused(desk, answer.result);
      paper.stored.push(new URL(link.href).searchParams.get("file") ?? "");
    }
    arrived(desk, paper);
  })().finally(() => (sending = null));
}

function arrived(desk: Desk, paper: Paper): void {
  say(desk, "扫描件已上传。");
  if (current !== paper) return;
  for (const number of paper.stored) {
    const hidden = make("input");
    hidden.type = "hidden";
    hidden.name = "stored";
    hidden.value = number;
    desk.form.append(hidden);
  }
  hold(desk);
  weigh(desk);
  void propose(desk, paper);
}

function retry(desk: Desk, trouble: string | Node, declaration: string): void {
  const line = make("span");
  const button = make("button", "button", "再传一次");
  button.type = "button";
  button.addEventListener("click", () => dispatch(desk, declaration));
  line.append(trouble, " ", button);
  say(desk, line, true);
}

/** The gate did not let it in: a held one can be answered for, one with a mark disappears from the screen. */
function refused(desk: Desk, result: HTMLElement): void {
  const again = one("[data-declare-again]", result);
  const box = again && one<HTMLInputElement>("input", again);
  const button = again && one<HTMLButtonElement>("button", again);
  say(desk, "");
  one(".upload-result", desk.paper)?.remove();
  if (box && button) {
    box.addEventListener("change", () => (button.disabled = !box.checked));
    button.addEventListener("click", () => {
      result.remove();
      dispatch(desk, box.name);
    });
    desk.sheet.before(result);
    box.focus();
    return;
  }
  current = null;
  look(desk);
  refresh(desk.paper);
  desk.sheet.append(result);
  one<HTMLElement>("[data-focus]", result)?.focus();
}

/** Fill in what was recognised where nothing was typed yet, with its marks. */
async function propose(desk: Desk, paper: Paper): Promise<void> {
  const address = new URL(desk.form.action);
  for (const number of paper.stored) address.searchParams.append("file", number);
  const answer = await fetch(address.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (current !== paper || !desk.form.isConnected) return;
  let taken = 0;
  for (const mark of all(".desk-form .field .source", page)) {
    const proposed = one<HTMLInputElement>("[name]", mark.closest(".field") ?? page);
    const name = proposed?.name ?? "";
    const own = desk.form.elements.namedItem(name);
    if (!proposed?.value || !(own instanceof HTMLElement) || !("value" in own)) continue;
    const field = own as HTMLInputElement;
    const untouched = !field.value || field.value === field.dataset.begun || field.value === field.defaultValue;
    if (!untouched || field === document.activeElement) continue;
    field.value = proposed.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.closest(".field")?.querySelector(".field-label")?.append(document.importNode(mark, true));
    taken += 1;
  }
  if (taken) say(desk, `扫描件已上传，识别出 ${taken} 项，请核对。`);
}

function skip(): boolean {
  const desk = localDesk();
  const link = one<HTMLAnchorElement>("a[data-skip]");
  if (link && !desk) link.click();
  if (!desk || !current || !queue.length || sending) return Boolean(link);
  queue.push(current);
  current = null;
  for (const hidden of all("[name=stored]", desk.form)) hidden.remove();
  next(desk);
  return true;
}

function together(): boolean {
  const desk = localDesk();
  if (!desk || !current || current.stored.length || desk.box.checked || !queue.length) return false;
  for (const other of queue.splice(0)) current.files.push(...other.files);
  look(desk);
  return true;
}

export const deskKeys: Record<string, () => boolean> = { n: skip, N: skip, j: together, J: together };

on("click", "button[data-skip]", skip);
on("click", "[data-together]", together);
on("change", "[data-local-file]", (event, input) => {
  const desk = localDesk();
  const { files } = input as HTMLInputElement;
  if (desk && files?.length && event.isTrusted !== undefined) choose(desk, files);
});
for (const type of ["dragover", "drop"] as const) {
  on(type, "[data-local]", (event) => {
    event.preventDefault();
    const desk = localDesk();
    const files = (event as DragEvent).dataTransfer?.files;
    if (type === "drop" && desk && files?.length) choose(desk, files);
  });
}
on("change", "[data-declaration]", () => {
  const desk = localDesk();
  if (!desk) return;
  weigh(desk);
  if (!desk.box.checked) return;
  dispatch(desk, desk.box.name);
  const first = one<HTMLInputElement>("[autofocus]", desk.form);
  first?.focus();
});
on("keydown", "[data-declaration]", (event, box) => {
  const key = event as KeyboardEvent;
  if (key.key !== "Enter" || key.ctrlKey) return;
  key.preventDefault();
  (box as HTMLInputElement).click();
});
// A scan that is still on its way goes first; then the form is sent by itself.
on(
  "submit",
  "[data-desk] .desk-form form",
  (event, form) => {
    const desk = localDesk();
    if (!desk || !sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(desk, "扫描件传完就登记，请稍等…");
    void sending.then(() => {
      if (current?.stored.length) (form as HTMLFormElement).requestSubmit();
    });
  },
  true,
);
window.addEventListener("beforeunload", (event) => {
  if (!current && !queue.length) return;
  event.preventDefault();
  event.returnValue = "";
});
ready(() => {
  const desk = localDesk();
  // A desk that shows a paper of the server is still busy with it: it was refused, and stays until it is right.
  if (!desk) return;
  if (one(".refusal, .problems", desk.form.parentElement ?? desk.form)) return look(desk);
  if (current) finished += 1;
  current = null;
  next(desk);
  weigh(desk);
});
