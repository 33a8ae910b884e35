/** The audit trail on the screen: a page by key, what stands out, and the same as a table. */
import path from 'node:path';
import { auditKindOf } from '../../domain/audit/audit-kinds';
import { findingsOf, type AuditAct } from '../../domain/audit/findings';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { timeBand, type TimeAnchor } from '../../domain/evidence/time-band';
import { anyAudit, type AuditEntryView } from '../../shared/contract/audit';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { writeXlsx, type ExportCell } from '../export/write-xlsx';
import { doubtOf, readAnchors } from '../clock/time-anchors';
import type { CallContext } from '../ipc/answer';
import { fileNameOf, fileWords, refusalOf, sheetNameOf, watermarkOf } from '../registers/export-file';
import { nothingExported } from '../registers/export-ledger';
import type { Session } from '../session/session';
import type { Dialogs } from '../windows/dialogs';
import { numberOf, walkTrail } from './audit-walk';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, 'audit.page' | 'audit.findings' | 'audit.exportTrail'>;

/** A page looks through no more than this at once, so that a filter that little fits does not hold anybody up. */
const mostLookedForPage = 2_000;
const mostLookedForFindings = 20_000;
const casesAtOnce = 200;

type Values = Record<string, string | number>;

export function auditTrailHandlers({ core, dialogs }: { readonly core: Core; readonly dialogs: Dialogs }): Handlers {
  const view = (event: OpenEvent, anchors: readonly TimeAnchor[]): AuditEntryView => {
    const { number, ...values } = shownValues(event);
    const { id, at, type, actor } = event.header;
    return {
      eventId: id,
      atMs: at.wall,
      ...doubtOf(event.header, anchors),
      type,
      kind: auditKindOf(type),
      userId: actor.userId,
      userName: core.personName(actor.userId),
      number: number ?? '',
      values,
    };
  };

  return {
    'audit.page': async ({ filter = anyAudit, beforeEventId, limit }, context) => {
      const session = requireSession(context);
      const found: OpenEvent[] = [];
      let looked = 0;
      let before: string | null = null;
      let backToMs: number | null = null;
      for await (const portion of walkTrail(core, session, filter, beforeEventId, Math.max(limit + 1, 50))) {
        found.push(...portion.found);
        looked += portion.looked;
        ({ before } = portion);
        backToMs = portion.backToMs ?? backToMs;
        if (found.length > limit || looked >= mostLookedForPage) break;
      }
      const shown = found.slice(0, limit);
      const anchors = await readAnchors(session);
      // What was found beyond the page is looked at again by the next one.
      const cut = found.length > limit;
      return ok({
        entries: shown.map((event) => view(event, anchors)),
        more: cut || before !== null,
        before: cut ? (shown.at(-1)?.header.id ?? null) : before,
        backToMs: cut ? (shown.at(-1)?.header.at.wall ?? null) : backToMs,
      });
    },
    'audit.findings': async ({ fromMs, toMs }, context) => {
      const session = requireSession(context);
      const acts: AuditAct[] = [];
      let looked = 0;
      let complete = true;
      for await (const { found, looked: more, before } of walkTrail(
        core,
        session,
        { ...anyAudit, fromMs, toMs },
        null,
      )) {
        acts.push(...found.map(actOf));
        looked += more;
        complete = before === null;
        if (looked >= mostLookedForFindings) break;
      }
      const hasPart = await partsIn(session, acts);
      const zone = core.directory().branch?.timeZone ?? 'Asia/Shanghai';
      const findings = findingsOf(acts, {
        hasPart,
        localHour: (ms) => Number(localDateTimeOf(ms, zone).slice(11, 13)),
      });
      return ok({ findings: findings.map((one) => ({ ...one, userName: core.personName(one.userId) })), complete });
    },
    'audit.exportTrail': async ({ filter, reason }, context) => {
      const session = requireSession(context);
      const file = await dialogs.saveAs(fileNameOf(core, `audit-${core.today()}`), 'xlsx');
      if (file === undefined) return ok(nothingExported);
      const copyId = core.newId();
      const words = fileWords(core);
      const { t } = words;
      const zone = core.directory().branch?.timeZone ?? 'Asia/Shanghai';
      const line = (event: OpenEvent): ExportCell[] => {
        const { header } = event;
        const { number: _number, ...values } = shownValues(event);
        return [
          localDateTimeOf(header.at.wall, zone).replace('T', ' '),
          t.trail.bands[timeBand(header, anchors)],
          core.personName(header.actor.userId),
          t.trail.kinds[auditKindOf(header.type)],
          header.type.replace('audit.', ''),
          numberOf(event),
          Object.entries(values)
            .map(([name, value]) => `${name}=${String(value)}`)
            .join('; '),
          header.deviceId,
          String(header.seq),
          event.hash,
        ];
      };
      async function* rows(): AsyncIterable<ExportCell[]> {
        for await (const { found } of walkTrail(core, session, filter, null)) yield* found.map(line);
      }
      const anchors = await readAnchors(session);
      const text = (header: string, width: number) => ({ header, width, kind: 'text' as const });
      const written = await writeXlsx(
        {
          sheetName: sheetNameOf(core, words, t.trail.sheet),
          columns: [
            text(t.trail.at, 20),
            text(t.trail.band, 14),
            text(t.trail.who, 14),
            text(t.trail.kind, 12),
            text(t.trail.act, 20),
            text(t.trail.number, 22),
            text(t.trail.values, 60),
            text(t.trail.device, 38),
            text(t.trail.seq, 10),
            text(t.trail.hash, 46),
          ],
          rows: rows(),
          watermark: watermarkOf(core, session, words, reason, copyId),
          closing: () => [t.trail.check],
          infoSheetName: t.infoSheet,
          truncationNotice: t.truncated,
        },
        {
          file,
          onComplete: ({ rowCount }) =>
            core.audit(session, { type: 'audit.trailExported', payload: { copyId, rows: rowCount, reason } }),
        },
      );
      if (written.ok) return ok({ cancelled: false, rows: written.value.rowCount, fileName: path.basename(file) });
      const refused = refusalOf(written.error);
      return refused ? err(refused) : ok(nothingExported);
    },
  };
}

