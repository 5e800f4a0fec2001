// The boxes in which a draft is written, whether they are the rich surface or plain boxes: one way to look at them,
// to select in them, and to mend them. The plain box stays the field that is sent.
import { csrfToken, make, one } from "./dom";

/** A mending: from, to, the new words, as offsets in the field. */
export type Edit = [number, number, string];

export interface Finding {
  start: number;
  end: number;
  must: boolean;
  message: string;
  /** Why the rule is held to; empty where only its ground is known. */
  why: string;
  /** The clause, in short. */
  basis: string;
  edits: Edit[];
}

/** The rich surface over a plain box. */
export interface Surface {
  focus(): void;
  select(start: number, end: number): void;
  /** Take over what stands in the box now. */
  pull(): void;
  /** The words that are chosen. */
  chosen(): string;
  edit(edits: readonly Edit[]): void;
  insert(text: string): void;
  show(findings: readonly Finding[]): void;
}

declare global {
  interface Window {
    shuniuWriting?: {
      mount(box: HTMLTextAreaElement): Surface;
      bindFields(): void;
      showFindings(): void;
      refreshPages(): void;
      beReady(): void;
      keepHere(): Promise<boolean>;
      forgetHere(): Promise<void>;
      handOver(): Promise<boolean>;
      leave(): void;
    };
  }
}

type Box = HTMLTextAreaElement | HTMLInputElement;
/** Of this bundle: what draws the pages has its own. */
export const surfaces = new WeakMap<Box, Surface>();
export const surfaceOf = (box: Element | null): Surface | undefined => surfaces.get(box as Box);

let library: Promise<void> | null = null;
function fetchLibrary(address: string): Promise<void> {
  library ??= new Promise((resolve, reject) => {
    const script = make("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("no surface"));
    document.head.append(script);
  });
  library.catch(() => (library = null));
  return library;
}

/** Put the rich surface over the box; where it cannot be had the plain box does as well. */
export async function enrich(box: HTMLTextAreaElement, address: string): Promise<void> {
  if (surfaces.has(box)) return;
  await fetchLibrary(address);
  if (!window.shuniuWriting || !box.isConnected || surfaces.has(box)) return;
  const focused = document.activeElement === box;
  const surface = window.shuniuWriting.mount(box);
  surfaces.set(box, surface);
  if (focused) surface.focus();
}

/** How far below its top the character at an offset stands in a box of several lines. */
function heightOf(box: HTMLTextAreaElement, offset: number): number {
  const mirror = make("div");
  const style = window.getComputedStyle(box);
  for (const name of ["font", "lineHeight", "letterSpacing", "padding", "border", "boxSizing", "textIndent"] as const)
    mirror.style[name] = style[name];
  mirror.style.width = `${box.clientWidth}px`;
  mirror.style.position = "absolute";
  mirror.style.visibility = "hidden";
  mirror.style.whiteSpace = "pre-wrap";
  mirror.style.overflowWrap = "break-word";
  mirror.textContent = box.value.slice(0, offset);
  const end = make("span", "", "|");
  mirror.append(end);
  document.body.append(mirror);
  const height = end.offsetTop;
  mirror.remove();
  return height;
}

/** Go to a passage of the field. */
export function goTo(field: HTMLElement, start: number, end: number): void {
  const surface = surfaceOf(field);
  if (surface) {
    surface.focus();
    if (start >= 0) surface.select(start, Math.max(end, start));
    return;
  }
  field.focus({ preventScroll: true });
  if (start >= 0 && (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) {
    field.setSelectionRange(start, Math.max(end, start));
    if (field instanceof HTMLTextAreaElement) {
      const top = field.getBoundingClientRect().top + window.scrollY + heightOf(field, start);
      window.scrollTo(0, top - window.innerHeight / 3);
      return;
    }
  }
  field.scrollIntoView({ block: "center" });
}

/** Mend a field; the last place first, so that the others stay where they are. */
export function mend(field: Box, edits: readonly Edit[]): void {
  const surface = surfaceOf(field);
  if (surface) return surface.edit(edits);
  const last = [...edits].sort((a, b) => b[0] - a[0]);
  for (const [start, end, words] of last) field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Put words where one writes, in place of what is chosen there. */
export function insert(field: Box, words: string): void {
  const surface = surfaceOf(field);
  if (surface) return surface.insert(words);
  field.setRangeText(words, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The form as it stands, to be sent beside the page. */
export function sent(form: HTMLFormElement): URLSearchParams {
  const data = new FormData(form);
  data.set("csrfmiddlewaretoken", csrfToken(form));
  return new URLSearchParams(data as unknown as Record<string, string>);
}

export const formOf = (): HTMLFormElement | null => one<HTMLFormElement>("#draft-form");
export const bodyOf = (): HTMLTextAreaElement | null => one<HTMLTextAreaElement>("#f-body");
