// Builds src/*.ts and src/*.css into the package's static/dist, for Chromium 86 (the browser of Kylin and UOS).
// esbuild bundles and lowers the syntax; postcss-preset-env writes newer CSS in older words where that is possible.
import { mkdirSync, rmSync, watch as watchFolder, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { build, transform } from "esbuild";
import postcss from "postcss";
import presetEnv from "postcss-preset-env";
import { browsers, dist, entries, sources, target } from "./paths.mjs";

const lower = postcss([
  presetEnv({
    browsers,
    preserve: false,
    logical: { inlineDirection: "left-to-right" },
    // These two need a script in the page; the compatibility check reports them instead.
    features: { "has-pseudo-class": false, "focus-visible-pseudo-class": false },
  }),
]);

async function lowered(file) {
  const { css } = await lower.process(file.text, { from: file.path, map: false });
  return (await transform(css, { loader: "css", minify: true, target })).code;
}

async function buildAll() {
  const found = entries();
  if (found.length === 0) {
    console.log("  前端：frontend/src 里还没有入口文件，跳过");
    return;
  }
  const result = await build({
    entryPoints: found,
    outdir: dist,
    bundle: true,
    minify: true,
    target,
    format: "iife",
    charset: "utf8",
    legalComments: "external",
    loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
    assetNames: "assets/[name]-[hash]",
    write: false,
    logLevel: "warning",
  });
  rmSync(dist, { recursive: true, force: true });
  await writeAll(result.outputFiles);
}

async function writeAll(files) {
  for (const file of files) {
    const contents = file.path.endsWith(".css") ? await lowered(file) : file.contents;
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, contents);
    console.log(`  ${relative(dist, file.path)}  ${Math.ceil(contents.length / 1024)} KB`);
  }
}

await buildAll();

if (process.argv.includes("--watch")) {
  console.log("  等待改动（Ctrl+C 结束）");
  let waiting;
  watchFolder(sources, { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => buildAll().catch((error) => console.error(error.message)), 80);
  });
}
