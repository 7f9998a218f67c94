import type { DossierFact } from '../../src/modules/report/domain/index.ts';

const at = (day: string, time = '09:00'): string => new Date(`${day}T${time}:00+07:00`).toISOString();
/** Figures of a dossier received on 2 March 2026 and due on 5 March, still open, unless told otherwise. */
export const exampleFact = (over: Partial<DossierFact> = {}): DossierFact => ({
  dossierId: '01990000-0000-7000-8000-0000000000ff', seq: 2, agencyId: 2, receivingAgency: 2, procedure: '1.001193', field: 'Hộ tịch', channel: 'online', filedBy: 'self', code: 'H36.23095-260302-0001', reference: 'T-1',
  submittedAt: at('2026-03-02', '08:00'), answerBy: at('2026-03-03', '08:00'), answeredAt: at('2026-03-02'), receivedAt: at('2026-03-02'), firstDue: at('2026-03-05'), legalDue: at('2026-03-05'), due: at('2026-03-05'), indexDue: null,
  status: 'processing', step: 'tham-tra', stepName: { vi: 'Thẩm tra', en: 'Check' }, stepRole: 'specialist', stepDue: at('2026-03-04'), assignee: null, assigneeName: null, finishedAt: null, outcome: null, settled: null, indexLate: null, returnedAt: null, supplements: 0, laterRounds: 0,
  apologisedAt: null, apologyInTime: null, newDue: null, apologyFrom: null, apologyLast: null, pauses: [], dues: [{ since: at('2026-03-02'), due: at('2026-03-05') }], workedMinutes: null, electronicResult: false, trialResult: false, feeDue: 0, feePaid: 0, feeHow: null, changedAt: at('2026-03-02'), calendarVersion: 1, ...over,
});
