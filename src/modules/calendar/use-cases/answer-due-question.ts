import type { Lang, Text } from '../../../shared/text.ts';
import { isPlainDate, vietnamIso } from '../../../shared/plain-date.ts';
import { type DueRefusal, type DueRule, type Suspension, type Term, type WorkingCalendar, STANDARD_RULE, computeDue, nameTerm, readTerm } from '../domain/index.ts';

export interface CommandAnswer { readonly exitCode: number; readonly stdout: string; readonly stderr: string }
interface Asked { readonly received: Date; readonly term: Term; readonly rule: DueRule; readonly suspensions: readonly Suspension[]; readonly json: boolean; readonly lang: Lang }

const USAGE: Text = {
  vi: `Cách dùng: mot-cua due --received 2026-08-26T09:00:00+07:00 --term "3 ngày làm việc"
  --received THỜI-ĐIỂM   lúc nhận đủ hồ sơ, ISO 8601; không ghi múi giờ thì hiểu là giờ Việt Nam
  --term THỜI-HẠN        "3 ngày làm việc", "8 giờ làm việc", "10 ngày", "24 giờ", "1 tháng", "trong ngày"
  --suspend TỪ/ĐẾN       khoảng tạm dừng, dùng được nhiều lần; bỏ trống ĐẾN khi chưa tính tiếp
  --mode hours|days      tính theo giờ làm việc (mặc định) hay theo ngày
  --no-cutoff            không áp dụng quy tắc nhận sau 15:00
  --lang vi|en           ngôn ngữ của lời giải thích, mặc định vi
  --json                 in {"due", "explanation"}`,
  en: `Usage: mot-cua due --received 2026-08-26T09:00:00+07:00 --term "3 working days"
  --received MOMENT      when the complete dossier was received, ISO 8601; without a zone it is Vietnamese time
  --term LIMIT           "3 working days", "8 working hours", "10 days", "24 hours", "1 month", "same day"
  --suspend FROM/TO      time that does not count, may be repeated; leave TO empty while the clock stands
  --mode hours|days      count working hours (default) or days
  --no-cutoff            without the rule for dossiers received after 15:00
  --lang vi|en           language of the explanation, vi by default
  --json                 print {"due", "explanation"}`,
};

/** `mot-cua due`: an officer, or another system, asks by when something is due. Exit status 2 for whatever cannot be answered. */
export function answerDueQuestion(argv: readonly string[], calendar: WorkingCalendar): CommandAnswer {
  const lang: Lang = argv[argv.indexOf('--lang') + 1] === 'en' && argv.includes('--lang') ? 'en' : 'vi';
  if (argv.includes('--help') || argv.includes('-h')) return { exitCode: 0, stdout: `${USAGE[lang]}\n`, stderr: '' };
  const asked = readArguments(argv, lang);
  if ('problem' in asked) return failed(`${asked.problem[lang]}\n\n${USAGE[lang]}`);
  const due = computeDue(calendar, { start: asked.received, term: asked.term, rule: asked.rule, suspensions: asked.suspensions });
  if (!due.ok) return failed(refusalWords(due.refusal)[asked.lang]);
  const explanation = due.value.explanation[asked.lang];
  if (asked.json) return { exitCode: 0, stdout: `${JSON.stringify({ due: due.value.due && vietnamIso(due.value.due), explanation })}\n`, stderr: '' };
  return { exitCode: 0, stdout: `${explanation}\n`, stderr: '' };
}
const failed = (words: string): CommandAnswer => ({ exitCode: 2, stdout: '', stderr: `${words}\n` });

function refusalWords(refusal: DueRefusal): Text {
  switch (refusal.kind) {
    case 'calendar-year-missing':
      return { vi: `Chưa có lịch nghỉ năm ${refusal.year}, nên chưa tính được ngày hẹn. Hãy nhập lịch năm ${refusal.year} rồi hỏi lại.`, en: `There is no calendar for ${refusal.year}, so no date can be computed. Enter the calendar of ${refusal.year} and ask again.` };
    case 'term-not-countable':
      return { vi: `Thời hạn «${nameTerm(refusal.term).vi}» không đếm được theo cách này: cần số nguyên dương, không quá mười năm; nửa ngày chỉ dùng khi tính theo giờ.`, en: `The limit “${nameTerm(refusal.term).en}” cannot be counted this way: give a positive whole number, at most ten years; half days only when counting hours.` };
    case 'extension-not-later':
    case 'extension-not-in-office-hours':
      return { vi: 'Ngày hẹn lại phải muộn hơn ngày hẹn cũ và nằm trong giờ làm việc.', en: 'A new appointment must be later than the old one and lie in office hours.' };
  }
}

type Problem = { readonly problem: Text };
function readArguments(argv: readonly string[], lang: Lang): Asked | Problem {
  let [received, term, rule]: [Date | null, Term | null, DueRule] = [null, null, STANDARD_RULE];
  let json = false;
  const suspensions: Suspension[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [name, inline] = splitOption(argv[i]!);
    const value = (): string => inline ?? argv[++i] ?? '';
    switch (name) {
      case '--json': json = true; break;
      case '--no-cutoff': rule = { ...rule, cutOff: null }; break;
      case '--lang': if (!['vi', 'en'].includes(value())) return wrong('--lang', 'vi | en'); break;
      case '--mode': {
        const mode = value();
        if (mode !== 'hours' && mode !== 'days') return wrong('--mode', 'hours | days');
        rule = { ...rule, mode };
        break;
      }
      case '--received': if (!(received = readMoment(value()))) return wrong('--received', '2026-08-26T09:00:00+07:00'); break;
      case '--term': if (!(term = readTerm(value()))) return wrong('--term', '"3 ngày làm việc", "3 working days"'); break;
      case '--suspend': {
        const suspension = readSuspension(value());
        if (!suspension) return wrong('--suspend', '2026-08-27T10:00:00+07:00/2026-08-28T10:00:00+07:00');
        suspensions.push(suspension);
        break;
      }
      default: return { problem: { vi: `Không hiểu «${argv[i]}».`, en: `“${argv[i]}” is not understood.` } };
    }
  }
  if (!received) return missing('--received');
  if (!term) return missing('--term');
  return { received, term, rule, suspensions, json, lang };
}
const splitOption = (argument: string): readonly [string, string | undefined] => {
  const equals = argument.startsWith('--') ? argument.indexOf('=') : -1;
  return equals < 0 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)];
};
const wrong = (option: string, example: string): Problem => ({ problem: { vi: `Chưa đọc được giá trị của ${option}. Hãy ghi như: ${example}`, en: `The value of ${option} cannot be read. Write it like: ${example}` } });
const missing = (option: string): Problem => ({ problem: { vi: `Thiếu ${option}.`, en: `${option} is missing.` } });

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/u;
/** ISO 8601 with a real date; without a zone it is Vietnamese time whatever the zone of the machine. */
function readMoment(typed: string): Date | null {
  const match = MOMENT.exec(typed.trim());
  if (!match || !isPlainDate(match[1]!) || Number(match[2]) > 23 || Number(match[3]) > 59 || Number(match[4] ?? 0) > 59) return null;
  const moment = new Date(`${match[1]}T${match[2]}:${match[3]}:${match[4] ?? '00'}${match[5] ?? '+07:00'}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
function readSuspension(typed: string): Suspension | null {
  const parts = typed.split('/');
  const from = readMoment(parts[0] ?? '');
  if (parts.length !== 2 || !from) return null;
  if (parts[1] === '') return { from, to: null };
  const to = readMoment(parts[1]!);
  return to && to >= from ? { from, to } : null;
}
