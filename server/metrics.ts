/** Counters and gauges in the text format that Prometheus reads. Labels are routes, codes and outcomes; never ids. */
export interface Metrics {
  readonly count: (name: string, labels: Readonly<Record<string, string | number>>, by?: number) => void;
  /** How long a request took, for the share that took longer than each of the limits. */
  readonly took: (route: string, seconds: number) => void;
  /** Asked when the metrics are. */
  readonly gauge: (name: string, value: () => number) => void;
  readonly text: () => string;
}

const limitsS = [0.005, 0.025, 0.1, 0.3, 1, 5, 30];

export function createMetrics(startedAtMs: number, nowMs: () => number): Metrics {
  const counters = new Map<string, number>();
  const gauges = new Map<string, () => number>();
  const add = (key: string, by: number): void => {
    counters.set(key, (counters.get(key) ?? 0) + by);
  };
  return {
    count: (name, labels, by = 1) => {
      const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
      add(`xianting_${name}{${pairs.join(',')}}`, by);
    },
    took: (route, seconds) => {
      for (const limit of limitsS)
        add(`xianting_request_seconds_bucket{route="${route}",le="${limit}"}`, seconds <= limit ? 1 : 0);
      add(`xianting_request_seconds_bucket{route="${route}",le="+Inf"}`, 1);
      add(`xianting_request_seconds_sum{route="${route}"}`, seconds);
      add(`xianting_request_seconds_count{route="${route}"}`, 1);
    },
    gauge: (name, value) => {
      gauges.set(`xianting_${name}`, value);
    },
    text: () =>
      [
        `xianting_uptime_seconds ${Math.floor((nowMs() - startedAtMs) / 1000)}`,
        ...[...gauges].map(([key, value]) => `${key} ${value()}`),
        ...[...counters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key} ${value}`),
        '',
      ].join('\n'),
  };
}
