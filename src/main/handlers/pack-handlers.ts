/** The packs of the branch: the page that shows them, and the way a new one comes into force. */
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { usualHours } from '../../domain/deadlines/opening-hours';
import {
  contentOf,
  countsOf,
  packKindNames,
  type PackContent,
  type PackContents,
  type PackKind,
} from '../../domain/packs/kinds';
import { contentsWith, heldAt, statusOf, type ShelvedPack } from '../../domain/packs/pack-shelf';
import { mostPackCharacters } from '../../domain/packs/pack-size';
import { PackKey } from '../../domain/packs/signed-pack';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { PackContentView, PackView, SwitchEffect, SwitchPreview } from '../../shared/contract/packs';
import exportEn from '../../shared/locales/export.en.json';
import exportZh from '../../shared/locales/export.zh-CN.json';
import type { Core } from '../app/core';
import { writeXlsx } from '../export/write-xlsx';
import type { CallContext } from '../ipc/answer';
import type { LawBook } from '../packs/law-book';
import type { PackService } from '../packs/pack-service';
import { effectOf, type FoundEffect } from '../packs/switch-preview';
import { refusalOf } from '../registers/export-file';
import { nothingExported } from '../registers/export-ledger';
import type { ScriptDeskService } from '../scripts/script-desk';
import type { ScriptReleases } from '../scripts/script-releases';
import type { Session } from '../session/session';
import type { Dialogs } from '../windows/dialogs';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `packs.${string}`>>;

export interface PackHandlerDeps {
  readonly core: Core;
  readonly service: PackService;
  readonly lawBook: LawBook;
  readonly dialogs: Dialogs;
  readonly releases: Pick<ScriptReleases, 'open'>;
  readonly desk: Pick<ScriptDeskService, 'desk'>;
}

const shownRefusals = 20;
/** What a page can sort and show; all of them are in the export. */
const shownChanges = 5_000;