/**
 * Without ids of talks and incidents: they say nothing to a reader, and one that is about a person would tell that person that
 * it is there.
 */
function shownValues({ payload }: OpenEvent): Values & { readonly number?: string } {
  const { talkId: _talk, incidentId: _incident, ...values } = payload as Values & { number?: string };
  return values;
}

function actOf({ header, payload }: OpenEvent): AuditAct {
  const { caseId, userId, failures, times } = payload as {
    readonly caseId?: string;
    readonly userId?: string;
    readonly failures?: number;
    readonly times?: number;
  };
  const isFailure = header.type === 'audit.signInFailed';
  const count = isFailure ? timesFailed(payload, failures) : times;
  return {
    type: header.type,
    userId: header.actor.userId,
    role: header.actor.role,
    atMs: header.at.wall,
    ...(caseId === undefined ? {} : { caseId }),
    ...(isFailure && userId !== undefined ? { triedUserId: userId } : {}),
    ...(count === undefined ? {} : { times: count }),
  };
}

/** Tries at the sign-in are told together; of a signature each is told by itself, with how many there were before. */
function timesFailed(payload: unknown, failures: number | undefined): number {
  const { at } = payload as { readonly at?: string };
  return at === undefined || at === 'signIn' || at === 'recovery' ? (failures ?? 1) : 1;
}

/** Which of the viewed cases are whose; asked only for those that people at the counter opened. */
async function partsIn(
  session: Session,
  acts: readonly AuditAct[],
): Promise<(userId: string, caseId: string) => boolean> {
  const opened = acts.flatMap(({ role, caseId }) => (role === 'counter' && caseId !== undefined ? [caseId] : []));
  const caseIds = [...new Set(opened)];
  const parts = new Map<string, ReadonlySet<string>>();
  for (let at = 0; at < caseIds.length; at += casesAtOnce) {
    for (const state of await session.records.caseStates(caseIds.slice(at, at + casesAtOnce))) {
      const owner = state.ownerId === null ? [] : [state.ownerId];
      parts.set(state.id, new Set([state.registeredBy, ...owner, ...state.handlers]));
    }
  }
  return (userId, caseId) => parts.get(caseId)?.has(userId) === true;
}
