// The first letters of the pinyin of Hanzi, from the browser's own order of Chinese words.

// The first Hanzi of each letter in that order; no syllable begins with i, u or v.
const FIRST: readonly (readonly [string, string])[] = [
  ["a", "阿"], ["b", "八"], ["c", "嚓"], ["d", "咑"], ["e", "妸"], ["f", "发"], ["g", "旮"], ["h", "哈"],
  ["j", "丌"], ["k", "咔"], ["l", "垃"], ["m", "妈"], ["n", "拏"], ["o", "噢"], ["p", "妑"], ["q", "七"],
  ["r", "呥"], ["s", "仨"], ["t", "他"], ["w", "屲"], ["x", "夕"], ["y", "丫"], ["z", "帀"],
];
// What is read in two ways in the names of places and organs.
const BOTH: Readonly<Record<string, string>> = {
  长: "cz", 重: "cz", 厦: "sx", 会: "hk", 行: "xh", 乐: "ly", 都: "d", 单: "ds", 区: "qo", 石: "s", 调: "dt",
  曾: "cz", 校: "xj", 曲: "q", 解: "jx", 盖: "g", 尉: "wy", 蔚: "wy", 朝: "cz", 传: "cz", 强: "q", 参: "cs",
  率: "sl", 给: "gj", 委: "w", 省: "sx", 车: "cj", 铅: "qy", 番: "fp", 六: "l", 查: "cz", 种: "z", 藏: "cz",
};
const HANZI = /[\u4e00-\u9fff]/;
const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin", { sensitivity: "base" });

/** The letters a character may be typed by: of a Hanzi its initials, of anything else itself. */
function lettersOf(character: string): string {
  if (!HANZI.test(character)) return character.toLowerCase();
  const both = BOTH[character];
  if (both) return both;
  let letter = "";
  for (const [initial, first] of FIRST) {
    if (order.compare(first, character) > 0) break;
    letter = initial;
  }
  return letter;
}

/** For each character of the text the letters it may be typed by. */
export const initials = (text: string): string[] => Array.from(text, lettersOf);

/** How well letters fit the initials: 3 from the beginning, 2 in one run, 1 in order with gaps, 0 not at all. */
export function fit(letters: string, text: readonly string[]): number {
  const runs = (from: number) => Array.from(letters).every((letter, at) => text[from + at]?.includes(letter));
  if (!letters) return 0;
  if (runs(0)) return 3;
  if (text.some((_, from) => runs(from))) return 2;
  let at = 0;
  for (const letters_ of text) if (at < letters.length && letters_.includes(letters.charAt(at))) at += 1;
  return at === letters.length ? 1 : 0;
}
