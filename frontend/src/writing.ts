// Loaded only at the drafting desk: the surface on which one writes. It lives in a shadow root, whose style sheets are
// made by script and so need no hole in the policy of the page.
import { defaultKeymap, history, historyKeymap, insertTab } from "@codemirror/commands";
import { type Diagnostic, forEachDiagnostic, forceLinting, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
  drawSelection,
  keymap,
} from "@codemirror/view";
import { beReady, forgetHere, handOver, keepHere, leave } from "./ui/away";
import { bindElements } from "./ui/draft-elements";
import { showFindings } from "./ui/draft-findings";
import { refreshPages } from "./ui/draft-pages";
import { levelOf, markerAfter } from "./ui/markers";
import { bindOrganPickers } from "./ui/organ-picker";
import { textOfHtml } from "./ui/pasting";
import { bindPhrases } from "./ui/phrases";
import { type Edit, type Finding, type Surface, surfaces } from "./ui/surface";

const fromBox = Annotation.define<boolean>();
const LONGEST_HEADING = 40;
const LEAVING_MS = 5000;
const PHRASES = {
  Find: "查找",
  Replace: "替换为",
  next: "下一个",
  previous: "上一个",
  all: "全选",
  "match case": "区分大小写",
  "by word": "整词",
  regexp: "正则",
  replace: "替换",
  "replace all": "全部替换",
  close: "关闭",
  "current match": "当前匹配",
  "on line": "在第几行",
  "replaced match on line $": "已替换第 $ 行的一处",
  "replaced $ matches": "已替换 $ 处",
  Diagnostics: "校核",
  "No diagnostics": "没有发现问题",
};

const kinds = [1, 2, 3, 4].map((level) => Decoration.mark({ class: `cm-level-${level}` }));
const row = Decoration.line({ class: "cm-row" });

/** Headings look as they will print, rows of a table keep their tabs. */
function decorate(view: EditorView): DecorationSet {
  const made = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const kind = kinds[levelOf(line.text) - 1];
      if (line.text.includes("\t")) made.add(line.from, line.from, row);
      // What follows the heading in the same line is text.
      else {
        const length = line.text.indexOf("。") + 1 || line.length;
        if (kind && length <= LONGEST_HEADING) made.add(line.from, line.from + length, kind);
      }
      at = line.to + 1;
    }
  return made.finish();
}

const headings = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "1.0625rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--serif)", lineHeight: "1.85", minHeight: "var(--surface-height, 24rem)" },
  ".cm-content": { padding: "var(--s3) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--s4)", textIndent: "2em" },
  ".cm-row": { textIndent: "0", fontFamily: "var(--sans)", backgroundColor: "var(--canvas)" },
  ".cm-level-1": { fontFamily: "SimHei, '黑体', var(--sans)", fontWeight: "700" },
  ".cm-level-2": { fontFamily: "var(--kai)", fontWeight: "700" },
  ".cm-level-3": { fontWeight: "700" },
  ".cm-slot": { backgroundColor: "var(--mark)", borderRadius: "2px" },
  ".cm-gutters": { backgroundColor: "var(--canvas)", borderRight: "1px solid var(--line)" },
  ".cm-gutter-lint": { width: "1.25rem" },
  ".cm-lintRange-error": { backgroundImage: "none", borderBottom: "2px solid var(--red)" },
  ".cm-lintRange-warning": { backgroundImage: "none", borderBottom: "2px dotted var(--yellow)" },
  ".cm-lintRange-active": { backgroundColor: "var(--mark)" },
  ".cm-lint-marker": { width: "0.75em", height: "0.75em", borderRadius: "50%", content: "normal" },
  ".cm-lint-marker-error": { content: "normal", backgroundColor: "var(--red)", borderRadius: "0" },
  ".cm-lint-marker-warning": { content: "normal", backgroundColor: "var(--yellow)" },
  ".cm-tooltip": { maxWidth: "26rem", border: "1px solid var(--line)", backgroundColor: "var(--surface)", boxShadow: "var(--shadow)", fontFamily: "var(--sans)", fontSize: "0.9375rem" },
  ".cm-diagnostic": { padding: "var(--s2) var(--s3)", borderLeft: "3px solid var(--yellow)", textIndent: "0" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--red)" },
  ".cm-diagnosticAction": { minHeight: "2rem", margin: "var(--s2) var(--s2) 0 0", padding: "0 var(--s3)", borderRadius: "var(--radius)", backgroundColor: "var(--primary)", color: "var(--on-fill)", font: "inherit", cursor: "pointer" },
  ".cm-why": { display: "block", marginTop: "var(--s1)", color: "var(--ink-2)", fontSize: "0.875rem" },
  ".cm-panels": { backgroundColor: "var(--canvas)", color: "var(--ink)", fontFamily: "var(--sans)" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button": { minHeight: "2rem", fontSize: "0.9375rem", backgroundImage: "none" },
});

function paste(event: ClipboardEvent, view: EditorView): boolean {
  const text = textOfHtml(event.clipboardData?.getData("text/html") ?? "");
  if (!text) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
  return true;
}

function nextHeading(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const marker = markerAfter(view.state.doc.sliceString(0, line.to));
  view.dispatch(view.state.replaceSelection(`\n${marker}`), { userEvent: "input", scrollIntoView: true });
  return true;
}

const SLOT = /【[^【】\n]{1,30}】/g;

