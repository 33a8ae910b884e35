/** The audit trail, and what leaves the program in bulk: the event log and lists. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AUDIT_STREAM, isCaseStream, withhold, type OpenEvent } from '../../domain/evidence/event-envelope';
import { formatYuan } from '../../domain/money/format-money';
import { labelOf } from '../../domain/taxonomy/taxonomy';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { AuditEntryView } from '../../shared/contract/history';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { ListEntry } from '../../shared/store-contract/rows';
import exportEn from '../../shared/locales/export.en.json';
import exportZh from '../../shared/locales/export.zh-CN.json';
import vocabularyEn from '../../shared/locales/vocabulary.en.json';
import vocabularyZh from '../../shared/locales/vocabulary.zh-CN.json';
import type { Core } from '../app/core';
import { writeXlsx } from '../export/write-xlsx';
import type { CallContext } from '../ipc/serve-contract';
import type { Session } from '../session/session';
import type { CaseLists } from '../store/store-access';
import type { Dialogs } from '../windows/dialogs';
import { localDateTime } from './document-data';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, 'audit.page' | 'audit.exportLog' | 'history.export'>;

const pageOfRows = 500;
const pageOfStreams = 200;

export function auditHandlers({ core, dialogs }: { readonly core: Core; readonly dialogs: Dialogs }): Handlers {
  /** Every row of a list, page by page; a search is one page. */
  async function* rowsOf(
    lists: CaseLists,
    query: Parameters<CaseLists['listPage']>[0],
    text: string,
  ): AsyncIterable<ListEntry> {
    if (text.trim() !== '') {
      const { hits } = await lists.search(text, query.filter, 200);
      yield* await lists.listEntries(hits.map((hit) => hit.caseId));
      return;
    }
    for (let offset = 0; ; offset += pageOfRows) {
      const { entries } = await lists.listPage({ ...query, offset, limit: pageOfRows });
      yield* entries;
      if (entries.length < pageOfRows) return;
    }
  }

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
      const hidden = await session.lists.hiddenCases();
      const exported: OpenEvent[] = [];
      const streams = await core.store.streamIds();
      for (let at = 0; at < streams.length; at += pageOfStreams) {
        const rows = await core.store.eventRowsOf(streams.slice(at, at + pageOfStreams));
        for (const ofStream of rows.values()) exported.push(...(await session.records.open(ofStream)));
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
        ...exported.map((event) => JSON.stringify(hidden.has(caseOf(event)) ? withhold(event) : event)),
      ];
      try {
        await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
      } catch (cause) {
        core.log.error('audit.exportLog', cause);
        return err({ code: 'document.saveFailed' });
      }
      const events = lines.length - 1;
      await core.audit(session, { type: 'audit.logExported', payload: { copyId, events } });
      return ok({ cancelled: false, events, fileName: path.basename(file) });
    },
    'history.export': async ({ filter, sort, text, reason }, context) => {
      const session = requireSession(context);
      const file = await dialogs.saveAs(`${sampleMark()}xianting-export.xlsx`, 'xlsx');
      if (file === undefined) return ok({ cancelled: true, rows: 0, fileName: null });
      const { language } = core.settings.preferences();
      const t = language === 'en' ? exportEn : exportZh;
      const words = language === 'en' ? vocabularyEn : vocabularyZh;
      const timeZone = core.directory().branch?.timeZone ?? 'Asia/Shanghai';
      const copyId = core.newId();
      const label = (id: string): string =>
        id !== '' && core.taxonomy.nodeById.has(id) ? labelOf(core.taxonomy, id, language) : '';
      const columns = [
        'number',
        'name',
        'status',
        'business',
        'reason',
        'channel',
        'received',
        'due',
        'owner',
        'amount',
        'matter',
      ] as const;
      async function* cells(): AsyncIterable<string[]> {
        const query = { filter: { ...emptyHistoryFilter, ...filter }, sort, offset: 0, limit: pageOfRows };
        for await (const row of rowsOf(session.lists, query, text)) {
          yield [
            row.number,
            row.maskedName,
            words.status[row.status as keyof typeof words.status],
            label(row.businessCode),
            label(row.reasonCode),
            label(row.channel),
            localDateTime(row.receivedAtMs, timeZone).replace('T', ' '),
            row.dueAtMs === null ? '' : core.localDate(row.dueAtMs - 1),
            row.assigneeId === null ? '' : core.personName(row.assigneeId),
            row.amountFen === null ? '' : formatYuan(row.amountFen),
            row.summary,
          ];
        }
      }
      const written = await writeXlsx(
        {
          sheetName: core.directory().demo ? `${t.demoSheet} ${t.sheet}` : t.sheet,
          columns: columns.map((name) => ({ header: t.column[name], width: name === 'matter' ? 60 : 20 })),
          rows: cells(),
          watermark: [
            ...(core.directory().demo ? [t.demo] : []),
            `${t.exportedBy} ${session.user.name}`,
            `${t.exportedAt} ${localDateTime(core.nowMs(), timeZone).replace('T', ' ')}`,
            `${t.reason} ${reason}`,
            `${t.copyId} ${copyId}`,
          ],
          infoSheetName: t.infoSheet,
          truncationNotice: t.truncated,
        },
        { file },
      );
      if (!written.ok) return err({ code: 'document.saveFailed' });
      const rows = written.value.rowCount;
      await core.audit(session, { type: 'audit.listExported', payload: { copyId, rows, reason } });
      return ok({ cancelled: false, rows, fileName: path.basename(file) });
    },
  };
}

/** The case that an event belongs to or, as an entry of the trail, speaks of; empty for any other. */
function caseOf({ header, payload }: OpenEvent): string {
  if (isCaseStream(header.streamId)) return header.streamId;
  if (header.streamId !== AUDIT_STREAM) return '';
  return (payload as { readonly caseId?: string }).caseId ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
