/** Counters in the text format that Prometheus reads. Labels are routes, codes and outcomes; never ids. */
export interface Metrics {
  readonly count: (name: string, labels: Readonly<Record<string, string | number>>, by?: number) => void;
  readonly text: () => string;
}

export function createMetrics(startedAtMs: number, nowMs: () => number): Metrics {
  const counters = new Map<string, number>();
  return {
    count: (name, labels, by = 1) => {
      const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
      const key = `xianting_${name}{${pairs.join(',')}}`;
      counters.set(key, (counters.get(key) ?? 0) + by);
    },
    text: () =>
      [
        `xianting_uptime_seconds ${Math.floor((nowMs() - startedAtMs) / 1000)}`,
        ...[...counters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key} ${value}`),
        '',
      ].join('\n'),
  };
}