/** Choose the next place that a pattern left to be filled in; what is typed stands in its place. */
function nextSlot(view: EditorView): boolean {
  const text = view.state.doc.toString();
  const { to } = view.state.selection.main;
  const all = [...text.matchAll(SLOT)];
  const found = all.find(({ index }) => (index ?? 0) >= to) ?? all[0];
  if (!found) return false;
  const from = found.index ?? 0;
  view.dispatch({ selection: { anchor: from, head: from + found[0].length }, scrollIntoView: true });
  return true;
}

const slots = new MatchDecorator({ regexp: SLOT, decoration: Decoration.mark({ class: "cm-slot" }) });
const slotMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = slots.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.decorations = slots.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function message(found: Finding): Node {
  const box = document.createElement("span");
  box.append(found.message);
  for (const words of [found.why && `为什么：${found.why}`, found.basis]) {
    if (!words) continue;
    const line = document.createElement("span");
    line.className = "cm-why";
    line.textContent = words;
    box.append(line);
  }
  return box;
}

/** The mending of a finding where its passage stands now; what the edits touch must stand as it stood. */
function apply(view: EditorView, edits: readonly Edit[], shift: number): void {
  view.dispatch({
    changes: edits.map(([from, to, insert]) => ({ from: from + shift, to: to + shift, insert })),
    userEvent: "input.mend",
    scrollIntoView: true,
  });
}

/** After Escape a Tab leaves the text, whatever else Escape does there (closes a hint, drops a selection). */
function leavesByTab(view: EditorView): boolean {
  view.setTabFocusMode(LEAVING_MS);
  return false;
}

/** Mend what is found where the cursor stands. */
function mendHere(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  const here: (() => void)[] = [];
  forEachDiagnostic(view.state, (found, start, end) => {
    const action = found.actions?.[0];
    if (action && start <= to && end >= from) here.push(() => action.apply(view, start, end));
  });
  here[0]?.();
  return true;
}

function mount(box: HTMLTextAreaElement): Surface {
  const host = document.createElement("div");
  host.className = "surface";
  host.dataset.surface = box.id;
  box.before(host);
  const root = host.attachShadow({ mode: "open" });
  const label = box.labels?.[0]?.textContent?.trim() ?? "";
  let own = false;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: box.value,
      extensions: [
        history(),
        drawSelection(),
        lintGutter(),
        search({ top: true }),
        highlightSelectionMatches(),
        headings,
        slotMarks,
        theme,
        EditorView.lineWrapping,
        EditorState.tabSize.of(8),
        EditorState.phrases.of(PHRASES),
        EditorView.contentAttributes.of({ "aria-label": `${label}（编辑区）`, spellcheck: "false", autocapitalize: "off" }),
        keymap.of([
          { key: "Escape", run: leavesByTab },
          { key: "F8", run: nextDiagnostic },
          { key: "Shift-F8", run: previousDiagnostic },
          { key: "F9", run: mendHere },
          { key: "F4", run: nextSlot },
          { key: "Alt-Enter", run: nextHeading },
          { key: "Tab", run: insertTab },
          ...searchKeymap,
          ...historyKeymap,
          // Ctrl+Enter sends the whole form.
          ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
        ]),
        EditorView.domEventHandlers({ paste }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((one) => one.annotation(fromBox))) return;
          own = true;
          box.value = update.state.doc.toString();
          box.dispatchEvent(new Event("input", { bubbles: true }));
          own = false;
        }),
      ],
    }),
  });
  const pull = (): void => {
    const text = box.value.replace(/\r\n?/g, "\n");
    if (text === view.state.doc.toString()) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: fromBox.of(true) });
  };
  box.classList.add("surface-box");
  box.tabIndex = -1;
  box.setAttribute("aria-hidden", "true");
  box.addEventListener("focus", () => view.focus());
  box.addEventListener("input", () => {
    if (!own) pull();
  });
  // Letters typed here are no keys of the page; those with Ctrl and Alt are.
  host.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
  const made: Surface = {
    focus: () => view.focus(),
    select(start, end) {
      const most = view.state.doc.length;
      const range = { anchor: Math.min(start, most), head: Math.min(end, most) };
      view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range.anchor, { y: "center" }) });
    },
    pull,
    chosen: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),
    edit: (edits) => apply(view, edits, 0),
    insert(text) {
      view.dispatch(view.state.replaceSelection(text), { userEvent: "input", scrollIntoView: true });
      view.focus();
    },
    show(findings) {
      const most = view.state.doc.length;
      const shown = findings
        .filter(({ start, end }) => start <= end && end <= most)
        .map(
          (found): Diagnostic => ({
            from: found.start,
            to: found.end,
            severity: found.must ? "error" : "warning",
            message: found.message,
            renderMessage: () => message(found),
            actions: found.edits.length
              ? [{ name: "改正", apply: (there, from) => apply(there, found.edits, from - found.start) }]
              : [],
          }),
        );
      view.dispatch(setDiagnostics(view.state, shown));
      forceLinting(view);
    },
  };
  surfaces.set(box, made);
  return made;
}

/** What makes the fields beside the text more than plain ones. */
function bindFields(): void {
  bindElements();
  bindOrganPickers();
  bindPhrases();
}

window.shuniuWriting = { mount, bindFields, showFindings, refreshPages, beReady, keepHere, forgetHere, handOver, leave };
