import { readImports } from './imports.ts';
import { isCode, isTest, type Finding, type SourceFile } from './tree.ts';

/** Where each package lives. A second home is a decision, so it is written here. */
export const HOMES: Readonly<Record<string, readonly string[]>> = {
  preact: ['src/ui/', 'src/modules/*/web/', 'src/platform/http/', 'src/wiring/'],
  'preact-render-to-string': ['src/platform/http/', 'src/ui/drawn-once.ts'],
  zod: ['src/modules/*/web/', 'src/platform/http/', 'src/wiring/'],
  fastify: ['src/platform/http/', 'src/wiring/'],
  '@fastify/formbody': ['src/platform/http/'], '@fastify/multipart': ['src/platform/http/'], '@fastify/static': ['src/platform/http/'],
  pg: ['src/platform/postgres/', 'src/platform/jobs/', 'src/wiring/', 'test/support/', 'bench/'],
  'graphile-worker': ['src/platform/jobs/', 'src/platform/postgres/'],
  pino: ['src/wiring/'],
  sharp: ['src/modules/document/store/'], jsqr: ['src/modules/document/store/'],
  '@node-rs/argon2': ['src/modules/organisation/store/'],
  '@myriaddreamin/typst-ts-node-compiler': ['src/adapters/pdf-typst/'], 'qrcode-generator': ['src/adapters/pdf-typst/', 'src/ui/components/qr-code/'],
  nodemailer: ['src/adapters/mail-smtp/'], 'openid-client': ['src/adapters/idp-oidc/'], smpp: ['src/adapters/sms-smpp/', 'simulators/sms-centre/'],
  pkijs: ['src/adapters/pdf-sign-demo/'], asn1js: ['src/adapters/pdf-sign-demo/'],
  '@signpdf/signpdf': ['src/adapters/pdf-sign-demo/'], '@signpdf/utils': ['src/adapters/pdf-sign-demo/'], '@signpdf/placeholder-plain': ['src/adapters/pdf-sign-demo/'],
  'oidc-provider': ['simulators/identity-provider/'], 'smtp-server': ['simulators/mail-sink/'],
  'playwright-core': ['test/support/'], '@sparticuz/chromium': ['test/support/'],
};

const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
const within = (path: string, home: string): boolean => new RegExp(`^${home.replace(/[.+]/gu, '\\$&').replace('*', '[^/]+')}`, 'u').test(path);

/** A package is used in one place, so that it can be replaced in one place. Tests may use what they test with. */
export function fenceLibraries(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const file of files) {
    if (!isCode(file.path) || isTest(file.path)) continue;
    for (const one of readImports(file)) {
      if (one.specifier.startsWith('.') || one.specifier.startsWith('node:') || one.specifier === '(computed)') continue;
      const name = packageOf(one.specifier);
      const homes = HOMES[name];
      if (!homes) findings.push({ path: file.path, line: one.line, rule: `package ${name} has no place in the house`, instead: `use what is there, or give it a home in test/architecture/libraries.ts` });
      else if (!homes.some((home) => within(file.path, home)) && !within(file.path, 'test/')) findings.push({ path: file.path, line: one.line, rule: `package ${name} is used in ${homes.join(', ')} only`, instead: 'go through what stands there' });
    }
  }
  return findings;
}

/** A package that nobody names is a package less to watch. */
export function fenceUnusedPackages(files: readonly SourceFile[]): readonly Finding[] {
  const manifest = files.find((file) => file.path === 'package.json');
  if (!manifest) return [];
  const names = Object.keys((JSON.parse(manifest.text) as { dependencies?: Record<string, string> }).dependencies ?? {});
  const ours = files.filter((file) => /^(?:src|simulators)\//u.test(file.path) && !isTest(file.path));
  return names.filter((name) => !ours.some((file) => file.text.includes(`'${name}'`) || file.text.includes(`${name}/`)))
    .map((name) => ({ path: 'package.json', line: manifest.text.split('\n').findIndex((line) => line.includes(`"${name}"`)) + 1, rule: `nothing imports ${name}`, instead: 'take it out of dependencies' }));
}
