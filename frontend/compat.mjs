// Which features of a style sheet are newer than Chromium 86, by MDN's browser compatibility data.
//
// A declaration that the browser does not know is dropped; it counts as harmless when the same rule gave the
// same property before in words that it knows. A selector or at-rule that it does not know drops the whole block.
import bcd from "@mdn/browser-compat-data/forLegacyNode";
import postcss from "postcss";

const OLDEST = 86;

const version = (text) => Number.parseFloat(String(text).replace("≤", ""));

/** One statement of the data holds for the oldest browser: no prefix, no flag, not yet withdrawn. */
const holds = (entry) =>
  !entry.prefix &&
  !entry.alternative_name &&
  !entry.flags &&
  version(entry.version_added) <= OLDEST &&
  !(version(entry.version_removed) <= OLDEST);

const tooNew = (node) => node?.__compat !== undefined && ![node.__compat.support.chrome].flat().some(holds);

/** Functions and units live at any depth of css.types: one flat index by name. */
function index(node, found = new Map()) {
  for (const [name, child] of Object.entries(node)) {
    if (name === "__compat") continue;
    if (child.__compat) found.set(name, child);
    index(child, found);
  }
  return found;
}

const types = index(bcd.css.types);
const dynamicUnits = bcd.css.types.length.viewport_percentage_units_dynamic;

function* inValue(property, value) {
  const bare = value.replace(/url\([^)]*\)|"[^"]*"|'[^']*'/g, "");
  for (const [, name] of bare.matchAll(/(?<![-\w])([a-z][-a-z0-9]*)\(/g)) {
    if (tooNew(types.get(name))) yield `${name}()`;
  }
  if (/\d[dsl]v(?:h|w|b|i|min|max)\b/.test(bare) && tooNew(dynamicUnits)) yield "dvh svh lvh";
  const keywords = bcd.css.properties[property];
  if (!keywords) return;
  for (const word of new Set(bare.split(/[\s,()/]+/))) {
    const key = word.replace(/-/g, "_");
    const node = keywords[word] ?? keywords[key];
    if (word && word !== "__compat" && tooNew(node)) yield `${property}: ${word}`;
  }
}

function* inSelector(selector) {
  for (const [, name] of selector.matchAll(/(?<!\\)::?([a-z][-a-z]*)/g)) {
    if (tooNew(bcd.css.selectors[name])) yield `:${name}`;
  }
  if (/:not\([^()]*,/.test(selector)) yield ":not(a, b)";
}

function* inAtRule(rule) {
  if (tooNew(bcd.css["at-rules"][rule.name])) yield `@${rule.name}`;
  if (rule.name === "media" && /[<>]/.test(rule.params)) yield "@media (a < b)";
}

const isKeyframe = (rule) => rule.parent?.type === "atrule" && rule.parent.name.endsWith("keyframes");

function* inRule(rule) {
  if (isKeyframe(rule)) return;
  if (rule.parent?.type === "rule") yield "nesting &";
  yield* inSelector(rule.selector);
}

function* inDeclaration(declaration) {
  const { prop, value } = declaration;
  if (prop.startsWith("-") && !prop.startsWith("--")) return;
  const given = declaration.parent.nodes.slice(0, declaration.parent.index(declaration));
  if (given.some((other) => other.type === "decl" && other.prop.replace(/^-webkit-/, "") === prop)) return;
  if (tooNew(bcd.css.properties[prop])) yield prop;
  else yield* inValue(prop, value);
}

/**
 * The features of `css` that Chromium 86 lacks.
 * @returns {Map<string, {count: number, example: string}>} by feature name
 */
export function newerThanOldest(css) {
  const found = new Map();
  const note = (feature, example) => {
    const seen = found.get(feature) ?? { count: 0, example: example.slice(0, 90) };
    found.set(feature, { ...seen, count: seen.count + 1 });
  };
  postcss.parse(css).walk((node) => {
    if (node.type === "atrule") for (const f of inAtRule(node)) note(f, `@${node.name} ${node.params}`);
    if (node.type === "rule") for (const f of inRule(node)) note(f, node.selector);
    if (node.type === "decl" && node.parent.type !== "atrule") {
      for (const f of inDeclaration(node)) note(f, `${node.parent.selector} { ${node.prop}: ${node.value} }`);
    }
  });
  return found;
}
