/** The audit trail, and the event log as a file. */
import { aboutOf } from '../../domain/conversation/about';
import {
  AUDIT_STREAM,
  isCaseStream,
  isConversationStream,
  isIncidentStream,
  withhold,
  type DestroyedEvent,
  type OpenEvent,
} from '../../domain/evidence/event-envelope';
import type { AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import type { AuditEntryView } from '../../shared/contract/history';
import type { Core } from '../app/core';
import { saveFile } from '../export/save-file';
import { isVisible } from '../conversations/visible-talks';
import type { CallContext } from '../ipc/serve-contract';
import type { Disk } from '../platform/disk';
import { otherCaseOf } from '../session/related-cases';
import type { Session } from '../session/session';
import type { Dialogs } from '../windows/dialogs';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, 'audit.page' | 'audit.exportLog'>;

const pageOfStreams = 200;

export function auditHandlers({
  core,
  dialogs,
  disk,
}: {
  readonly core: Core;
  readonly dialogs: Dialogs;
  readonly disk: Disk;
}): Handlers {
  /** Files of a sample branch are told by their names from real ones. */
  const sampleMark = (): string => (core.directory().demo ? 'demo-' : '');

  /** The newest entries that speak of no case hidden from who asks; as many as there are, up to `wanted`. */
  const visibleTrail = async (
    { lists, records }: Session,
    beforeEventId: string | null,
    wanted: number,
  ): Promise<readonly OpenEvent[]> => {
    const hidden = await lists.hiddenCases();
    const found: OpenEvent[] = [];
    for (let before = beforeEventId; ;) {
      const rows = await core.store.newestEventRows(AUDIT_STREAM, before, wanted);
      found.push(...(await records.open(rows)).filter((event) => !hidden.has(caseOf(event))));
      const last = rows.at(-1);
      if (!last || rows.length < wanted || found.length >= wanted) return found.slice(0, wanted);
      before = last.id;
    }
  };

  return {
    'audit.page': async ({ beforeEventId, limit }, context) => {
      const session = requireSession(context);
      const found = await visibleTrail(session, beforeEventId, limit + 1);
      const entries = found.slice(0, limit).map((event): AuditEntryView => {
        const { number, ...values } = event.payload as Record<string, string | number> & { number?: string };
        return {
          eventId: event.header.id,
          atMs: event.header.at.wall,
          type: event.header.type,
          userName: core.personName(event.header.actor.userId),
          number: number ?? '',
          values,
        };
      });
      return ok({ entries, more: found.length > limit });
    },
    'audit.exportLog': async (_input, context) => {
      const session = requireSession(context);
      const file = await dialogs.saveAs(`${sampleMark()}xianting-log.jsonl`, 'jsonl');
      if (file === undefined) return ok({ cancelled: true, events: 0, fileName: null });
      const copyId = core.newId();
      const { devices, people } = core.directory();
      /** Cases and conversations that are not there for this person. */
      const hidden = new Set(await session.lists.hiddenCases());
      const exported: (OpenEvent | DestroyedEvent)[] = [];
      const streams = await core.store.streamIds();
      for (let at = 0; at < streams.length; at += pageOfStreams) {
        const rows = await core.store.eventRowsOf(streams.slice(at, at + pageOfStreams));
        for (const [streamId, ofStream] of rows) {
          const events = await session.records.open(ofStream);
          exported.push(...events);
          // Unreadable for ever, and still links of the chain.
          if (session.records.isDestroyed(streamId))
            exported.push(...ofStream.map(({ signed }): DestroyedEvent => ({ ...signed, destroyed: true })));
          const isTalk = isConversationStream(streamId);
          if (isTalk && !(await isVisible(aboutOf(inTime(events)), session))) hidden.add(streamId);
        }
      }
      // The order of the chains: each line of a device commits to the one before it, see scripts/log-check.
      exported.sort((a, b) => compare(a.header.deviceId, b.header.deviceId) || a.header.seq - b.header.seq);
      const heads = new Map(exported.map(({ header: { deviceId, seq }, hash }) => [deviceId, { deviceId, seq, hash }]));
      const lines = [
        JSON.stringify({
          format: 'xianting-log',
          version: 1,
          copyId,
          devices: [...devices.values()].map(({ deviceId, signPublicKey }) => ({ id: deviceId, key: signPublicKey })),
          users: [...people.values()].map(({ userId, signPublicKeys }) => ({ id: userId, keys: signPublicKeys })),
          heads: [...heads.values()],
        }),
        ...exported.map((event) =>
          JSON.stringify(
            !('destroyed' in event) && namedBy(event).some((id) => hidden.has(id)) ? withhold(event) : event,
          ),
        ),
      ];
      const events = lines.length - 1;
      const trace = () => core.audit(session, { type: 'audit.logExported', payload: { copyId, events } });
      const saved = await saveFile({ core, disk }, { file, bytes: Buffer.from(`${lines.join('\n')}\n`), trace });
      return saved.ok ? ok({ cancelled: false, events, fileName: saved.value }) : saved;
    },
  };
}

const inTime = (events: readonly OpenEvent[]): readonly OpenEvent[] =>
  events.toSorted((a, b) => compare(a.header.at.hlc, b.header.at.hlc));

/** Everything that an event belongs to or speaks of, and that may be hidden from whoever exports. */
const namedBy = (event: OpenEvent): readonly string[] => [
  caseOf(event),
  otherCaseOf(event) ?? '',
  ...namedByIncident(event),
];

/** The talk and the complaint that an incident was called in, or was linked to. */
function namedByIncident({ header, payload }: OpenEvent): readonly string[] {
  if (!isIncidentStream(header.streamId)) return [];
  const { caseId, talkId } = payload as { readonly caseId?: string | null; readonly talkId?: string | null };
  return [caseId ?? '', talkId ?? ''];
}

/** The case or conversation that an event belongs to or, as an entry of the trail, speaks of; empty for any other. */
function caseOf({ header, payload }: OpenEvent): string {
  if (isCaseStream(header.streamId) || isConversationStream(header.streamId)) return header.streamId;
  if (header.streamId !== AUDIT_STREAM) return '';
  return (payload as { readonly caseId?: string }).caseId ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
