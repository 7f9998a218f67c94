export { calendarRoutes, type CalendarWebDeps } from './routes.tsx';
export { yearMissingWords } from './words.ts';
