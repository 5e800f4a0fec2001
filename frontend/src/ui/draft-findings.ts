// What the checks say, where one writes: of a passage of the body or of an annex in the margin of its surface, of every
// other field beneath it.
import { all, make, one } from "./dom";
import { type Edit, type Finding, surfaceOf } from "./surface";

const idOf = (item: HTMLElement): string => one("[data-jump]", item)?.dataset.jump ?? "";

function inMargin(item: HTMLElement): Finding | null {
  const link = one("[data-jump][data-start]", item);
  if (!link) return null;
  return {
    start: Number(link.dataset.start),
    end: Number(link.dataset.end),
    must: item.classList.contains("finding-must"),
    message: one("[data-message]", item)?.textContent ?? "",
    why: one("[data-why]", item)?.textContent ?? "",
    basis: one("summary", item)?.textContent?.trim() ?? "",
    edits: JSON.parse(one("[data-mend]", item)?.dataset.edits ?? "[]") as Edit[],
  };
}

/** Beneath the field what is said of it, with its mending; the panel says it with its ground. */
function beneath(item: HTMLElement, id: string): void {
  const field = document.getElementById(id)?.closest(".field");
  if (!field) return;
  const must = item.classList.contains("finding-must");
  const said = make("p", must ? "field-said field-said-must" : "field-said", one("[data-message]", item)?.textContent ?? "");
  const press = one("[data-mend]", item)?.cloneNode(true);
  if (press) said.append(press);
  field.append(said);
}

export function showFindings(): void {
  const items = all("[data-draft-check] .finding");
  for (const old of all("#draft-form .field-said")) old.remove();
  const margins = new Map(all("#f-body, [name=annex_text]").map((box) => [box.id, [] as Finding[]]));
  for (const item of items) {
    const id = idOf(item);
    const found = margins.has(id) ? inMargin(item) : null;
    if (found) margins.get(id)?.push(found);
    else if (id !== "f-body") beneath(item, id);
  }
  for (const [id, found] of margins) surfaceOf(document.getElementById(id))?.show(found);
  const count = one("[data-count-findings]");
  if (count) count.textContent = String(items.length || "");
}
