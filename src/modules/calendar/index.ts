export { answerDueQuestion, type CommandAnswer } from './use-cases/answer-due-question.ts';
export { CALENDAR_LIMITS, previewChange, saveChange, type ChangeCalendarDeps, type ChangePreview, type SaveRefusal } from './use-cases/change-calendar.ts';
export { seedCalendar } from './use-cases/seed-calendar.ts';
export { calendarStore, type CalendarStoreOptions } from './store/calendar-store.ts';
export { nationalCalendar, nationalCalendarData } from './store/national-calendar-file.ts';
export type * from './ports.ts';
