// Where the front end's sources lie and where what is built from them goes.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = dirname(fileURLToPath(import.meta.url));
export const sources = join(here, "src");
export const dist = join(here, "..", "packages", "shuniu", "src", "shuniu", "static", "dist");
export const target = "chrome86";
export const browsers = "chrome 86";

/** The entries: every .ts and .css file directly in src becomes one file in dist; folders hold their parts. */
export function entries() {
  if (!existsSync(sources)) return [];
  return readdirSync(sources)
    .filter((name) => /\.(ts|css)$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => join(sources, name));
}

/** The built files of one kind ("css", "js"), as full paths. */
export function built(kind) {
  if (!existsSync(dist)) return [];
  return readdirSync(dist)
    .filter((name) => name.endsWith(`.${kind}`))
    .map((name) => join(dist, name));
}
