// Proves that the check finds what Chromium 86 lacks and leaves alone what it has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newerThanOldest } from "./compat.mjs";

const features = (css) => [...newerThanOldest(css).keys()];

const newer = {
  "aspect-ratio": "a { aspect-ratio: 1 / 1 }",
  inset: "a { inset: 0 }",
  "color-mix()": "a { color: color-mix(in srgb, red, blue) }",
  "dvh svh lvh": "a { height: 100dvh }",
  "overflow: clip": "a { overflow: clip }",
  "grid-template-rows: subgrid": "a { grid-template-rows: subgrid }",
  ":has": "a:has(b) { color: red }",
  ":is": "a:is(b, c) { color: red }",
  ":not(a, b)": "a:not(b, c) { color: red }",
  "@layer": "@layer base { a { color: red } }",
  "@container": "@container (min-width: 1px) { a { color: red } }",
  "@media (a < b)": "@media (width < 9px) { a { color: red } }",
  "nesting &": "a { b { color: red } }",
};

for (const [feature, css] of Object.entries(newer)) {
  test(`finds ${feature}`, () => assert.ok(features(css).includes(feature)));
}

const known = [
  "a { display: flex; gap: 4px; position: sticky; width: min(1px, 2px); outline: 0 }",
  "a::before { content: ':has(' ; background: url(a:is.png) }",
  "a:focus-visible, a:not(.b):hover { color: var(--ink) }",
  "@media (max-width: 9px) { a { color: red } }",
  "@keyframes spin { from { opacity: 0 } 50% { opacity: 1 } }",
  "@font-face { font-family: a; font-display: swap; src: url(a.woff2) }",
  "a { -webkit-mask-image: none; mask-image: none }",
  "a { height: 100vh; height: 100dvh }",
];

for (const css of known) {
  test(`accepts ${css.slice(0, 40)}`, () => assert.deepEqual(features(css), []));
}
