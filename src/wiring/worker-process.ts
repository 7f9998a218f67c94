import { pino } from 'pino';
import { createDemoSigner } from '../adapters/pdf-sign-demo/index.ts';
import { createTypstRenderer } from '../adapters/pdf-typst/index.ts';
import { smtpSender } from '../adapters/mail-smtp/mail-smtp.ts';
import { smppSender } from '../adapters/sms-smpp/sms-smpp.ts';
import { POST_CRONTAB, postJobs, postLedger, statementBook } from '../modules/delivery/index.ts';
import { dossierHousekeeping, paperBook } from '../modules/dossier/index.ts';
import { DOCUMENT_SCHEDULE, documentJobs } from '../modules/document/index.ts';
import { identityPurge, PURGE_IDENTITY, purgeIdentity } from '../modules/identity/index.ts';
import { failedWorkBook, guessBook, keepQuestion, NOTICE_CRONTAB, noticeJobs, noticeOutbox, noteReceiptJob, questionInbox, type ArrivedSms, type DeliveryReceipt, type SmsSender, type MailSender } from '../modules/notice/index.ts';
import { budgetsWith, DEMO_BUDGETS, NOTICE_BUDGETS } from '../modules/notice/domain/index.ts';
import { apologyStore, factStore, opennessCounter, REPORT_CRONTAB, reportJobs } from '../modules/report/index.ts';
import { LINKAGE_CRONTAB, linkageJobs } from '../modules/linkage/index.ts';
import { PAYMENT_CRONTAB, paymentJobs, paymentLedger, receiptReplacements, receiptStore, transferBook } from '../modules/payment/index.ts';
import { makePaper, signResult, type PaperJobDeps } from '../modules/workflow/index.ts';
import { loadKeyring } from '../platform/crypto/keyring-file.ts';
import { systemIds } from '../platform/crypto/ids.ts';
import { runJobs } from '../platform/jobs/run-jobs.ts';
import { openDatabase } from '../platform/postgres/pools.ts';
import { sql } from '../platform/postgres/database.ts';
import { textOf, wholeOf, type JobHandler } from '../shared/job.ts';
import { assistedFilingJobs } from './assisted-filing.ts';
import { places, readConfig, type Config } from './config.ts';
import { buildCore, type Core } from './core.ts';
import { GUESS_LIMITS, telephoneGuesses } from './guess-limits.ts';
import { linkageWork } from './linked-agencies.ts';
import { noticeSource } from './notice-source.ts';
import { paymentGateway } from './payment-gateway.ts';
import { postMessages } from './post-carrier.ts';
import { questionLookup } from './question-lookup.ts';
import { reactions } from './reactions.ts';
import { factSource } from './report-source.ts';

