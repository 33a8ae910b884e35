/** Time as this server knows it; the only place that reads it. */
export const systemNowMs = (): number => Date.now();
