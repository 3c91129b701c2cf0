// Style sheets and fonts, bundled and named by content, into static/built (git-ignored; the wheel carries it).
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

// Whole fonts for the summary's PDF, with their licences. Its typesetter reads no WOFF, and only these are shipped.
const fonts = join(statics, "..", "..", "quarterly", "setting", "fonts");
const wanted = {
  "source-sans-3": ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"],
  "source-serif-4": ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"],
  "noto-naskh-arabic": ["400Regular", "600SemiBold"],
  "noto-sans-ethiopic": ["400Regular", "600SemiBold"],
  "noto-emoji": ["400Regular"],
};
rmSync(fonts, { recursive: true, force: true });
mkdirSync(fonts, { recursive: true });
for (const [family, styles] of Object.entries(wanted)) {
  const from = join(statics, "..", "..", "..", "node_modules", "@expo-google-fonts", family);
  copyFileSync(join(from, "LICENSE_FONT"), join(fonts, `${family}.LICENSE.txt`));
  for (const style of styles) {
    const file = readdirSync(join(from, style)).find((name) => name.endsWith(".ttf"));
    copyFileSync(join(from, style, file), join(fonts, file));
  }
}
