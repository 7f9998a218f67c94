import { readImports, relativeTo, resolveFrom } from './imports.ts';
import { placeOf, RANKS, type Layer, type Place } from './places.ts';
import { isCode, isTest, type Finding, type SourceFile } from './tree.ts';

type ModulePlace = Extract<Place, { kind: 'module' }>;

/** Own layers that a layer of a module may import. */
const OWN: Readonly<Record<Layer, readonly Layer[]>> = {
  domain: ['domain'],
  ports: ['domain', 'ports'],
  'use-cases': ['domain', 'ports', 'use-cases'],
  store: ['domain', 'ports', 'store'],
  jobs: ['domain', 'ports', 'use-cases', 'jobs'],
  web: ['domain', 'ports', 'use-cases', 'web'],
  door: ['domain', 'ports', 'use-cases', 'store', 'jobs'],
};
/** Layers that may use the whole door of a lower module; the others only its rules (`domain/index.ts`). */
const BOTH_DOORS: readonly Layer[] = ['use-cases', 'jobs', 'web'];

/** Imports go down: entry → wiring → web, jobs, store → use-cases → domain → shared, and from a higher rank to a lower one. */
export function fenceLayers(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const file of files) {
    if (!isCode(file.path)) continue;
    const from = placeOf(file.path);
    for (const one of readImports(file)) {
      if (!one.specifier.startsWith('.')) continue;
      const target = resolveFrom(file.path, one.specifier);
      const wrong = judge(from, placeOf(target), file.path, target, isTest(file.path));
      if (wrong) findings.push({ path: file.path, line: one.line, rule: `${wrong.rule}: ${one.specifier}`, instead: wrong.instead });
    }
  }
  return findings;
}

interface Wrong { readonly rule: string; readonly instead: string }
const wrong = (rule: string, instead: string): Wrong => ({ rule, instead });

function judge(from: Place, to: Place, path: string, target: string, test: boolean): Wrong | null {
  if (from.kind === 'fixtures' || from.kind === 'elsewhere' || from.kind === 'bin') return null;
  if (to.kind === 'shared') return null;
  if (to.kind === 'entry') return wrong('nobody imports an entry point', `move what is needed into src/wiring/ and import it from there`);
  if (to.kind === 'wiring') {
    if (from.kind === 'entry' || from.kind === 'wiring' || from.kind === 'test' || from.kind === 'bench' || from.kind === 'demo') return null;
    return wrong('only the entry points import wiring', 'take what is needed as a parameter, declared as an interface in ports.ts; wiring hands it in');
  }
  if (test) return judgeTest(from, to, path);
  if (to.kind === 'test' || to.kind === 'bench') return from.kind === 'test' || from.kind === 'bench' || from.kind === 'demo' ? null : wrong('the product does not import its tests', 'move it to where it is used');
  if (to.kind === 'simulators' && !['wiring', 'simulators', 'test', 'bench', 'demo'].includes(from.kind)) return wrong('only wiring starts simulators', 'talk to the partner through the port of the module and an adapter');
  if ((to.kind === 'demo' || to.kind === 'fixtures') && (from.kind === 'module' || from.kind === 'adapter' || from.kind === 'platform' || from.kind === 'ui' || from.kind === 'shared')) return wrong('the product knows no demo and no fixture', 'let wiring hand the data in');
  switch (from.kind) {
    case 'module': return judgeModule(from, to, path, target);
    case 'adapter':
      if (to.kind === 'platform') return null;
      if (to.kind === 'adapter') return to.part === from.part ? null : wrong('an adapter knows no other adapter', 'put what both need into src/platform/, or let wiring hand it in');
      if (to.kind === 'module' && to.layer === 'ports') return null;
      if (to.kind === 'module') return wrong('an adapter knows only the ports of a module', `export what is needed from '${relativeTo(path, `src/modules/${to.module}/ports.ts`)}'`);
      return wrong(`an adapter does not import ${to.kind}`, 'an adapter answers a port; wiring hands in the rest');
    case 'platform':
      return to.kind === 'platform' ? null : wrong(`platform knows no product word, it does not import ${to.kind}`, 'take it as a parameter; wiring hands it in');
    case 'shared':
      return wrong(`shared imports nothing, not ${to.kind}`, 'move it to src/shared/ if it is pure and everybody needs it, else out of shared');
    case 'ui':
      if (to.kind === 'ui') return null;
      return wrong(`ui imports only shared and ui, not ${to.kind}`, 'pass plain data in as props; the page in web/ knows the module');
    case 'island':
      return to.kind === 'island' ? null : wrong('an island imports only islands and shared', 'hand the value over in a data- attribute of the page');
    case 'entry':
      return wrong('an entry point starts wiring and nothing else', `import it in src/wiring/ instead`);
    case 'simulators':
      return to.kind === 'simulators' || to.kind === 'platform' ? null : wrong(`a simulator stands for somebody else's system, it does not import ${to.kind}`, 'write down what the partner would send, or use src/platform/ and src/shared/');
    case 'wiring': case 'test': case 'bench': case 'demo':
      if (to.kind === 'module' && !to.door && to.layer !== 'ports' && from.kind !== 'test') return wrong('a module is entered by its doors', `import from ${doors(path, to, target)}`);
      return null;
    default: return null;
  }
}

