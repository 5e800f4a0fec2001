// The entry desk: a scan at the left, the form at the right, everything from the keyboard.
import { all, make, on, one, ready } from "./dom";
import { refresh } from "./paper";
import { needsDeclaration, preview } from "./scans";

const FIELDS = "input:not([type=hidden]):not([type=file]), select, textarea";

const formFields = (desk: Element) =>
  all<HTMLInputElement>(".desk-form form " + FIELDS, desk).filter((field) => !field.disabled && field.offsetParent);

/** Lock the submit button while a chosen scan has not been declared free of marks. */
function weigh(desk: Element): void {
  const file = one<HTMLInputElement>("[data-local-file]", desk);
  const declared = one<HTMLInputElement>("[data-declaration]", desk);
  const waits = Boolean(file?.files?.length && !declared?.checked);
  for (const button of all<HTMLButtonElement>(".desk-form .form-foot button", desk)) {
    button.disabled = waits;
    button.title = waits ? "请先看过扫描件，并声明没有密级标志" : "";
  }
}

on("change", "[data-local-file]", (_event, input) => {
  const desk = input.closest("[data-desk]");
  const paper = input.closest("[data-paper]");
  const sheet = desk && one("[data-local-sheet]", desk);
  const box = desk && one<HTMLInputElement>("[data-declaration]", desk);
  if (!desk || !paper || !sheet || !box) return;
  for (const picture of all<HTMLImageElement>("img", sheet)) URL.revokeObjectURL(picture.src);
  sheet.textContent = "";
  box.checked = false;
  const files = Array.from((input as HTMLInputElement).files ?? []);
  const names = one("[data-local-names]", paper);
  if (names) names.textContent = files.map((file) => file.name).join("、");
  for (const file of files) {
    const shown = needsDeclaration(file)
      ? preview(file)
      : make("p", "paper-missing", "这种文件在这里看不了，请从“收文”的上传处放入。");
    shown.addEventListener("load", () => refresh(paper));
    sheet.append(shown);
  }
  weigh(desk);
  box.focus();
});
for (const type of ["dragover", "drop"] as const) {
  on(type, "[data-local]", (event, paper) => {
    event.preventDefault();
    const input = one<HTMLInputElement>("[data-local-file]", paper);
    const files = (event as DragEvent).dataTransfer?.files;
    if (type !== "drop" || !input || !files?.length) return;
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
on("change", "[data-declaration]", (_event, box) => {
  const desk = box.closest("[data-desk]");
  if (!desk) return;
  weigh(desk);
  if ((box as HTMLInputElement).checked) formFields(desk)[0]?.focus();
});
on("keydown", "[data-desk] .desk-form", (event, side) => {
  const key = event as KeyboardEvent;
  const field = key.target as HTMLInputElement;
  const plain = key.key === "Enter" && !key.ctrlKey && !key.isComposing && !key.defaultPrevented;
  if (!plain || !field.matches(FIELDS) || field.matches("textarea")) return;
  const desk = side.closest("[data-desk]");
  const fields = desk ? formFields(desk) : [];
  key.preventDefault();
  (fields[fields.indexOf(field) + 1] ?? one("[data-submit]", side))?.focus();
});
ready(() => all("[data-desk]").forEach(weigh));
