// Style sheets and fonts, bundled and named by content, into static/built (git-ignored; the wheel carries it).
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const statics = join(dirname(fileURLToPath(import.meta.url)), "static");
const built = join(statics, "built");
rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });

const result = await build({
  entryPoints: ["resident.css", "open_data.css", "staff.css"].map((name) => join(statics, name)),
  bundle: true,
  minify: true,
  metafile: true,
  target: ["chrome109", "firefox115", "safari15.6"],
  loader: { ".woff2": "file" },
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: built,
  logLevel: "warning",
});

const manifest = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (!output.entryPoint) continue;
  manifest[basename(output.entryPoint)] = basename(path);
  // Served as it is to whoever takes gzip: nothing is compressed while somebody waits.
  const css = join(built, basename(path));
  writeFileSync(`${css}.gz`, gzipSync(readFileSync(css), { level: 9 }));
}
writeFileSync(join(built, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
