// Checks the front end: types, the features that the built files use against Chromium 86, and this check itself.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ESLint } from "eslint";
import compat from "eslint-plugin-compat";
import { newerThanOldest } from "./compat.mjs";
import { browsers, built, entries, here } from "./paths.mjs";

const allowed = JSON.parse(readFileSync(join(here, "compat-allowed.json"), "utf8"));
let wrong = 0;

function report(file, sentence) {
  wrong += 1;
  console.log(`  ${basename(file)}：${sentence}`);
}

function checkTypes() {
  if (!entries().some((file) => file.endsWith(".ts"))) return;
  try {
    execFileSync(process.execPath, [join(here, "node_modules", "typescript", "bin", "tsc"), "--noEmit"], {
      cwd: here,
      stdio: "inherit",
    });
  } catch {
    wrong += 1;
  }
}

function checkStyles() {
  for (const file of built("css")) {
    for (const [feature, { count, example }] of newerThanOldest(readFileSync(file, "utf8"))) {
      if (feature in allowed.css) continue;
      report(file, `Chromium 86 没有 ${feature}（${count} 处，例如 ${example}）`);
    }
  }
}

async function checkScripts() {
  const eslint = new ESLint({
    cwd: here,
    overrideConfigFile: true,
    ignore: false,
    overrideConfig: {
      plugins: { compat },
      rules: { "compat/compat": "error" },
      settings: { browsers: [browsers] },
      linterOptions: { reportUnusedDisableDirectives: "off" },
    },
  });
  const texts = built("js").map((file) => ({ file, text: readFileSync(file, "utf8") }));
  for (const { file, text } of texts) {
    const [result] = await eslint.lintText(text, { filePath: join(here, basename(file)) });
    for (const message of result.messages.filter(({ ruleId }) => ruleId === "compat/compat")) {
      if (message.message.split(/[ (]/)[0] in allowed.js) continue;
      report(file, `第 ${message.line} 行第 ${message.column} 列：${message.message}`);
    }
  }
}

checkTypes();
checkStyles();
await checkScripts();
if (wrong === 0) {
  console.log("  前端：类型与 Chromium 86 兼容性检查通过（按 MDN 数据核对，未在该浏览器里实际打开过）");
}
process.exitCode = wrong === 0 ? 0 : 1;