export function packHandlers({ core, service, lawBook, dialogs, releases, desk }: PackHandlerDeps): Handlers {
  const institution = () => core.directory().branch?.institutionType ?? 'bank';
  const timeZone = (): string => core.directory().branch?.timeZone ?? 'Asia/Shanghai';
  const builtIn = (): PackContents => lawBook.builtIn(institution());
  /** Whoever confirms has asked for the changes before: how many cases changed when this session last did, by pack. */
  const lookedAt = new WeakMap<Session, Map<string, number>>();

  const builtInView = (kind: PackKind): PackView => {
    const content = contentOf(kind, builtIn()[kind]);
    return {
      key: `builtIn.${kind}`,
      kind,
      id: content.pack.id,
      version: content.pack.version,
      status: heldAt(lawBook.shelf(), kind, core.nowMs()) === null ? 'inForce' : 'superseded',
      origin: 'builtIn',
      publicKey: null,
      hash: lawBook.builtInHash(kind, institution()),
      issuedBy: '',
      effectiveFrom: null,
      receivedAtMs: null,
      confirmed: null,
      ...countsOf(content),
    };
  };

  const viewOf = (pack: ShelvedPack): PackView => {
    const { hash, id, version, content, origin, publicKey, issuedBy, effectiveFrom, receivedAtMs, confirmed } = pack;
    return {
      key: hash,
      kind: content.kind,
      id,
      version,
      status: statusOf(lawBook.shelf(), pack, builtIn(), core.nowMs()),
      origin,
      publicKey,
      hash,
      issuedBy,
      effectiveFrom,
      receivedAtMs,
      confirmed: confirmed && {
        by: core.personName(confirmed.byId),
        atMs: confirmed.atMs,
        fromMs: confirmed.fromMs,
        casesChanged: confirmed.casesChanged,
      },
      ...countsOf(content),
    };
  };

  const preview = async (session: Session, pack: ShelvedPack): Promise<FoundEffect> => {
    const before = lawBook.now(institution());
    const { calendar } = before;
    const times = { hours: core.directory().branch?.openingHours ?? usualHours, calendar, timeZone: timeZone() };
    const found = await effectOf[pack.content.kind](session, {
      before,
      after: contentsWith(before, pack),
      institution: institution(),
      times,
      nowMs: core.nowMs(),
      open: releases.open,
      wordings: async () => (await desk.desk(session)).wordings,
    });
    const known = lookedAt.get(session) ?? new Map<string, number>();
    lookedAt.set(session, known.set(pack.hash, found.casesChanged));
    return found;
  };
  const preparedView = (pack: ShelvedPack, found: FoundEffect): SwitchPreview => {
    const { kind } = pack.content;
    const fromMs = service.fromMs(pack);
    return {
      key: pack.hash,
      replaces: heldAt(lawBook.shelf(), kind, core.nowMs())?.hash ?? `builtIn.${kind}`,
      fromMs,
      atOnce: fromMs <= core.nowMs(),
      ...found,
      effect: firstOf(found.effect),
      total: found.effect.changes.length,
    };
  };

  return {
    'packs.overview': async () => {
      const { packs, keys, refusals } = lawBook.shelf();
      return ok({
        packs: [...packKindNames.map(builtInView), ...packs.map(viewOf)],
        keys: keys.map(({ publicKey, origin, atMs, byId }) => ({ publicKey, origin, atMs, by: core.personName(byId) })),
        refusals: refusals
          .slice(-shownRefusals)
          .reverse()
          .map(({ hash: _hash, ...refusal }) => refusal),
      });
    },
    'packs.read': async ({ key }) => {
      const [from, kind] = wordsOf(key);
      if (kind !== undefined)
        return ok(contentView(contentOf(kind, (from === 'builtIn' ? builtIn() : lawBook.now(institution()))[kind])));
      const pack = lawBook.shelf().packs.find(({ hash }) => hash === key);
      return pack ? ok(contentView(pack.content)) : err({ code: 'packs.notFound' });
    },
    'packs.importFile': async (_input, context) => {
      const session = requireSession(context);
      const [file] = await dialogs.open(['json', 'xtpack'], { many: false });
      if (file === undefined) return ok({ cancelled: true, name: '', knownBefore: false });
      const text = await readText(file);
      if (text === null) return err({ code: 'packs.unreadable' });
      const fileName = path.basename(file);
      const taken = await service.takeFile(session, text, fileName);
      return taken.ok
        ? ok({ cancelled: false, name: taken.name, knownBefore: taken.knownBefore })
        : err({ code: 'packs.refused', fileName, problems: taken.problems });
    },
    'packs.preview': async ({ key }, context) => {
      const pack = service.awaiting(key);
      if (!pack) return err({ code: 'packs.notAwaiting' });
      return ok(preparedView(pack, await preview(requireSession(context), pack)));
    },
    'packs.exportPreview': async ({ key, reason }, context) => {
      const session = requireSession(context);
      const pack = service.awaiting(key);
      if (!pack) return err({ code: 'packs.notAwaiting' });
      const { effect } = await preview(session, pack);
      if (effect.of !== 'dates') return err({ code: 'packs.noDates' });
      const demo = core.directory().demo;
      const file = await dialogs.saveAs(`${demo ? 'demo-' : ''}xianting-changed-dates.xlsx`, 'xlsx');
      if (file === undefined) return ok(nothingExported);
      const { changes } = effect;
      const { language } = core.settings.preferences();
      const watermark = language === 'en' ? exportEn : exportZh;
      const t = watermark.changedDates;
      const copyId = core.newId();
      const columns = ['number', 'name', 'deadline', 'before', 'after', 'ruleBefore', 'ruleAfter', 'article'] as const;
      const cells = changes.map(({ number, maskedName, zh, en, before, after }) => [
        number,
        maskedName,
        language === 'en' ? en : zh,
        before?.dueOn ?? '',
        after?.dueOn ?? '',
        before?.ruleId ?? '',
        after?.ruleId ?? '',
        (language === 'en' ? (after ?? before)?.articleEn : (after ?? before)?.article) ?? '',
      ]);
      const written = await writeXlsx(
        {
          sheetName: demo ? `${watermark.demoSheet} ${t.title}` : t.title,
          columns: columns.map((name) => ({ header: t[name], width: name === 'article' ? 60 : 20 })),
          rows: cells,
          watermark: [
            ...(demo ? [watermark.demo] : []),
            `${pack.id} ${pack.version}`,
            `${watermark.exportedBy} ${session.user.name}`,
            `${watermark.exportedAt} ${localDateTimeOf(core.nowMs(), timeZone()).replace('T', ' ')}`,
            `${watermark.reason} ${reason}`,
            `${watermark.copyId} ${copyId}`,
          ],
          infoSheetName: watermark.infoSheet,
          truncationNotice: watermark.truncated,
        },
        {
          file,
          // The trace comes first: a file without one must not be.
          onComplete: ({ rowCount }) =>
            core.audit(session, { type: 'audit.listExported', payload: { copyId, rows: rowCount, reason } }),
        },
      );
      if (written.ok) return ok({ cancelled: false, rows: written.value.rowCount, fileName: path.basename(file) });
      const refused = refusalOf(written.error);
      return refused ? err(refused) : ok(nothingExported);
    },
    'packs.confirm': async ({ commandId, key }, context) => {
      const session = requireSession(context);
      if ((await session.records.answered(commandId)) !== undefined) return ok({});
      const pack = service.awaiting(key);
      if (!pack) return err({ code: 'packs.notAwaiting' });
      const casesChanged = lookedAt.get(session)?.get(key);
      if (casesChanged === undefined) return err({ code: 'packs.notLookedAt' });
      await service.confirm(session, commandId, pack, casesChanged);
      return ok({});
    },
    'packs.trustKey': async ({ publicKey }, context) => {
      const { keys } = lawBook.shelf();
      if (!PackKey.safeParse(publicKey).success) return err({ code: 'packs.keyMalformed' });
      if (keys.some((key) => key.publicKey === publicKey)) return err({ code: 'packs.keyKnown' });
      // Where there is a line, headquarters itself has said which key is its own.
      if (keys.some(({ origin }) => origin === 'headquarters')) return err({ code: 'packs.keyOfHeadquarters' });
      await service.trust(requireSession(context), publicKey, 'person');
      return ok({});
    },
  };
}

