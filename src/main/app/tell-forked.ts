/** 分叉: another PC signed two events for one place in its chain. What stands here stays; people are told, because somebody has to look. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { Core } from './core';

export function tellForked(
  { directory, log, notices }: Pick<Core, 'directory' | 'log' | 'notices'>,
  events: readonly Pick<OpenEvent, 'header'>[],
): void {
  for (const { header } of events) {
    const tag = directory().devices.get(header.deviceId)?.deviceTag ?? '';
    log.warn('sync.forked', { deviceId: header.deviceId, seq: header.seq });
    notices.add({ severity: 'warning', code: 'twoHistories', values: { tag, seq: header.seq } });
  }
}
