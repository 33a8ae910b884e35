/** Days by the clock of Beijing, which holds for the whole country. */
const offsetMs = 8 * 3_600_000;

/** `YYYY-MM-DD`. */
export const dayInBeijing = (ms: number): string => new Date(ms + offsetMs).toISOString().slice(0, 10);

/** The middle of a day, for a text without its weekday. */
export const noonInBeijing = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);
