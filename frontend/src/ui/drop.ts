// The drop zone: each file is sent on its own with its progress; what the gate cannot read is looked at here and
// waits for a declaration.
import { all, csrfToken, make, on, one } from "./dom";
import { forget, needsDeclaration, preview } from "./scans";
import { send, sizeText, whyNotSent } from "./uploads";

interface Item {
  form: HTMLFormElement;
  file: File;
  /** Whether it is the only one, so that its form opens by itself. */
  alone: boolean;
  line: HTMLElement;
  state: HTMLElement;
  body: HTMLElement;
}

let queue: Promise<void> = Promise.resolve();

function take(form: HTMLFormElement, files: FileList): void {
  const chosen = Array.from(files);
  for (const file of chosen) add(form, file, chosen.length === 1);
  form.reset();
}

function add(form: HTMLFormElement, file: File, alone: boolean): void {
  const line = make("li", "drop-file");
  const head = make("p", "drop-head");
  const state = make("span", "drop-state", "正在查看…");
  const body = make("div");
  head.append(make("b", "", file.name), make("span", "quiet", sizeText(file.size)), state);
  line.append(head, body);
  one("[data-files]", form)?.append(line);
  const item: Item = { form, file, alone, line, state, body };
  const refused = whyNotSent(file, Number(form.dataset.max));
  if (refused) {
    tell(item, "没有上传", refused);
    return;
  }
  void needsDeclaration(file, form).then((needed) => (needed ? look(item) : enqueue(item, "")));
}

function tell({ state, body }: Item, word: string, sentence: string | Node): HTMLElement {
  const text = make("p", "field-error");
  text.append(sentence);
  state.textContent = word;
  body.textContent = "";
  body.append(text);
  return text;
}

/** Show the scan and ask for the declaration; only then is it sent. */
function look(item: Item): void {
  const { form, file, body, state } = item;
  const template = one<HTMLTemplateElement>("template[data-declare]", form);
  if (!template) return;
  const sheet = make("div", "drop-preview");
  sheet.tabIndex = 0;
  state.textContent = "扫描件，还没有上传";
  body.append(sheet, template.content.cloneNode(true));
  void preview(file, sheet, form, () => undefined);
  ask(item, () => forget(sheet));
}

function ask(item: Item, before: () => void): void {
  const box = one<HTMLInputElement>(".declare input", item.body);
  const button = one<HTMLButtonElement>(".declare button", item.body);
  if (!box || !button) return;
  box.addEventListener("change", () => (button.disabled = !box.checked));
  button.addEventListener("click", () => {
    before();
    enqueue(item, box.name);
  });
  if (item.alone) box.focus();
}

function enqueue(item: Item, declaration: string): void {
  const { form, file, state, body } = item;
  const bar = make("progress");
  bar.setAttribute("aria-label", `${file.name} 上传进度`);
  bar.max = 100;
  bar.value = 0;
  body.textContent = "";
  body.append(bar);
  state.textContent = "排队";
  queue = queue.then(async () => {
    const fields: Record<string, string> = { csrfmiddlewaretoken: csrfToken(form) };
    for (const hidden of all<HTMLInputElement>("input[type=hidden]", form)) fields[hidden.name] ??= hidden.value;
    if (declaration) fields[declaration] = "1";
    const name = one<HTMLInputElement>("input[type=file]", form)?.name ?? "file";
    const answer = await send(form.action, name, file, fields, (percent) => {
      bar.value = percent;
      state.textContent = percent < 100 ? `上传 ${Math.round(percent)}%` : "正在核对、读取…";
      if (percent >= 100) bar.removeAttribute("value");
    });
    if (answer.result) settle(item, answer.result);
    else retry(item, answer.trouble ?? "", declaration);
  });
}

function retry(item: Item, trouble: string | Node, declaration: string): void {
  const line = tell(item, "没有上传", trouble);
  const button = make("button", "button", "再传一次");
  button.type = "button";
  button.addEventListener("click", () => enqueue(item, declaration));
  line.append(" ", button);
}

/** Put the answer in the place of the file: one that was stopped is not named any more. */
function settle(item: Item, result: HTMLElement): void {
  const held = one("[data-declare-again]", result);
  item.line.textContent = "";
  item.line.append(result);
  if (held) {
    item.body = result;
    ask(item, () => {
      item.line.textContent = "";
      item.body = make("div");
      item.line.append(make("b", "", item.file.name), item.state, item.body);
    });
    return;
  }
  const link = one<HTMLAnchorElement>("[data-register]", result);
  if (!link) return;
  if (item.alone && !one(".upload-line a", result)) return location.assign(link.href);
  count(item.form);
}

function count(form: HTMLFormElement): void {
  const begin = one("[data-begin]", form);
  if (!begin) return;
  begin.hidden = false;
  const number = one("[data-begin-count]", begin);
  const taken = all("[data-files] .upload-accepted", form).length;
  if (number) number.textContent = `已收下 ${taken} 份，登记完一份自动到下一份。`;
}

on("change", "form[data-drop] input[type=file]", (_event, input) => {
  const { form, files } = input as HTMLInputElement;
  if (form && files?.length) take(form, files);
});
for (const type of ["dragover", "dragleave", "drop"] as const) {
  on(type, "form[data-drop]", (event, element) => {
    event.preventDefault();
    one(".drop-zone", element)?.classList.toggle("over", type === "dragover");
    const files = (event as DragEvent).dataTransfer?.files;
    if (type === "drop" && files?.length) take(element as HTMLFormElement, files);
  });
}
