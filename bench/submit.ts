import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personalIdKey, phoneKey } from '../src/modules/dossier/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import { buildWeb } from '../src/wiring/web-process.ts';
import type { Plan as BarePlan } from './bare-server.ts';
import { readyDrafts, type ReadyDraft } from './drafts.ts';
import type { House } from './house.ts';
import { interleave, judge, ratio, table } from './measure.ts';
import { freePort, startPart } from './part.ts';
import { signInCitizens } from './people.ts';
import { recordSql, toSteps } from './record-sql.ts';

const ROUNDS = 5;
const SECONDS = 3;
const WARM_SECONDS = 2;
/** requests a second that are prepared for; a round that is faster ends when they are spent */
const MOST = { app: 900, bare: 1_800 };
const SPARE = 6;

/**
 * Complete submissions: session, CSRF, the whole birth form judged, policy, row-level security, event, chain, dossier,
 * jobs and the commit to disk – against a server that only sends the same statements.
 */
export async function benchSubmit(house: House, port: number): Promise<number> {
  const people = await signInCitizens(house, 200);
  const seconds = WARM_SECONDS + ROUNDS * SECONDS;
  const [forApp, forBare] = [MOST.app * seconds, MOST.bare * seconds];
  const all = await readyDrafts(house, people, forApp + forBare + SPARE);
  const host = `127.0.0.1:${port}`;
  const bodyOf = (one: ReadyDraft, key: string): string => new URLSearchParams({ _csrf: one.person.csrf, _key: key, 'cam-doan': 'co' }).toString();
  const requestOf = (one: ReadyDraft): string => {
    const body = bodyOf(one, systemIds.secret(24));
    return `POST /nhap/${one.draftId}/nop HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nSec-Fetch-Site: same-origin\r\nUser-Agent: bench\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nCookie: ${one.person.cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  };
  const steps = await recordSubmission(house, all.slice(forApp + forBare), bodyOf);
  process.stdout.write(`one submission is ${steps.reduce((sum, step) => sum + step.statements.length, 0)} statements: ${steps.map((step) => `${step.pool} ${step.statements.map((one) => one.name ?? one.text.split(';')[0]?.slice(0, 40)).join(' + ')}`).join(' | ')}\n`);
  const files = { app: join(house.config.dataDir, 'bench-submit.json'), bare: join(house.config.dataDir, 'bench-submit-bare.json'), plan: join(house.config.dataDir, 'bench-submit-plan.json') };
  writeFileSync(files.app, JSON.stringify(all.slice(0, forApp).map(requestOf)));
  const barePort = await freePort();
  writeFileSync(files.bare, JSON.stringify(all.slice(forApp, forApp + forBare).map((one) => requestOf(one).replaceAll(host, `127.0.0.1:${barePort}`))));
  const keys = new Map(people.map((person) => [person.subjectId, { ownerKey: personalIdKey(house.keyring, person.personalId).toString('hex'), phoneKey: phoneKey(house.keyring, person.phone).toString('hex') }]));
  const plan: BarePlan = { steps, records: all.slice(forApp, forApp + forBare).map((one) => ({ draftId: one.draftId, fileId: one.fileId, citizenId: one.person.subjectId, tokenHash: one.person.tokenHash, key: systemIds.secret(24), ...keys.get(one.person.subjectId)! })) };
  writeFileSync(files.plan, JSON.stringify(plan));

  const [web, bare, load] = await Promise.all([startPart('web-child', house.env, { execArgv: house.servingFlags }), startPart('bare-server', process.env), startPart('load', process.env)]);
  try {
    await bare.ask({ port: barePort, url: house.installation.urls.app, file: files.plan });
    const [app, only] = await interleave({ load, postmaster: house.postmaster, connections: 32, seconds: SECONDS, rounds: ROUNDS, warmSeconds: WARM_SECONDS }, [
      { name: 'Một Cửa', part: web, order: { port, file: files.app, once: true }, expects: '303' },
      { name: 'same SQL only', part: bare, order: { port: barePort, file: files.bare, once: true }, expects: '200' },
    ]);
    const { rows: [stored] } = await house.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM dossier_draft d WHERE d.dossier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier o JOIN dossier_event e ON e.dossier_id = o.id JOIN document_file f ON f.dossier_id = o.id WHERE o.id = d.dossier_id)`);
    const share = ratio(app!, only!);
    process.stdout.write(`\nsubmissions, 32 connections, ${ROUNDS} rounds of ${SECONDS} s in turn\n${table([app!, only!])}\nratio ${share.median.toFixed(2)} (rounds ${share.from.toFixed(2)}–${share.to.toFixed(2)})\n`);
    return judge([
      { what: 'submissions against the same SQL alone', value: share.median, bound: 'at least', goal: 0.5 },
      { what: 'submissions a second (five times Directus on the reference machine)', value: app!.rate, bound: 'at least', goal: 470, digits: 0 },
      { what: 'submitted drafts without dossier, event or file', value: stored?.n ?? -1, bound: 'at most', goal: 0, digits: 0 },
    ]);
  } finally {
    await Promise.all([web.stop(), bare.stop(), load.stop()]);
  }
}

/** What one submission sends, once the process knows the catalogue, the calendar and the agencies. */
async function recordSubmission(house: House, spare: readonly ReadyDraft[], bodyOf: (one: ReadyDraft, key: string) => string) {
  const web = await buildWeb(house.config, house.installation.urls.app, { log: false });
  try {
    const submit = async (one: ReadyDraft, key: string): Promise<string> => {
      const answer = await web.server.inject({ method: 'POST', url: `/nhap/${one.draftId}/nop`, headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: one.person.cookie }, payload: bodyOf(one, key) });
      const id = /^\/ho-so\/([0-9a-f-]{36})\/da-nop$/u.exec(String(answer.headers.location ?? ''))?.[1];
      if (answer.statusCode !== 303 || !id) throw new Error(`a submission was answered ${answer.statusCode} ${answer.headers.location ?? ''}\n${answer.payload.slice(0, 6_000)}`);
      return id;
    };
    await submit(spare[0]!, systemIds.secret(24));
    await submit(spare[1]!, systemIds.secret(24));
    const one = spare[2]!;
    const key = systemIds.secret(24);
    let id = '';
    const sent = await recordSql(async () => { id = await submit(one, key); });
    const { rows: [row] } = await house.owner.query<{ reference: string; owner_key: string; phone_key: string }>("SELECT reference, encode(owner_key, 'hex') AS owner_key, encode(phone_key, 'hex') AS phone_key FROM dossier WHERE id = $1", [id]);
    return toSteps(sent, { draftId: one.draftId, fileId: one.fileId, citizenId: one.person.subjectId, tokenHash: one.person.tokenHash, key, ownerKey: row!.owner_key, phoneKey: row!.phone_key }, { uuid: id, reference: row!.reference });
  } finally {
    await web.close();
  }
}
