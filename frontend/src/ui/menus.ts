// Menus, dialogs, navigation, preferences.
import { all, csrfToken, on, one, ready } from "./dom";

function closeMenus(except: Element | null = null): boolean {
  const open = all<HTMLDetailsElement>("details.menu[open], details.source[open]").filter(
    (menu) => menu !== except && !menu.contains(except),
  );
  for (const menu of open) menu.open = false;
  return open.length > 0;
}
document.addEventListener("click", (event) => {
  const inside = (event.target as Element).closest("details.menu, details.source");
  closeMenus(inside);
});

/** A menu that opens below the edge of the window is brought into sight. */
on(
  "toggle",
  "details.menu",
  (_event, menu) => {
    if (menu.matches("[open]")) one(".menu-list", menu)?.scrollIntoView({ block: "nearest" });
  },
  true,
);

/** Close what is open, innermost first; says whether there was anything. */
export function closeSomething(): boolean {
  if (closeMenus()) return true;
  return document.body.classList.contains("nav-open") && !toggleNavigation(false);
}

function toggleNavigation(open?: boolean): boolean {
  const isOpen = document.body.classList.toggle("nav-open", open);
  one("[data-toggle-nav]")?.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) one(".side a")?.focus();
  return isOpen;
}
on("click", "[data-toggle-nav]", () => toggleNavigation());
on("click", ".nav-open .main", () => toggleNavigation(false));

export function openDialog(id: string): void {
  const dialog = document.getElementById(id) as HTMLDialogElement | null;
  closeMenus();
  if (dialog?.open) dialog.close();
  else dialog?.showModal();
}
ready(() => {
  const refused = one<HTMLDialogElement>("dialog[data-open-now]");
  if (!refused) return;
  refused.showModal();
  one("[data-focus]", refused)?.focus();
});
on("click", "[data-open]", (_event, button) => openDialog(button.dataset.open ?? ""));
on("click", "[data-close]", (_event, button) => button.closest("dialog")?.close());
on("click", "[data-dismiss]", (_event, button) => button.parentElement?.remove());

on(
  "submit",
  "form[data-preference]",
  (event, element) => {
    const form = element as HTMLFormElement;
    const button = one<HTMLButtonElement>("button", form);
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = button.value === "1";
    const data = new URLSearchParams({ [button.name]: button.value, csrfmiddlewaretoken: csrfToken(form) });
    void fetch(form.action, { method: "POST", body: data, redirect: "manual" }).catch(() => undefined);
    if (form.dataset.preference === "large") {
      document.documentElement.classList.toggle("large", wanted);
      button.textContent = wanted ? "改回常规字号" : "改用大字";
    } else {
      document.body.classList.toggle("nav-folded", wanted);
    }
    button.value = wanted ? "0" : "1";
  },
  true,
);
