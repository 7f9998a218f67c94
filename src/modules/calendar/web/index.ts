export { calendarRoutes, type CalendarWebDeps } from './routes.tsx';
