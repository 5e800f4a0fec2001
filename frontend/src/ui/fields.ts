// Stock phrases, and answers that are locked until words are written.
import { all, on, one, ready } from "./dom";

on("click", "[data-phrase]", (_event, button) => {
  const box = document.getElementById(button.dataset.phrase ?? "") as HTMLTextAreaElement | null;
  if (!box) return;
  box.setRangeText(button.textContent ?? "", box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});

function weigh(form: HTMLFormElement): void {
  const words = one<HTMLTextAreaElement>("textarea", form)?.value.trim();
  for (const control of Array.from(form.elements))
    if (control.matches("[data-needs-words]")) (control as HTMLButtonElement).disabled = !words;
}
on("input", "form", (_event, form) => weigh(form as HTMLFormElement));
ready(() => all<HTMLFormElement>("form.leader-answer").forEach(weigh));

on("click", ".problems a, .refusal a", (event, link) => {
  const target = document.getElementById((link as HTMLAnchorElement).hash.slice(1));
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: "center" });
});
