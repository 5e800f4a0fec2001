// The markers of the four levels of a body, and the one that follows each.
export const LEVELS = [/^[一二三四五六七八九十]+、/, /^（[一二三四五六七八九十]+）/, /^\d+[.．](?!\d)/, /^（\d+）/];
const CHINESE = "一二三四五六七八九十";

/** The level of a line, 1 to 4; 0 for an ordinary paragraph. */
export function levelOf(line: string): number {
  return LEVELS.findIndex((level) => level.test(line.replace(/^[ \u3000]+/, ""))) + 1;
}

/** The marker after the one that the line begins with; empty where it begins with none. */
export function nextMarker(line: string): string {
  const numbered = /^(\d+)([.．])(?!\d)/.exec(line) ?? /^（(\d+)(）)/.exec(line);
  if (numbered) {
    const next = String(Number(numbered[1]) + 1);
    return numbered[2] === "）" ? `（${next}）` : `${next}${numbered[2] ?? "."}`;
  }
  const hanzi = /^（?([一二三四五六七八九])([、）])/.exec(line);
  if (!hanzi) return "";
  const next = CHINESE[CHINESE.indexOf(hanzi[1] ?? "") + 1] ?? "";
  return hanzi[2] === "）" ? `（${next}）` : `${next}、`;
}

/** The marker of the heading that comes next after the text, in the level in which one writes. */
export function markerAfter(text: string): string {
  const heading = text.split("\n").reverse().find((line) => LEVELS.some((level) => level.test(line)));
  return nextMarker(heading ?? "");
}
