import { blindIndex, open, seal, sha256, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../shared/actor.ts';
import type { Job } from '../../../shared/job.ts';
import { CHAIN_START, canonicalEvent, canonicalJson, foldDossier, applyEvent, projectDossier, readDossierCode, type DossierEvent, type DossierState, type EventActor, type NewEvent, type PersonalData } from '../domain/index.ts';
import { dossierWithin } from './within-scope.ts';
import { DraftGone, FilesGone, type Changed, type Committed, type Decision, type DossierScope, type DossierStore, type EffectKey, type EffectResult, type LoadedDossier, type NewDossier, type Numbers, type Reactions } from '../ports.ts';

export interface DossierStoreDeps {
  readonly db: Database; readonly keyring: Keyring; readonly reactions: Reactions;
  /** told after every commit: jobs may wait, and figures kept for a moment are old */ readonly committed?: () => void;
}

/** Keyed hash of the secret on the slip: what stands in the database does not open the look-up. */
export const trackingHash = (keyring: Keyring, secret: string): Buffer => blindIndex(keyring, 'tracking', secret);
export const personalIdKey = (keyring: Keyring, personalId: string): Buffer => blindIndex(keyring, 'personal-id', personalId);
export const phoneKey = (keyring: Keyring, phone: string): Buffer => blindIndex(keyring, 'phone', phone);

export function dossierStore({ db, keyring, reactions, committed }: DossierStoreDeps): DossierStore {
  const transact = <T>(scope: DossierScope, work: (tx: Queryable) => Promise<T>, access: 'reads' | 'writes'): Promise<T> =>
    db.inScope(scope.kind === 'worker' ? { kind: 'public' } : scope, access, work);
  const told = <C extends { readonly outcome: string } | null>(changed: C): C => { if (changed?.outcome === 'done') committed?.(); return changed; };

  return {
    async create(scope, dossier) {
      const prepared = prepareNew(keyring, reactions, dossier);
      return told(await settle(() => append(db.write, { scope, ...prepared.parameters }), prepared.events, dossier.result));
    },
    async createNumbered(scope, build) {
      try {
        return told(await transact(scope, async (tx) => {
          const dossier = await build(numbersOf(tx));
          const prepared = prepareNew(keyring, reactions, dossier);
          const committed = await settle(() => append(tx, prepared.parameters), prepared.events, dossier.result);
          // Nothing new came of it: the numbers that were taken go back with the transaction, so that no book has a gap.
          if (committed.outcome !== 'done') throw new NothingNew(committed);
          return committed;
        }, 'writes'));
      } catch (error) {
        if (error instanceof NothingNew) return error.committed;
        throw error;
      }
    },
    async find(scope, id) {
      const loaded = await transact(scope, (tx) => load(tx, keyring, id, false), 'reads');
      return loaded && dossierWithin(scope, loaded) ? loaded : null;
    },
    async findMany(scope, ids) {
      const loaded = ids.length === 0 ? [] : await transact(scope, (tx) => loadMany(tx, keyring, ids), 'reads');
      return new Map(loaded.filter((one) => dossierWithin(scope, one)).map((one) => [one.id, one]));
    },
    async findByCode(scope, value) {
      const read = readDossierCode(value);
      if (!read) return null;
      const rows = await transact(scope, (tx) => tx.query<{ id: string }>(read.kind === 'code' ? sql('SELECT id FROM dossier WHERE code = $1', [read.value], 'dossier-by-code') : sql('SELECT id FROM dossier WHERE reference = $1', [read.value], 'dossier-by-reference')), 'reads');
      return rows[0]?.id ?? null;
    },
    async change<R>(scope: DossierScope, command: Parameters<DossierStore['change']>[1], decide: (loaded: LoadedDossier, numbers: Numbers) => Promise<Decision<R>>): Promise<Changed<R> | null> {
      return told(await transact<Changed<R> | null>(scope, async (tx) => {
        const loaded = await load(tx, keyring, command.id, true);
        if (!loaded || !dossierWithin(scope, loaded)) return null;
        const earlier = command.effect && await findEffect(tx, command.effect);
        if (earlier) return earlier;
        const decision = await decide(loaded, numbersOf(tx));
        if (!decision.ok) return { outcome: 'refused', refusal: decision.refusal };
        const { events, body, state } = chain(keyring, command.id, loaded.headHash, loaded.state, decision.events, command.at, eventActor(command.actor));
        const parameters = {
          mode: 'append', id: command.id, at: command.at.toISOString(), expectedSeq: loaded.state.seq, events: body,
          dossier: { ...projectDossier(state), headSeq: state.seq, headHash: body.at(-1)?.hash ?? loaded.headHash, citizenId: loaded.citizenId, guestKey: loaded.guestKey, receivingAgency: state.receivingAgency, competentAgency: state.competentAgency },
          jobs: jobsOf(reactions, events, command.id, loaded.state), files: decision.fileIds ?? [],
          ...(command.draft ? { draft: command.draft.id, draftRevision: command.draft.revision } : {}),
          ...(decision.issued ? { issued: decision.issued } : {}),
          ...(command.effect ? { effect: { ...command.effect, result: decision.result } } : {}),
        };
        return settle(() => append(tx, parameters), events, decision.result);
      }, 'writes'));
    },
  };
}

class NothingNew extends Error {
  readonly committed: Committed;
  constructor(committed: Committed) { super(committed.outcome); this.committed = committed; }
}

interface StoredEvent { readonly seq: number; readonly kind: string; readonly at: string; readonly body: string; readonly hash: string }

function prepareNew(keyring: Keyring, reactions: Reactions, dossier: NewDossier): { parameters: Record<string, unknown>; events: readonly DossierEvent[] } {
  const { events, body, state } = chain(keyring, dossier.id, CHAIN_START, null, dossier.events, dossier.at, eventActor(dossier.actor, dossier.onBehalfOf));
  const { personalId, phone } = dossier.owner;
  return {
    events,
    parameters: {
      mode: 'create', id: dossier.id, at: dossier.at.toISOString(), events: body,
      dossier: {
        ...projectDossier(state), reference: state.reference, procedureCode: state.procedure, versionId: state.version, channel: state.channel, filedBy: state.filedBy,
        receivingAgency: state.receivingAgency, competentAgency: state.competentAgency, submittedAt: state.submittedAt,
        citizenId: dossier.citizenId, guestKey: dossier.guestKey, trackingHash: trackingHash(keyring, dossier.trackingSecret).toString('hex'),
        ownerKey: personalId ? personalIdKey(keyring, personalId).toString('hex') : null, phoneKey: phone ? phoneKey(keyring, phone).toString('hex') : null,
        headSeq: state.seq, headHash: body.at(-1)?.hash, demo: dossier.demo,
      },
      jobs: jobsOf(reactions, events, dossier.id, null), files: dossier.fileIds,
      ...(dossier.draft ? { draft: dossier.draft.id, draftRevision: dossier.draft.revision } : {}),
      ...(dossier.effect ? { effect: { ...dossier.effect, result: dossier.result } } : {}),
    },
  };
}

/** Numbers, seals and hashes new events onto the chain, and folds them into the state after them. */
function chain(keyring: Keyring, id: string, headHash: string, before: DossierState | null, added: readonly NewEvent[], at: Date, by: EventActor): { events: DossierEvent[]; body: StoredEvent[]; state: DossierState } {
  let state = before;
  let head = headHash;
  const events: DossierEvent[] = [];
  const body: StoredEvent[] = [];
  for (const one of added) {
    const event: DossierEvent = { seq: (state?.seq ?? 0) + 1, kind: one.kind, at: at.toISOString(), by, data: one.data, ...(one.personal ? { personal: one.personal } : {}) };
    state = applyEvent(state, event);
    const sealed = one.personal ? seal(keyring, personalPlace(id, event.seq), canonicalJson(one.personal)) : null;
    const text = canonicalEvent({ dossier: id, seq: event.seq, kind: event.kind, at: event.at, by, data: event.data, sealed });
    head = sha256(Buffer.concat([Buffer.from(head, 'hex'), Buffer.from(text, 'utf8')])).toString('hex');
    events.push(event);
    body.push({ seq: event.seq, kind: event.kind, at: event.at, body: text, hash: head });
  }
  if (!state) throw new Error('nothing to append');
  return { events, body, state };
}
const personalPlace = (id: string, seq: number): string => `dossier_event|personal|${id}|${seq}`;

function jobsOf(reactions: Reactions, events: readonly DossierEvent[], id: string, before: DossierState | null): readonly Job[] {
  let state = before;
  return events.flatMap((event) => {
    state = applyEvent(state, event);
    return reactions(event, { id, state });
  });
}

export function eventActor(actor: Actor, onBehalfOf?: string): EventActor {
  const base: EventActor = actor.kind === 'officer' ? { kind: 'officer', id: actor.officerId, name: actor.name }
    : actor.kind === 'citizen' ? { kind: 'citizen', id: actor.citizenId }
    : actor.kind === 'guest' ? { kind: 'guest', id: 'guest' } : { kind: 'system', id: actor.name };
  return onBehalfOf ? { ...base, onBehalfOf } : base;
}

const APPEND = 'SELECT dossier_append($1::jsonb) AS answer';
async function append(tx: Queryable, parameters: Record<string, unknown>): Promise<{ outcome: string; result: EffectResult }> {
  const rows = await tx.query<{ answer: { outcome: string; result: EffectResult } }>(sql(APPEND, [JSON.stringify(parameters)], 'dossier-append'));
  return rows[0]?.answer ?? { outcome: 'nothing', result: {} };
}

async function settle(write: () => Promise<{ outcome: string; result: EffectResult }>, events: readonly DossierEvent[], result: EffectResult): Promise<Committed> {
  try {
    const answer = await write();
    if (answer.outcome === 'done') return { outcome: 'done', result, events };
    if (answer.outcome === 'replayed') return { outcome: 'replayed', result: answer.result };
    if (answer.outcome === 'key-conflict') return { outcome: 'key-conflict' };
    throw new Error(`unexpected answer of dossier_append: ${answer.outcome}`);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'MC410') throw new DraftGone('the draft was submitted or changed meanwhile');
    if (code === 'MC411') throw new FilesGone('a file of the draft is gone');
    throw error;
  }
}

