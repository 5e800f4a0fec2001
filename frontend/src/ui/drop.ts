// The drop zone: each file is sent on its own with its progress; what the gate cannot read waits for a declaration.
import { all, csrfToken, make, on, one } from "./dom";
import { needsDeclaration, preview } from "./scans";

const MEGABYTE = 1024 * 1024;
let queue: Promise<void> = Promise.resolve();

const sizeText = (bytes: number) =>
  bytes >= MEGABYTE ? `${(bytes / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;

function take(form: HTMLFormElement, files: FileList): void {
  for (const file of Array.from(files)) add(form, file, files.length === 1);
  form.reset();
}

function add(form: HTMLFormElement, file: File, alone: boolean): void {
  const item = make("li", "drop-file");
  item.append(make("b", "", file.name), make("span", "quiet", ` ${sizeText(file.size)}`));
  one("[data-files]", form)?.append(item);
  const most = Number(form.dataset.max);
  if (file.size === 0) return note(item, "这是一个空文件，没有上传。");
  if (file.size > most * MEGABYTE) return note(item, `超过了 ${most} MB，没有上传。请降低扫描分辨率或分成几个文件。`);
  if (needsDeclaration(file)) ask(form, item, file, alone);
  else enqueue(form, item, file, alone, false);
}

function note(item: HTMLElement, text: string): void {
  item.append(make("p", "field-error", text));
}

function ask(form: HTMLFormElement, item: HTMLElement, file: File, alone: boolean): void {
  const template = one<HTMLTemplateElement>("template[data-declare]", form);
  if (!template) return;
  item.append(preview(file), template.content.cloneNode(true));
  const box = one<HTMLInputElement>("input", item);
  const button = one<HTMLButtonElement>("button", item);
  if (!box || !button) return;
  box.addEventListener("change", () => (button.disabled = !box.checked));
  button.addEventListener("click", () => {
    for (const part of all("img, .paper-missing, .declare", item)) part.remove();
    enqueue(form, item, file, alone, true);
  });
  box.focus();
}

function enqueue(form: HTMLFormElement, item: HTMLElement, file: File, alone: boolean, declared: boolean): void {
  const bar = make("progress");
  bar.setAttribute("aria-label", `${file.name} 上传进度`);
  bar.max = 100;
  bar.value = 0;
  item.append(bar);
  queue = queue.then(async () => {
    const answer = await upload(form, file, declared, (percent) => (bar.value = percent));
    bar.remove();
    if (answer === null) retry(form, item, file, alone, declared);
    else settle(item, answer, alone);
  });
}

function retry(form: HTMLFormElement, item: HTMLElement, file: File, alone: boolean, declared: boolean): void {
  const line = make("p", "field-error", "没有送到服务器。");
  const button = make("button", "button", "再传一次");
  button.type = "button";
  button.addEventListener("click", () => {
    line.remove();
    enqueue(form, item, file, alone, declared);
  });
  line.append(button);
  item.append(line);
}

function settle(item: HTMLElement, html: string, alone: boolean): void {
  item.innerHTML = html;
  const link = one<HTMLAnchorElement>(".upload-accepted a", item);
  if (alone && link) location.assign(link.href);
}

function upload(
  form: HTMLFormElement,
  file: File,
  declared: boolean,
  progress: (percent: number) => void,
): Promise<string | null> {
  const data = new FormData(form);
  const name = one<HTMLInputElement>("input[type=file]", form)?.name ?? "file";
  data.set(name, file);
  data.set("csrfmiddlewaretoken", csrfToken(form));
  if (declared) data.set("declared_unmarked", "1");
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => progress((100 * event.loaded) / (event.total || 1));
    request.onload = () => {
      const fragment = request.responseText;
      resolve(request.status && fragment.includes("upload-result") ? fragment : null);
    };
    request.onerror = () => resolve(null);
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.send(data);
  });
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
