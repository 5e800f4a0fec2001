// Delegated listening, and what runs whenever a body is new.

type Handler<E> = (event: E, element: HTMLElement) => void;

/** Listen on the document for events inside elements that match the selector. */
export function on<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  handler: Handler<DocumentEventMap[K]>,
  capture = false,
): void {
  document.addEventListener(
    type,
    (event) => {
      const origin = event.target instanceof Element ? event.target : null;
      const element = origin?.closest<HTMLElement>(selector);
      if (element) handler(event, element);
    },
    capture,
  );
}

export function all<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return Array.from(root.querySelectorAll<T>(selector));
}

export function one<T extends HTMLElement = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): T | null {
  return root.querySelector<T>(selector);
}

/** An element with classes and text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** The CSRF token of the cookie when it can be read (newer than the page's), else the form's own. */
export function csrfToken(form: HTMLFormElement): string {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return cookie ?? one<HTMLInputElement>("[name=csrfmiddlewaretoken]", form)?.value ?? "";
}

let underWay: Promise<void> | null = null;
document.addEventListener(
  "pointerdown",
  () => {
    underWay = new Promise((resolve) => {
      const end = (): void => {
        underWay = null;
        setTimeout(resolve);
      };
      for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, end, { once: true, capture: true });
    });
  },
  true,
);

/** Wait for the end of a press: what moved the page between its down and its up would take the button from under it. */
export async function untilReleased(): Promise<void> {
  await underWay;
}

const whenReady: (() => void)[] = [];

/** Run now-and-after-every-swap work. */
export function ready(work: () => void): void {
  whenReady.push(work);
}

export function start(): void {
  for (const work of whenReady) work();
}