async function findEffect(tx: Queryable, effect: EffectKey): Promise<Committed | null> {
  const rows = await tx.query<{ request_hash: Buffer; result: EffectResult }>(sql('SELECT request_hash, result FROM dossier_effect WHERE principal = $1 AND key = $2', [effect.principal, effect.key]));
  const row = rows[0];
  if (!row) return null;
  return row.request_hash.toString('hex') === effect.requestHash ? { outcome: 'replayed', result: row.result } : { outcome: 'key-conflict' };
}

const numbersOf = (tx: Queryable): Numbers => ({
  async next(book) {
    const rows = await tx.query<{ n: number }>(sql('SELECT dossier_next_number($1) AS n', [book], 'dossier-next-number'));
    return rows[0]?.n ?? 0;
  },
});

interface EventRow { readonly seq: number; readonly body: string }
async function load(tx: Queryable, keyring: Keyring, id: string, lock: boolean): Promise<LoadedDossier | null> {
  const rows = await tx.query<HeadRow>(
    sql(`SELECT head_hash, citizen_id, guest_key, demo FROM dossier WHERE id = $1${lock ? ' FOR UPDATE' : ''}`, [id], lock ? 'dossier-lock' : 'dossier-row'));
  const row = rows[0];
  if (!row) return null;
  const stored = await tx.query<EventRow>(sql('SELECT seq, body FROM dossier_event WHERE dossier_id = $1 ORDER BY seq', [id], 'dossier-events'));
  return loadedOf(id, row, stored.map((one) => readEvent(keyring, id, one.body)));
}
async function loadMany(tx: Queryable, keyring: Keyring, ids: readonly string[]): Promise<LoadedDossier[]> {
  const heads = await tx.query<HeadRow & { id: string }>(sql('SELECT id, head_hash, citizen_id, guest_key, demo FROM dossier WHERE id = ANY ($1::uuid[])', [ids], 'dossier-rows'));
  const stored = await tx.query<{ dossier_id: string; body: string }>(sql('SELECT dossier_id, body FROM dossier_event WHERE dossier_id = ANY ($1::uuid[]) ORDER BY dossier_id, seq', [heads.map((row) => row.id)], 'dossiers-events'));
  const events = Map.groupBy(stored, (row) => row.dossier_id);
  return heads.map((row) => loadedOf(row.id, row, (events.get(row.id) ?? []).map((one) => readEvent(keyring, row.id, one.body))));
}
interface HeadRow { readonly head_hash: Buffer; readonly citizen_id: string | null; readonly guest_key: string | null; readonly demo: boolean }
const loadedOf = (id: string, row: HeadRow, events: readonly DossierEvent[]): LoadedDossier => ({ id, state: foldDossier(events), events, headHash: row.head_hash.toString('hex'), citizenId: row.citizen_id, guestKey: row.guest_key, demo: row.demo });

/** An event from its stored text; the personal part is opened only here. */
export function readEvent(keyring: Keyring, dossier: string, body: string): DossierEvent {
  const raw = JSON.parse(body) as { seq: number; kind: DossierEvent['kind']; at: string; by: EventActor; data: DossierEvent['data']; sealed: string | null };
  const event = { seq: raw.seq, kind: raw.kind, at: raw.at, by: raw.by, data: raw.data };
  if (!raw.sealed) return event;
  return { ...event, personal: JSON.parse(open(keyring, personalPlace(dossier, raw.seq), raw.sealed)) as PersonalData };
}
