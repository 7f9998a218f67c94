/** The three boxes of a date field, from «yyyy-mm-dd»; a day that does not exist goes in as it is. */
export const dayBoxes = (name: string, day: string): Record<string, string> => ({ [`${name}.day`]: day.slice(8), [`${name}.month`]: day.slice(5, 7), [`${name}.year`]: day.slice(0, 4) });
