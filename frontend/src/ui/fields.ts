// Fields that help: stock phrases, answers that need words, what was understood of a value,
// a genre that follows the title, fields that are asked for only in one case.
import { all, csrfToken, on, one, ready, untilReleased } from "./dom";

on("click", "[data-phrase]", (_event, button) => {
  const box = document.getElementById(button.dataset.phrase ?? "") as HTMLTextAreaElement | null;
  if (!box) return;
  box.setRangeText(button.textContent ?? "", box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});

/** The first press on an answer that needs words opens the box; with words in it, the press sends. */
on(
  "click",
  "[data-needs-words]",
  (event, button) => {
    const form = (button as HTMLButtonElement).form;
    const box = form && one<HTMLTextAreaElement>("textarea", form);
    if (!box || box.value.trim()) return;
    event.preventDefault();
    one(".leader-write", form)?.removeAttribute("hidden");
    box.placeholder = `写了意见再按“${button.textContent ?? ""}”`;
    box.focus();
  },
  true,
);

on("click", ".problems a, .refusal a", (event, link) => {
  const target = document.getElementById((link as HTMLAnchorElement).hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const folded = target.closest<HTMLDetailsElement>("details.folded");
  if (folded) folded.open = true;
  target.focus();
  target.scrollIntoView({ block: "center" });
});

/** Ask what a value comes to, and say it beneath the field. What was typed goes in the body, never in an address. */
async function echo(field: HTMLInputElement): Promise<void> {
  const place = one(`[data-echo-of="${field.id}"]`);
  const { form } = field;
  if (!place || !form) return;
  const value = field.value.trim();
  let said = "";
  if (value && value !== field.dataset.begun) {
    const body = new URLSearchParams({ value, csrfmiddlewaretoken: csrfToken(form) });
    const answer = await fetch(field.dataset.echoHref ?? "", { method: "POST", body }).catch(() => null);
    // An answer of another page (signed out) or to an older value says nothing.
    if (answer?.ok && !answer.redirected) said = await answer.text();
  }
  await untilReleased();
  if (field.value.trim() !== value) return;
  place.innerHTML = said;
  place.hidden = !said;
}
on("change", "[data-echo-href]", (_event, field) => void echo(field as HTMLInputElement));
ready(() => {
  for (const field of all<HTMLInputElement>("[data-echo-href]"))
    if (field.value && !field.hasAttribute("aria-invalid")) void echo(field);
});

/** A select takes the option that a text ends in, until somebody chooses. */
function follow(text: HTMLInputElement): void {
  const select = text.form && one<HTMLSelectElement>(`select[data-follows="${text.name}"]`, text.form);
  if (!select || select.dataset.chosen !== undefined) return;
  const words = text.value.trim();
  const found = Array.from(select.options).find((option) => option.value && words.endsWith(option.value));
  select.value = found?.value ?? "";
}
on("input", "form [name]", (_event, field) => follow(field as HTMLInputElement));
on("change", "select[data-follows]", (_event, select) => (select.dataset.chosen = ""));
ready(() => {
  for (const select of all<HTMLSelectElement>("select[data-follows]")) if (select.value) select.dataset.chosen = "";
});

/** Fields that are asked for only while another one has a certain value. */
function unfold(form: HTMLFormElement): void {
  for (const field of all("[data-when]", form)) {
    const control = form.elements.namedItem(field.dataset.when ?? "");
    const value = control && "value" in control ? (control as RadioNodeList).value : "";
    field.hidden = value !== field.dataset.whenValue;
  }
}
on("change", "form", (_event, form) => unfold(form as HTMLFormElement));
ready(() => all<HTMLFormElement>("form").forEach(unfold));

/** A box of several lines is as high as what stands in it. */
function grow(box: HTMLElement): void {
  if (!box.scrollHeight) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}
on("input", "textarea.control", (_event, box) => grow(box));
ready(() => all("textarea.control").forEach(grow));

on("change", "[data-file-field] input", (_event, input) => {
  const names = input.closest("[data-file-field]")?.querySelector("[data-file-names]");
  const files = Array.from((input as HTMLInputElement).files ?? []);
  if (names) names.textContent = files.map((file) => file.name).join("、") || "还没有选择";
});
