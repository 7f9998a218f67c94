import { setTimeout as pause } from 'node:timers/promises';
import { startSmsCentre } from '../simulators/sms-centre/sms-centre.ts';
import { noticeOutbox, type NewNotice } from '../src/modules/notice/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import { openDatabase } from '../src/platform/postgres/pools.ts';
import { DEMO_REFERENCE_TLV } from '../src/wiring/config.ts';
import { SERVING_ENVIRONMENT, WORKING_FLAGS } from '../src/wiring/serving-flags.ts';
import type { House } from './house.ts';
import { judge } from './measure.ts';
import { startPart } from './part.ts';

const MESSAGES = 6_000;
const BATCH = 500;
/** how long the centre takes to answer: a good line to an operator */
const CENTRE_MS = 20;
const MOST_SECONDS = 120;

/**
 * Messages that are owed, stored with their jobs, to the moment when the SMS centre has each and our own database says so: claim under
 * a lease, budget of the number, SMPP, the answer, the delivery receipt – by the worker as the program starts it, fsync on.
 */
export async function benchNotices(house: House): Promise<number> {
  const centre = await startSmsCentre({ port: 0, referenceTlv: DEMO_REFERENCE_TLV, behaviour: { delayMs: CENTRE_MS } });
  const db = openDatabase({ url: house.installation.urls.worker, application: 'bench', readers: 1, writers: 4 });
  const env = { ...SERVING_ENVIRONMENT, ...house.env, SMPP_HOST: '127.0.0.1', SMPP_PORT: String(centre.port), SMPP_SYSTEM_ID: 'bench', SMPP_PASSWORD: 'bench', SMPP_SENDER: 'UBNDXA', SMPP_SHORT_NUMBER: '8099', SMPP_REFERENCE_TLV: String(DEMO_REFERENCE_TLV), SMS_PER_HOUR: '1000000' };
  try {
    const outbox = noticeOutbox(db, house.keyring);
    const now = new Date();
    const stored: NewNotice[] = Array.from({ length: MESSAGES }, (_, n): NewNotice => ({
      id: systemIds.uuid(), cause: `bench:${n}`, dossierId: systemIds.uuid(), dossierCode: `H36.21-260213-${String(n).padStart(4, '0')}`, agencyId: 2, channel: 'sms', to: `849${String(n).padStart(8, '0')}`, moment: 'received', templateVersion: 1, lang: 'vi', subject: null,
      text: `UBND xa Ham Liem: Da tiep nhan ho so H36.21-260213-${String(n).padStart(4, '0')} (Lam khai sinh cho con). Hen tra ket qua truoc 17:00 13/2/2026. Hoi: 02523868888`,
    }));
    for (let at = 0; at < MESSAGES; at += BATCH) await outbox.add(stored.slice(at, at + BATCH), now);
    const worker = await startPart('worker-child', env, { execArgv: WORKING_FLAGS });
    try {
      const begun = performance.now();
      const marks: { readonly at: number; readonly taken: number }[] = [];
      const before = await worker.usage();
      for (;;) {
        marks.push({ at: performance.now() - begun, taken: centre.messages().length });
        if (centre.messages().length >= MESSAGES || performance.now() - begun > MOST_SECONDS * 1000) break;
        await pause(250);
      }
      const seconds = (performance.now() - begun) / 1000;
      const after = await worker.usage();
      await untilSettled(house);
      const { rows: [counts] } = await house.owner.query<{ sent: number; other: number; delivered: number }>("SELECT count(*) FILTER (WHERE state = 'sent')::int AS sent, count(*) FILTER (WHERE state <> 'sent')::int AS other, count(*) FILTER (WHERE delivery = 'delivered')::int AS delivered FROM notice_message");
      const taken = centre.messages();
      const repeats = taken.reduce((sum, one) => sum + one.repeats, 0);
      const references = new Set(taken.map((one) => one.reference));
      const rates = marks.slice(1).map((mark, n) => (mark.taken - marks[n]!.taken) / ((mark.at - marks[n]!.at) / 1000)).sort((a, b) => a - b);
      process.stdout.write(`${MESSAGES} SMS over SMPP, the centre answers after ${CENTRE_MS} ms: ${seconds.toFixed(1)} s, ${(taken.length / seconds).toFixed(0)} a second (quarters of a second: median ${(rates[rates.length >> 1] ?? 0).toFixed(0)})\n`);
      process.stdout.write(`worker: ${((after.cpuMs - before.cpuMs) / Math.max(taken.length, 1)).toFixed(2)} ms of processor time a message, ${after.rssMb.toFixed(0)} MB; sent ${counts?.sent}, not sent ${counts?.other}, receipts ${counts?.delivered}, repeated ${repeats}\n`);
      return judge([
        { what: 'SMS a second', value: taken.length / seconds, bound: 'at least', goal: 200, digits: 0 },
        { what: 'messages lost', value: MESSAGES - stored.filter((one) => references.has(one.id)).length, bound: 'at most', goal: 0, digits: 0 },
        { what: 'messages that the centre got twice', value: repeats, bound: 'at most', goal: 0, digits: 0 },
        { what: 'messages that our own book does not call sent', value: counts?.other ?? MESSAGES, bound: 'at most', goal: 0, digits: 0 },
      ]);
    } finally {
      await worker.stop();
    }
  } finally {
    await db.close();
    await centre.close();
  }
}

async function untilSettled(house: House): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 250) {
    const { rows: [left] } = await house.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM notice_message WHERE state IN ('queued', 'sending') OR delivery IS NULL");
    if (left?.n === 0) return;
    await pause(250);
  }
}
