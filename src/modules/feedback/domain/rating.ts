/** From 1 «rất không hài lòng» to 5 «rất hài lòng». */
export const STARS = [5, 4, 3, 2, 1] as const;
export type Stars = (typeof STARS)[number];
export const DEMANDS = ['money', 'papers', 'both'] as const;
export type Demand = (typeof DEMANDS)[number];

/** Rated once, after the result: a dossier that has been decided, whichever way. */
export const mayRate = (state: { readonly status: string }): boolean => ['done', 'returned', 'refused', 'not-accepted', 'stopped'].includes(state.status);
