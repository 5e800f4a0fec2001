// What Word, WPS and Excel put on the clipboard, as the text of a body: a paragraph a line, cells parted by tabs, an
// empty line between two tables. The rules of quoting are those of hongtou's plain text (plain.py).

const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
const BLOCKS = "P, DIV, H1, H2, H3, H4, H5, H6, LI, TR, BLOCKQUOTE, PRE";

/** The text of clipboard HTML that holds a table; empty where it holds none: then the plain text is as good. */
export function textOfHtml(html: string): string {
  // The styles of Word are of no use here, and the policy of the page would complain of each.
  const bare = html.replace(/<style\b[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(STYLE, ""));
  const page = new DOMParser().parseFromString(bare, "text/html");
  if (!page.querySelector("table tr")) return "";
  for (const hidden of Array.from(page.querySelectorAll("style, script, head, title"))) hidden.remove();
  const lines: string[] = [];
  gather(page.body, lines);
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}

function gather(node: Element, lines: string[]): void {
  if (node.tagName === "TABLE") {
    const rows = rowsOf(node as HTMLTableElement);
    if (!rows.length) return;
    if (lines.length && lines[lines.length - 1]?.includes("\t")) lines.push("");
    if (Math.max(...rows.map((row) => row.length)) < 2) lines.push(...rows.map((row) => (row[0] ?? "").replace(/\n/g, "　")));
    else lines.push(...rows.map(lineOf));
    return;
  }
  const inner = Array.from(node.children).some((child) => child.matches(`${BLOCKS}, TABLE`) || child.querySelector("table"));
  if (inner) {
    for (const child of Array.from(node.childNodes)) {
      if (child instanceof Element) gather(child, lines);
      // Windows puts comments around what was copied (StartFragment).
      else if (child instanceof Text && child.data.trim()) lines.push(tidy(child.data));
    }
    return;
  }
  const text = wordsIn(node);
  if (text) lines.push(...text.split("\n").filter(Boolean));
}

/** The cells, merged ones spread out: the words in the first, the others empty. */
function rowsOf(table: HTMLTableElement): string[][] {
  const taken: Record<number, Record<number, boolean>> = {};
  return Array.from(table.rows).map((row, at) => {
    const cells: string[] = [];
    const skip = (): void => {
      while (taken[at]?.[cells.length]) cells.push("");
    };
    for (const cell of Array.from(row.cells)) {
      skip();
      const first = cells.length;
      cells.push(wordsIn(cell));
      for (let across = 1; across < cell.colSpan; across += 1) cells.push("");
      for (let below = 1; below < cell.rowSpan; below += 1)
        for (let across = 0; across < cell.colSpan; across += 1) (taken[at + below] ??= {})[first + across] = true;
    }
    skip();
    return cells;
  });
}

function wordsIn(node: Element): string {
  const parts: string[] = [];
  const walk = (one: Node): void => {
    if (one.nodeType === Node.TEXT_NODE) parts.push((one.textContent ?? "").replace(/[\s\u00a0]+/g, (s) => (s.includes("\u3000") ? "\u3000" : " ")));
    else if (one instanceof Element) {
      if (one.tagName === "BR") parts.push("\n");
      if (one.matches(BLOCKS) && parts.length) parts.push("\n");
      one.childNodes.forEach(walk);
    }
  };
  node.childNodes.forEach(walk);
  return parts.join("").split("\n").map(tidy).filter(Boolean).join("\n");
}

// Word breaks the source of its HTML anywhere; between Hanzi such a blank was never typed.
const tidy = (text: string): string =>
  text.replace(/[\t\r\n\u00a0 ]+/g, " ").replace(/([\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])/g, "$1").trim();

function lineOf(cells: readonly string[], row: number): string {
  const bare = cells.join("\t").trim();
  const edges = !bare || (row === 0 && !bare.includes("\t"));
  return cells
    .map((cell, at) => {
      const edge = edges && !cell && (at === 0 || at === cells.length - 1);
      return cell.includes("\n") || cell.startsWith('"') || edge ? `"${cell.replace(/"/g, '""')}"` : cell;
    })
    .join("\t");
}
