import { useEffect, useState } from 'react';

/** The PC's clock, renewed every `everyMs`: for "3 minutes ago" and the clock of the top bar only. Facts get main's time. */
export function useNow(everyMs = 30_000): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