async function readText(file: string): Promise<string | null> {
  let handle;
  try {
    handle = await open(file, 'r');
    // A pack that is too large is refused for that; nobody needs the rest of it.
    const most = 4 * mostPackCharacters;
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await handle?.close();
  }
}

/** Of a key that names no hash: whose pack of which kind. */
function wordsOf(key: string): readonly [from: 'builtIn' | 'inForce', kind: PackKind] | readonly [] {
  for (const from of ['builtIn', 'inForce'] as const) {
    const kind = packKindNames.find((name) => key === `${from}.${name}`);
    if (kind !== undefined) return [from, kind];
  }
  return [];
}

function contentView(content: PackContent): PackContentView {
  if (content.kind !== 'calendar') return content;
  // What it computes with can't travel to a page.
  const { id, version, published, computed } = content.pack;
  return { kind: 'calendar', pack: { id, version, published, estimated: computed } };
}

/** What a page can sort and show. */
function firstOf(effect: SwitchEffect): SwitchEffect {
  switch (effect.of) {
    case 'dates':
      return { ...effect, changes: effect.changes.slice(0, shownChanges) };
    case 'approvers':
      return { ...effect, changes: effect.changes.slice(0, shownChanges) };
    case 'reminders':
      return { ...effect, changes: effect.changes.slice(0, shownChanges) };
    case 'scripts':
      return { ...effect, changes: effect.changes.slice(0, shownChanges) };
    case 'none':
      return effect;
  }
}