function judgeModule(from: ModulePlace, to: Place, path: string, target: string): Wrong | null {
  switch (to.kind) {
    case 'module': break;
    case 'platform':
      if (from.layer === 'store') return null;
      if (from.layer === 'web') return to.part === 'http' ? null : wrong('web uses only platform/http', 'go through a use-case; what it needs comes in as an interface of ports.ts');
      return wrong(`${from.layer} does not import platform`, 'declare what is needed as an interface in ports.ts and take it as a parameter');
    case 'ui': return from.layer === 'web' ? null : wrong(`${from.layer} does not import ui`, 'return data; the page in web/ shows it');
    case 'adapter': return wrong('a module knows no adapter', 'declare a port in ports.ts; wiring chooses the adapter');
    default: return wrong(`a module does not import ${to.kind}`, 'let wiring hand it in');
  }
  if (from.module === to.module) {
    if (to.layer === 'door' || (to.layer === 'web' && to.door)) return wrong('a module does not enter its own house by the front door', 'import the file itself');
    if (OWN[from.layer].includes(to.layer)) return null;
    if (from.layer === 'door' && to.layer === 'web') return wrong('the door that the worker uses shows no pages', `export it from 'src/modules/${from.module}/web/index.ts'`);
    return wrong(`${from.layer} does not import ${to.layer}`, to.layer === 'store' || to.layer === 'web' || to.layer === 'jobs'
      ? 'declare what is needed as an interface in ports.ts and take it as a parameter; wiring hands it in'
      : `${from.layer} may import ${OWN[from.layer].join(', ')}`);
  }
  const [own, other] = [RANKS[from.module], RANKS[to.module]];
  if (own === undefined) return wrong(`module ${from.module} has no rank`, 'give it one in test/architecture/places.ts, with a decision record');
  if (other === undefined) return wrong(`module ${to.module} has no rank`, 'give it one in test/architecture/places.ts, with a decision record');
  if (own < other) return wrong(`${from.module} (rank ${own}) imports up, ${to.module} (rank ${other})`, 'emit an event and add a line to src/wiring/reactions.ts, or declare an interface in ports.ts that wiring fills');
  if (own === other) return wrong(`${from.module} and ${to.module} stand side by side (rank ${own})`, 'declare an interface in ports.ts that wiring fills, or move the shared rule to a lower module');
  const both = BOTH_DOORS.includes(from.layer);
  if (to.door && (to.layer === 'domain' || (to.layer === 'web' ? from.layer === 'web' : both))) return null;
  if (to.layer === 'web' && from.layer !== 'web') return wrong(`${from.layer} shows no pages, not those of ${to.module} either`, 'return data; the page in web/ shows it');
  if (to.door) return wrong(`${from.layer} uses only the rules of a lower module`, `'${relativeTo(path, `src/modules/${to.module}/domain/index.ts`)}', or an interface in ports.ts that wiring fills`);
  return wrong(`${to.module} is entered by its doors`, `import from ${both ? doors(path, to, target) : `'${relativeTo(path, `src/modules/${to.module}/domain/index.ts`)}'`}`);
}

