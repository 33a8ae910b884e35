/** What main says of something, asked again when it tells that this has changed. */
import { useCallback, useEffect, useState } from 'react';
import type { TopicName } from '../../shared/contract/topics';
import { subscribe } from '../bridge/client';

/**
 * @param ask the same function each time, made outside of the component
 * @returns null until the first answer, and what was said last after a refusal
 */
export function useTold<T>(
  ask: () => Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }>,
  topic: TopicName,
): { readonly told: T | null; readonly reload: () => void } {
  const [told, setTold] = useState<T | null>(null);
  const reload = useCallback(() => {
    void ask().then((reply) => {
      if (reply.ok) setTold(reply.value);
    });
  }, [ask]);
  useEffect(() => {
    reload();
    return subscribe(topic, reload);
  }, [reload, topic]);
  return { told, reload };
}
