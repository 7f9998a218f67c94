/** Time is passed in, never read from the machine by a rule: so tests and replays can stand at any moment. */
export interface Clock { now(): Date }
export const systemClock: Clock = { now: () => new Date() };
export const fixedClock = (iso: string): Clock => ({ now: () => new Date(iso) });
