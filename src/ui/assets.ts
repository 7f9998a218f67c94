/** Logical name → file below the assets address, as `dist/assets/manifest.json` has it. */
export type AssetManifest = Readonly<Record<string, string>>;

let manifest: AssetManifest = {};
let base = '/assets/';

/** Called once by wiring, which reads the manifest: pages themselves never touch the disk. */
export function setAssets(files: AssetManifest, address = '/assets/'): void {
  manifest = files;
  base = address;
}

/** Address of a built file by its logical name (`mc.css`, `counter-keys.js`, `icon.svg`); the plain name when nothing is built. */
export function assetUrl(name: string): string {
  return base + (manifest[name] ?? name);
}
