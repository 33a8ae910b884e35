/** The whole event log as a file that can be checked without the program, signed by who took it. */
import { aboutOf } from '../../domain/conversation/about';
import { canonicalJson } from '../../domain/evidence/canonical';
import {
  AUDIT_STREAM,
  isConversationStream,
  isIncidentStream,
  withhold,
  type DestroyedEvent,
  type OpenEvent,
} from '../../domain/evidence/event-envelope';
import type { AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { saveFile } from '../export/save-file';
import { isVisible } from '../conversations/visible-talks';
import type { CallContext } from '../ipc/answer';
import type { Disk } from '../platform/disk';
import { otherCaseOf } from '../session/related-cases';
import { nodeHasher } from '../keys/ed25519';
import type { Session } from '../session/session';
import type { Dialogs } from '../windows/dialogs';
import { caseOf, compare, sampleMark } from './audit-entries';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, 'audit.exportLog'>;

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
  return {
    'audit.exportLog': async (_input, context) => {
      const session = requireSession(context);
      const file = await dialogs.saveAs(`${sampleMark(core)}xianting-log.jsonl`, 'jsonl');
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
      // What speaks of an incident that belongs to a hidden case or talk is as hidden as that.
      for (const event of exported) {
        if ('destroyed' in event) continue;
        if (namedByIncident(event).some((id) => hidden.has(id))) hidden.add(event.header.streamId);
      }
      // The order of the chains: each line of a device commits to the one before it, see scripts/log-check.
      exported.sort((a, b) => compare(a.header.deviceId, b.header.deviceId) || a.header.seq - b.header.seq);
      const heads = new Map(exported.map(({ header: { deviceId, seq }, hash }) => [deviceId, { deviceId, seq, hash }]));
      const lines = [
        JSON.stringify(
          signedHeader(session, {
            format: 'xianting-log',
            version: 1,
            copyId,
            exported: { userId: session.user.userId, name: session.user.name, atMs: core.nowMs() },
            devices: [...devices.values()].map(({ deviceId, signPublicKey }) => ({ id: deviceId, key: signPublicKey })),
            users: [...people.values()].map(({ userId, signPublicKeys }) => ({ id: userId, keys: signPublicKeys })),
            heads: [...heads.values()],
          }),
        ),
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

/**
 * Who took the copy answers for it: their signature covers the copy id, the time and where each chain ends, and with that every
 * line.
 */
const signedHeader = <H extends object>(session: Session, header: H): H & { readonly sig: string } => ({
  ...header,
  sig: session.sign(nodeHasher.sha256(canonicalJson(header))),
});

const inTime = (events: readonly OpenEvent[]): readonly OpenEvent[] =>
  events.toSorted((a, b) => compare(a.header.at.hlc, b.header.at.hlc));

/** Everything that an event belongs to or speaks of, and that may be hidden from whoever exports. */
const namedBy = (event: OpenEvent): readonly string[] => [
  caseOf(event),
  otherCaseOf(event) ?? '',
  ...namedByIncident(event),
  ...namedByTrail(event),
];

/** The talk or the incident that somebody read. */
function namedByTrail({ header, payload }: OpenEvent): readonly string[] {
  if (header.streamId !== AUDIT_STREAM) return [];
  const { talkId, incidentId } = payload as { readonly talkId?: string; readonly incidentId?: string };
  return [talkId ?? '', incidentId ?? ''];
}

/** The talk and the complaint that an incident was called in, or was linked to. */
function namedByIncident({ header, payload }: OpenEvent): readonly string[] {
  if (!isIncidentStream(header.streamId)) return [];
  const { caseId, talkId } = payload as { readonly caseId?: string | null; readonly talkId?: string | null };
  return [caseId ?? '', talkId ?? ''];
}
