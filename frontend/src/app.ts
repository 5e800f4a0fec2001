// Everything the screens need in the browser. Each part works by delegation from the document, so that a page
// whose body was swapped after a form was sent needs no second wiring.
import htmx from "htmx.org/dist/htmx.esm.js";
import { ready, start } from "./ui/dom";
import "./ui/desk";
import "./ui/draft";
import "./ui/drop";
import "./ui/fields";
import "./ui/forms";
import "./ui/keyboard";
import "./ui/lists";
import "./ui/menus";
import "./ui/notices";
import "./ui/paper";
import "./ui/passages";
import "./ui/picker";
import "./ui/subject";
import "./ui/suggest";

const refuse = (): never => {
  throw new Error("expressions in attributes are switched off");
};
htmx.registerExtension("no-eval", {
  init: (api: { initSecurity: (policy: null, sync: unknown, async: unknown) => void }) =>
    api.initSecurity(null, refuse, refuse),
});

let first = true;
ready(() => {
  if (!first) htmx.process(document.body);
  first = false;
});
start();