/** A test may do what its neighbour may, and open every drawer of its own module; it uses real platform, ports, adapters and simulators. */
function judgeTest(from: Place, to: Place, path: string): Wrong | null {
  if (to.kind === 'bench') return wrong('a test does not import a benchmark', 'move it to test/support/');
  if (from.kind === 'shared' || from.kind === 'platform') return to.kind === from.kind || to.kind === 'test' || to.kind === 'fixtures' || to.kind === 'platform' ? null : wrong(`a test of ${from.kind} needs no ${to.kind}`, 'put the test where the thing is that it tests');
  if (from.kind === 'ui') return ['ui', 'test', 'fixtures', 'platform'].includes(to.kind) ? null : wrong(`a test of ui needs no ${to.kind}`, 'pass plain data in as props');
  if (from.kind !== 'module' || to.kind !== 'module' || from.module === to.module) return null;
  const [own = 0, other = 9] = [RANKS[from.module], RANKS[to.module]];
  if (other >= own) return wrong(`a test of ${from.module} does not reach ${own === other ? 'sideways' : 'up'} to ${to.module}`, 'a journey through several modules stands in test/journeys/');
  return to.door || to.layer === 'ports' ? null : wrong(`${to.module} is entered by its doors, by tests too`, `import from ${doors(path, to, '')}`);
}

/** The door through which the same thing is reached: rules by `domain/index.ts`, pages by `web/index.ts`, everything else by `index.ts`. */
function doors(path: string, to: ModulePlace, target: string): string {
  const rules = `'${relativeTo(path, `src/modules/${to.module}/domain/index.ts`)}'`;
  const door = `'${relativeTo(path, `src/modules/${to.module}/index.ts`)}'`;
  if (target === '') return `${door} or ${rules}`;
  return to.layer === 'domain' ? rules : to.layer === 'web' ? `'${relativeTo(path, `src/modules/${to.module}/web/index.ts`)}'` : door;
}

/** The worker shows nothing to anybody: pages with all their words would lie in its memory unused (10 MB of 100, measured). What is loaded when its line runs does not count. */
export function fenceWorker(files: readonly SourceFile[]): readonly Finding[] {
  const code = new Map(files.filter((file) => isCode(file.path) && !isTest(file.path)).map((file) => [file.path, file]));
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const file = code.get(path);
    if (!file || seen.has(path)) return;
    seen.add(path);
    for (const one of readImports(file)) {
      if (!one.specifier.startsWith('.') || one.erased || one.dynamic) continue;
      const target = resolveFrom(path, one.specifier);
      const to = placeOf(target);
      if (to.kind === 'ui' || (to.kind === 'module' && to.layer === 'web')) findings.push({ path, line: one.line, rule: `the worker would load a page: ${one.specifier}`, instead: 'move what the worker needs out of the file that shows pages, or pass it in from src/wiring/routes.ts' });
      else visit(target);
    }
  };
  visit('src/worker.ts');
  return findings;
}

/** A circle of imports makes the order of loading matter and no part of it can be understood alone. What is loaded when its line runs closes none. */
export function fenceCircles(files: readonly SourceFile[]): readonly Finding[] {
  const code = files.filter((file) => isCode(file.path) && file.path.startsWith('src/') && !isTest(file.path));
  const known = new Set(code.map((file) => file.path));
  const edges = new Map(code.map((file) => [file.path, readImports(file).filter((one) => one.specifier.startsWith('.') && !one.typeOnly && !one.dynamic).map((one) => ({ line: one.line, to: resolveFrom(file.path, one.specifier) })).filter((one) => known.has(one.to))]));
  const findings: Finding[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (at: string): void => {
    path.push(at);
    for (const edge of edges.get(at) ?? []) {
      const start = path.indexOf(edge.to);
      if (start >= 0) findings.push({ path: at, line: edge.line, rule: `a circle of imports: ${[...path.slice(start), edge.to].join(' → ')}`, instead: 'move what both need into a file of its own' });
      else if (!done.has(edge.to)) visit(edge.to);
    }
    path.pop();
    done.add(at);
  };
  for (const file of code) if (!done.has(file.path)) visit(file.path);
  return findings;
}
