// The coastlines of Natural Earth, as the npm package world-atlas has them, packed for Python.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";

const target = new URL("../src/echelon/analysis/plots/land.json.gz", import.meta.url);
const land = readFileSync(new URL("node_modules/world-atlas/land-10m.json", import.meta.url));

function isThere() {
  try {
    return gunzipSync(readFileSync(target)).equals(land);
  } catch {
    return false;
  }
}

// Packed anew only if it differs: versions of zlib pack the same text differently.
if (!isThere()) {
  if (process.argv.includes("--check")) {
    console.error("The land in the package is not that of world-atlas: run `npm run build` in front/.");
    process.exit(1);
  }
  writeFileSync(target, gzipSync(land, { level: 9 }));
}
