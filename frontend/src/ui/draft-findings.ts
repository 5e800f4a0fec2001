// What the checks say, where one writes: of the body in the margin of the surface, of every other field beneath it.
import { all, make, one } from "./dom";
import { type Edit, type Finding, bodyOf, surfaceOf } from "./surface";

function ofBody(item: HTMLElement): Finding | null {
  const link = one("[data-jump=f-body][data-start]", item);
  if (!link) return null;
  return {
    start: Number(link.dataset.start),
    end: Number(link.dataset.end),
    must: item.classList.contains("finding-must"),
    message: one("[data-message]", item)?.textContent ?? "",
    why: one("summary", item)?.textContent?.trim() ?? "",
    edits: JSON.parse(one("[data-mend]", item)?.dataset.edits ?? "[]") as Edit[],
  };
}

/** Beneath each field what is said of it; the panel says it with its ground. */
function besideFields(items: readonly HTMLElement[]): void {
  for (const old of all("#draft-form .field-said")) old.remove();
  for (const item of items) {
    const id = one("[data-jump]", item)?.dataset.jump ?? "";
    const field = id === "f-body" ? null : document.getElementById(id)?.closest(".field");
    if (!field) continue;
    const must = item.classList.contains("finding-must");
    field.append(make("p", must ? "field-said field-said-must" : "field-said", one("[data-message]", item)?.textContent ?? ""));
  }
}

export function showFindings(): void {
  const items = all("[data-draft-check] .finding");
  surfaceOf(bodyOf())?.show(items.map(ofBody).filter((found): found is Finding => found !== null));
  besideFields(items);
  const count = one("[data-count-findings]");
  if (count) count.textContent = String(items.length || "");
}
