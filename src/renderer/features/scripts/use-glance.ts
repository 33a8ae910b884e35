/** What the rules say of a change that somebody is still typing: asked when they pause, and of the latest words alone. */
import { useEffect, useState } from 'react';
import type { ScriptChange } from '../../../domain/scripts/desk';
import type { Finding } from '../../../domain/scripts/finding';
import { api } from '../../bridge/client';

const PAUSE_MS = 300;

/** Null while nothing is typed, or before the first answer. */
export function useGlance(code: string, change: ScriptChange | null): readonly Finding[] | null {
  const [answer, setAnswer] = useState<{ readonly of: ScriptChange; readonly findings: readonly Finding[] } | null>(
    null,
  );
  useEffect(() => {
    if (change === null) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void api['scripts.glance']({ code, change }).then((reply) => {
        if (current && reply.ok) setAnswer({ of: change, findings: reply.value.findings });
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [code, change]);
  return change === null ? null : (answer?.findings ?? null);
}