/** Every job of the program, by the name under which events ask for it. */
export async function buildJobs(config: Config, core: Core, workerUrl: string) {
  const { db, keyring, clock, dossier, documents } = core;
  const papers: PaperJobDeps = { dossier, documents, renderer: createTypstRenderer({ clock }), signer: await createDemoSigner({ dir: places(config).signing, clock }), ids: systemIds, clock, siteUrl: config.publicUrl, ...(config.smpp?.shortNumber === undefined ? {} : { smsNumber: config.smpp.shortNumber }), book: paperBook(db) };
  const housekeeping = dossierHousekeeping(db);
  const outbox = noticeOutbox(db, keyring, config.smsPerHour !== undefined ? budgetsWith(config.smsPerHour) : config.demoSms ? DEMO_BUDGETS : NOTICE_BUDGETS);
  const inbox = questionInbox(db, keyring);
  const guesses = guessBook(db, keyring);
  const senders: { sms: SmsSender | null; email: MailSender | null } = {
    sms: config.smpp ? smsCentre(config.smpp, async (receipt) => { if (!(await outbox.recordReceipt(receipt, clock.now()))) await db.write.query(sql('SELECT platform_add_jobs($1)', [JSON.stringify([noteReceiptJob(receipt)])])); }, async (arrived) => { await keepQuestion({ inbox, ids: systemIds, clock }, arrived); }) : null,
    email: config.smtp ? smtpSender(smtpSettings(config.smtp)) : null,
  };
  const notices = noticeJobs({
    source: noticeSource(core), outbox, senders, ids: systemIds, clock,
    failedWork: failedWorkBook(db, async (ids) => new Map((await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ id: string; agency: number; name: string }>(sql('SELECT id, competent_agency AS agency, coalesce(code, reference) AS name FROM v_dossier WHERE id = ANY ($1::uuid[])', [ids])))).map((row) => [row.id, { agencyId: row.agency, code: row.name }]))),
    questions: { inbox, lookup: questionLookup(core), guesses: telephoneGuesses(guesses, clock), helpPhone: config.helpPhone, forgetGuesses: () => guesses.forget(new Date(clock.now().getTime() - GUESS_LIMITS.windowMs)) },
  });
  const named: Record<string, JobHandler> = {
    'make-paper': (payload) => makePaper(papers, textOf(payload, 'dossierId'), wholeOf(payload, 'seq')),
    'sign-result': (payload) => signResult(papers, textOf(payload, 'dossierId')),
    ...notices,
    ...assistedFilingJobs(core, outbox),
    ...reportJobs({ source: factSource(core), facts: factStore(db), apologies: apologyStore(db), calendars: { of: (agencyId) => core.calendars.loadCalendar(agencyId) }, counter: opennessCounter(db), clock }),
    ...documentJobs({ ...documents, clock, livingDrafts: housekeeping.livingDrafts }),
    [PURGE_IDENTITY]: purgeIdentity({ purge: identityPurge(db), clock }),
    ...linkageJobs(linkageWork(core)),
    ...paymentJobs({ ...papers, ledger: paymentLedger(db), gateway: paymentGateway(config), receipts: receiptStore(db), replacements: receiptReplacements(db, core.keyring), transfers: transferBook(db) }),
    ...postJobs({ ...papers, ledger: postLedger(db, keyring), statements: statementBook(db), carrier: core.post.carrier, offices: core.post.offices, messages: postMessages(core), hash: dossier.hash }),
    'clear-away': () => housekeeping.clearAway(clock.now()),
  };
  // The queue's crontab knows letters, digits, dashes and colons only.
  const cron = (task: string): string => task.replaceAll('.', ':');
  const tasks = Object.fromEntries(Object.entries(named).map(([task, handler]) => [cron(task), handler]));
  return { tasks, crontab: [...NOTICE_CRONTAB, ...REPORT_CRONTAB, ...PAYMENT_CRONTAB, ...LINKAGE_CRONTAB, ...POST_CRONTAB, ...Object.entries(DOCUMENT_SCHEDULE).map(([task, when]) => `${when} ${cron(task)} ?max=3`), `7 19 * * * ${cron(PURGE_IDENTITY)} ?max=3`, '11 3 * * * clear-away ?max=3'], async close() { await Promise.all([senders.sms?.close(), senders.email?.close()]); }, workerUrl, lanes: [{ tasks: ['send-notice'], concurrency: SENDING_AT_ONCE }] };
}
/** Messages on their way to a provider at once, in one worker; what a kill in between may repeat. */
export const SENDING_AT_ONCE = 64;

function smsCentre(smpp: NonNullable<Config['smpp']>, onReceipt: (receipt: DeliveryReceipt) => Promise<void>, onMessage: (arrived: ArrivedSms) => Promise<void>): SmsSender {
  return smppSender({ host: smpp.host, port: smpp.port, systemId: smpp.systemId, password: smpp.password, from: smpp.sender, window: SENDING_AT_ONCE, ...(smpp.referenceTlv === undefined ? {} : { referenceTlv: smpp.referenceTlv }) }, onReceipt, smpp.shortNumber === undefined ? undefined : onMessage);
}

function smtpSettings(smtp: NonNullable<Config['smtp']>): Parameters<typeof smtpSender>[0] {
  const named = /^(.*?)\s*<([^>]+)>$/u.exec(smtp.from);
  return { host: smtp.host, port: smtp.port, security: smtp.secure ? 'tls' : smtp.port === 587 ? 'starttls' : 'none', fromName: named?.[1] || 'Một Cửa', fromAddress: named?.[2] ?? smtp.from, ...(smtp.user ? { user: smtp.user } : {}), ...(smtp.password ? { password: smtp.password } : {}) };
}

export async function runWorker(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env);
  const workerUrl = env['MOTCUA_WORKER_URL'];
  if (!workerUrl) throw new Error('MOTCUA_WORKER_URL is not set: start the program with "mot-cua start"');
  const db = openDatabase({ url: workerUrl, application: 'mot-cua worker', readers: 3, writers: 4 });
  const core = await buildCore(config, db, loadKeyring(places(config).keyring, false), reactions);
  const jobs = await buildJobs(config, core, workerUrl);
  const log = pino({ level: env['LOG_LEVEL'] ?? 'warn', base: null });
  const runner = await runJobs({ url: workerUrl, tasks: jobs.tasks, crontab: jobs.crontab, lanes: jobs.lanes, onFailure: (task, error) => log.warn({ task, err: error }, 'job failed; it will be tried again') });
  process.send?.('ready');
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void runner.stop().then(() => jobs.close()).then(() => db.close()).then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', () => undefined);
  process.on('disconnect', stop);
}
