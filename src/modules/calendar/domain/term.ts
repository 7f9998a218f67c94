/** A time limit as the law states it (thời hạn giải quyết). `same-day`: the result is due the same working day. */
export interface Term { readonly value: number; readonly unit: 'working-day' | 'calendar-day' | 'working-hour' | 'hour' | 'month' | 'same-day' }
