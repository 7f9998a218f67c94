import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nationalCalendar } from '../store/national-calendar-file.ts';
import { answerDueQuestion } from './answer-due-question.ts';

const ask = (...argv: string[]) => answerDueQuestion(argv, nationalCalendar());

test('prints due and explanation as JSON', () => {
  const answer = ask('--received', '2026-08-26T09:00:00+07:00', '--term', '3 working days', '--json');
  assert.deepEqual([answer.exitCode, answer.stderr], [0, '']);
  const printed = JSON.parse(answer.stdout) as { due: string; explanation: string };
  assert.deepEqual(Object.keys(printed), ['due', 'explanation']);
  assert.equal(printed.due, '2026-09-03T09:00:00+07:00');
  assert.match(printed.explanation, /bỏ qua thứ Bảy 29\/8, Chủ nhật 30\/8, thứ Hai 31\/8 \(nghỉ hoán đổi\), thứ Ba 1\/9 và thứ Tư 2\/9 \(Quốc khánh\)/u);
});
test('the 15:00 rule is on unless it is switched off', () => {
  const due = (...more: string[]): string => (JSON.parse(ask('--received', '2026-08-27T16:10:00+07:00', '--term', '3 ngày làm việc', '--json', ...more).stdout) as { due: string }).due;
  assert.equal(due(), '2026-09-04T17:30:00+07:00');
  assert.equal(due('--no-cutoff'), '2026-09-04T16:10:00+07:00');
  assert.equal(due('--mode', 'days'), '2026-09-07T17:30:00+07:00');
  assert.equal(due('--mode=hours'), '2026-09-04T17:30:00+07:00');
});
test('time that does not count may be given several times, and may still be open', () => {
  const asked = ['--received', '2026-08-26T09:00', '--term', '3 working days', '--json'];
  const due = (...more: string[]): string | null => (JSON.parse(ask(...asked, ...more).stdout) as { due: string | null }).due;
  assert.equal(due('--suspend', '2026-08-27T10:00/2026-08-28T10:00'), '2026-09-04T09:00:00+07:00');
  assert.equal(due('--suspend', '2026-08-27T10:00/2026-08-28T10:00', '--suspend', '2026-09-03T08:00/2026-09-03T09:00'), '2026-09-04T10:00:00+07:00');
  assert.equal(due('--suspend', '2026-08-27T10:00/'), null);
});
test('a sentence for people, in either language', () => {
  assert.match(ask('--received', '2026-08-26T09:00', '--term', '3 ngày làm việc').stdout, /^Nhận lúc 09:00 thứ Tư 26\/8\/2026\. .* Hẹn trả: 09:00 thứ Năm 3\/9\/2026\.\n$/u);
  assert.match(ask('--received', '2026-08-26T09:00', '--term', '3 ngày làm việc', '--lang', 'en').stdout, /^Received at 09:00 Wednesday 26 August 2026\. .* Due: 09:00 Thursday 3 September 2026\.\n$/u);
});
test('a year without a calendar is a clear error, never a year without holidays', () => {
  const answer = ask('--received', '2027-12-30T09:00:00+07:00', '--term', '3 working days', '--json');
  assert.deepEqual([answer.exitCode, answer.stdout], [2, '']);
  assert.match(answer.stderr, /Chưa có lịch nghỉ năm 2028/u);
  assert.match(ask('--received', '2030-01-02T09:00', '--term', '1 day', '--lang', 'en').stderr, /no calendar for 2030/u);
});
test('whatever cannot be read is named, with an example', () => {
  const bad: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /Thiếu --received/u],
    [['--received', '2026-08-26T09:00'], /Thiếu --term/u],
    [['--received', '2026-02-30T09:00', '--term', '3 ngày'], /--received/u],
    [['--received', '2026-08-26', '--term', '3 ngày'], /--received/u],
    [['--received', '2026-08-26T25:00', '--term', '3 ngày'], /--received/u],
    [['--received', '2026-08-26T09:00', '--term', '3'], /--term/u],
    [['--received', '2026-08-26T09:00', '--term', '3 ngày', '--mode', 'weeks'], /--mode/u],
    [['--received', '2026-08-26T09:00', '--term', '3 ngày', '--suspend', '2026-08-28T10:00/2026-08-27T10:00'], /--suspend/u],
    [['--received', '2026-08-26T09:00', '--term', '3 ngày', '--suspend', 'nonsense'], /--suspend/u],
    [['--received', '2026-08-26T09:00', '--term', '3 ngày', '--whatever'], /--whatever/u],
    [['--received', '2026-08-26T09:00', '--term', '0,5 ngày làm việc', '--mode', 'days'], /không đếm được/u],
    [['--received', '2026-08-26T09:00', '--term', '99999 ngày'], /không đếm được/u],
  ];
  for (const [argv, words] of bad) {
    const answer = ask(...argv);
    assert.deepEqual([answer.exitCode, answer.stdout], [2, ''], argv.join(' '));
    assert.match(answer.stderr, words);
  }
  assert.equal(ask('--help').exitCode, 0);
});
