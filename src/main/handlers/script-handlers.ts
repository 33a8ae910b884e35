/** The library of scripts and the desk on which they are written, reviewed and said in the branch's own words. */
import {
  applyChange,
  ofDraft,
  ScriptChange,
  type DeskDraft,
  type NewDeskEvent,
  type ScriptDesk,
} from '../../domain/scripts/desk';
import { deadlineChoices } from '../../domain/scripts/deadline-choices';
import type { RulePack } from '../../domain/deadlines/rule-pack';
import { isError, type Finding } from '../../domain/scripts/finding';
import { linesOf, withWords } from '../../domain/scripts/lines';
import { wordsDigest } from '../../domain/scripts/lint/sign-offs';
import { lineDigest, rewordable, rewordingFaults, withOverlay } from '../../domain/scripts/overlay';
import {
  isPublished,
  leastVersion,
  missingFor,
  openConfirmers,
  scriptMoves,
  signOffsFor,
} from '../../domain/scripts/review';
import { readScript } from '../../domain/scripts/read-source';
import type { ScriptSource } from '../../domain/scripts/script';
import { stopOf, type ScriptStops } from '../../domain/scripts/stops';
import type { Line } from '../../domain/scripts/words';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { ScriptDraftView, ScriptFileView } from '../../shared/contract/scripts';
import type { Core } from '../app/core';
import { saveFile } from '../export/save-file';
import type { CallContext } from '../ipc/answer';
import { nodeHasher } from '../keys/ed25519';
import type { Disk } from '../platform/disk';
import { effectView } from '../insight/effect-view';
import type { TalkShelf } from '../insight/talk-shelf';
import type { ScriptDeskService, ScriptLibrary } from '../scripts/script-desk';
import type { Session } from '../session/session';
import type { Dialogs } from '../windows/dialogs';
import { approvedDrafts, nextVersion } from './script-release-handler';
import { clashesOf, scriptClashHandler } from './script-clash-handler';
import { asSeen, newScript, placesOf, rowOf } from './script-rows';
import { requireSession } from './require-session';

/** A script that can be worked on. */
interface Found {
  readonly source: ScriptSource;
  /** False: it is only written here; `source` is how it was begun. */
  readonly inUse: boolean;
}

type Handlers = Pick<
  AppHandlers<CallContext>,
  Exclude<Extract<keyof AppContract, `scripts.${string}`>, 'scripts.exportRelease'>
>;

export function scriptHandlers({
  core,
  desk: service,
  stops,
  rules,
  release,
  dialogs,
  disk,
  talkShelf,
}: {
  readonly core: Core;
  readonly desk: ScriptDeskService;
  readonly stops: () => ScriptStops;
  /** In force for cases that are received now. */
  readonly rules: () => Pick<RulePack, 'deadlines'>;
  /** Of the scripts in force. */
  readonly release: () => string;
  readonly dialogs: Dialogs;
  readonly disk: Disk;
  readonly talkShelf: TalkShelf;
}): Handlers {
  const viewOf = async (session: Session, { source, inUse }: Found): Promise<ScriptFileView> => {
    const library = await service.library();
    const desk = await service.desk(session);
    const own = desk.wordings.filter(({ line }) => line.startsWith(`${source.code}.`));
    const { stale } = withOverlay(source, own, nodeHasher);
    const draft = desk.drafts[source.code];
    return {
      source,
      inUse,
      facts: library.set.facts,
      deadlines: deadlineChoices(rules().deadlines, library.set.deadlines),
      findings: library.check(source, core.today()),
      openPoints: openConfirmers(source, nodeHasher),
      lines: linesOf(source).map((line) => {
        const wording = own.find((one) => one.line === line.id);
        const rests = stale.some(({ rewording }) => rewording === wording);
        return {
          id: line.id,
          node: line.node,
          words: line.line,
          digest: lineDigest(line.line, nodeHasher),
          may: rewordable(source, line),
          own:
            wording === undefined || rests
              ? null
              : { words: wording.words, byName: core.personName(wording.byId), atMs: wording.atMs },
        };
      }),
      resting: stale.map(({ rewording: { line, words }, reason }) => ({ line, words, reason })),
      draft: draft === undefined ? null : draftView(draft, inUse ? source : null, library, session),
      stopped: stopOf(stops(), source)?.reason ?? null,
      clashes: clashesOf(desk, library.byCode.keys(), core.personName).filter(({ code }) => code === source.code),
    };
  };

  const draftView = (
    draft: DeskDraft,
    inUse: ScriptSource | null,
    library: ScriptLibrary,
    { user }: Session,
  ): ScriptDraftView => {
    const { changed, signers, versions } = draft;
    const source = asSeen(draft.source, inUse);
    const findings = library.check(source, core.today());
    const words = wordsDigest(source, nodeHasher);
    const context = { findings, inUse, hasher: nodeHasher, author: changed.byId, mover: user.userId };
    return {
      id: draft.id ?? null,
      source,
      words,
      findings,
      authorName: core.personName(changed.byId),
      changedAtMs: changed.atMs,
      leastVersion: leastVersion(source, inUse),
      undoable: draft.past.length,
      redoable: draft.future.length,
      moves: scriptMoves
        .filter(({ from }) => from === source.state)
        .map((move) => ({ id: move.id, missing: missingFor(move, source, context) })),
      signOffs: signOffsFor(source).map((as) => {
        const signer = signers.find((one) => one.as === as);
        const signOff = source.signOffs?.find((one) => one.as === as);
        return {
          as,
          signed:
            signer === undefined || signOff === undefined
              ? null
              : {
                  name: signer.name,
                  on: signOff.on,
                  keptBy: core.personName(signer.byId),
                  valid: signOff.words === words,
                },
        };
      }),
      versions: versions.map(({ why, byId, atMs, source: then }) => ({
        why,
        byName: core.personName(byId),
        atMs,
        source: then,
      })),
    };
  };

  /** The script as it is in use, or the one that is only written here. */
  const find = async (session: Session, code: string): Promise<Found | undefined> => {
    const source = (await service.library()).byCode.get(code);
    if (source !== undefined) return { source, inUse: true };
    const begun = (await service.desk(session)).drafts[code]?.versions[0]?.source;
    return begun === undefined ? undefined : { source: begun, inUse: false };
  };

  /** What the lint says of the line with these words. */
  const findingsOfWords = async (source: ScriptSource, line: string, words: Line): Promise<readonly Finding[]> => {
    const library = await service.library();
    const place = linesOf(source).find(({ id }) => id === line);
    if (place === undefined) return [];
    return library.checkLine(withWords(source, place.path, words), line, core.today());
  };

  /** One command on the desk: what it needs is checked against the desk as it is now. */
  const keeping = async (
    session: Session,
    commandId: string,
    found: Found,
    event: NewDeskEvent,
  ): Promise<ScriptFileView> => {
    await service.keep(session, commandId, event);
    return viewOf(session, found);
  };

  const draftOf = ({ drafts }: ScriptDesk, code: string): DeskDraft | undefined => drafts[code];

  return {
    ...scriptClashHandler({ desk: service }),
    'scripts.effect': async (_input, context) => {
      const { effects, ...counts } = await talkShelf.effects(requireSession(context));
      const { set } = await service.library();
      return ok({ ...counts, effects: effects.flatMap((one) => effectView(one, set.scripts)) });
    },
    'scripts.library': async (_input, context) => {
      const { set } = await service.library();
      const desk = await service.desk(requireSession(context));
      const approved = approvedDrafts(set.scripts, desk).map(({ code, title, version }) => ({ code, title, version }));
      const version = release();
      const used = new Set(set.scripts.map(({ code }) => code));
      const fresh = Object.values(desk.drafts)
        .filter(({ source }) => !used.has(source.code))
        .map(({ source }) => ({ ...rowOf(source, desk, stops()), inUse: false }));
      return ok({
        scripts: [...set.scripts.map((source) => rowOf(source, desk, stops())), ...fresh],
        release: { version, next: nextVersion(version), approved },
        clashes: [...clashesOf(desk, used, core.personName)],
      });
    },
    'scripts.read': async ({ code }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      return found === undefined ? err({ code: 'scripts.notFound' }) : ok(await viewOf(session, found));
    },
    'scripts.playable': async ({ code, draft: withDraft }, context) => {
      const session = requireSession(context);
      const library = await service.library();
      const found = await find(session, code);
      if (found === undefined || (!found.inUse && !withDraft)) return err({ code: 'scripts.notFound' });
      const draft = withDraft ? draftOf(await service.desk(session), code) : undefined;
      if (draft !== undefined && library.check(draft.source, core.today()).some(isError))
        return err({ code: 'scripts.hasErrors' });
      return ok({ pack: await service.inOwnWords(session, library.compiledWith(draft?.source ?? null)) });
    },
    'scripts.begin': async ({ commandId, code }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      if (found === undefined) return err({ code: 'scripts.notFound' });
      if ((await session.records.answered(commandId)) !== undefined) return ok(await viewOf(session, found));
      const draft = draftOf(await service.desk(session), code);
      if (draft !== undefined && !(found.inUse && isPublished(draft.source, found.source)))
        return err({ code: 'scripts.notHere' });
      // What came back published is done with.
      if (draft !== undefined)
        await service.keep(session, core.newId(), { type: 'script.discarded', payload: ofDraft(draft) });
      return ok(
        await keeping(session, commandId, found, { type: 'script.begun', payload: { code, source: found.source } }),
      );
    },
    'scripts.create': async ({ commandId, code, family, title, trigger, entry, copyOf }, context) => {
      const session = requireSession(context);
      const { byCode, set } = await service.library();
      const there = await find(session, code);
      if (there !== undefined && (await session.records.answered(commandId)) !== undefined)
        return ok(await viewOf(session, there));
      if (there !== undefined) return err({ code: 'scripts.codeTaken' });
      const model = copyOf === null ? set.blank : byCode.get(copyOf);
      if (model === undefined) return err({ code: 'scripts.notFound' });
      const begun = readScript(code, newScript(model, { code, family, title, trigger, entry }));
      if (!begun.ok) return err({ code: 'scripts.badForm', places: begun.findings.map(({ at }) => at) });
      const found: Found = { source: begun.script, inUse: false };
      return ok(
        await keeping(session, commandId, found, {
          type: 'script.begun',
          payload: { code, draft: core.newId(), source: begun.script },
        }),
      );
    },
    'scripts.glance': async ({ code, change }, context) => {
      const draft = draftOf(await service.desk(requireSession(context)), code);
      if (draft === undefined) return err({ code: 'scripts.notFound' });
      const read = ScriptChange.safeParse(change);
      // What has no form yet is told at its field; of the rest nothing new can be said.
      if (!read.success) return ok({ findings: [] });
      return ok({ findings: (await service.library()).glance(applyChange(draft.source, read.data), core.today()) });
    },
    'scripts.step': async ({ commandId, code, draft: of, way }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      if (found === undefined) return err({ code: 'scripts.notFound' });
      if ((await session.records.answered(commandId)) !== undefined) return ok(await viewOf(session, found));
      const draft = draftOf(await service.desk(session), code);
      const steps = way === 'undo' ? draft?.past : draft?.future;
      if (draft?.source.state !== 'draft' || isAnother(draft, of) || steps?.length === 0)
        return err({ code: 'scripts.notHere' });
      const type = way === 'undo' ? 'script.undone' : 'script.redone';
      return ok(await keeping(session, commandId, found, { type, payload: ofDraft(draft) }));
    },
    'scripts.change': async ({ commandId, code, draft: of, change }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      if (found === undefined) return err({ code: 'scripts.notFound' });
      if ((await session.records.answered(commandId)) !== undefined) return ok(await viewOf(session, found));
      const draft = draftOf(await service.desk(session), code);
      if (draft?.source.state !== 'draft' || isAnother(draft, of)) return err({ code: 'scripts.notHere' });
      const read = ScriptChange.safeParse(change);
      if (!read.success) return err({ code: 'scripts.badForm', places: placesOf(read.error.issues) });
      // A node may be sound by itself and still make no script, such as one too many of something.
      const whole = readScript(code, applyChange(draft.source, read.data));
      if (!whole.ok) return err({ code: 'scripts.badForm', places: whole.findings.map(({ at }) => at) });
      return ok(
        await keeping(session, commandId, found, {
          type: 'script.changed',
          payload: { ...ofDraft(draft), change: read.data },
        }),
      );
    },
    'scripts.discard': async ({ commandId, code, draft: of }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      const answered = (await session.records.answered(commandId)) !== undefined;
      if (found === undefined) return answered ? ok({ file: null }) : err({ code: 'scripts.notFound' });
      if (answered) return ok({ file: await viewOf(session, found) });
      const draft = draftOf(await service.desk(session), code);
      if (draft === undefined || isAnother(draft, of)) return err({ code: 'scripts.notHere' });
      await service.keep(session, commandId, { type: 'script.discarded', payload: ofDraft(draft) });
      return ok({ file: found.inUse ? await viewOf(session, found) : null });
    },
    'scripts.move': async ({ commandId, code, move, words }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      if (found === undefined) return err({ code: 'scripts.notFound' });
      if ((await session.records.answered(commandId)) !== undefined) return ok(await viewOf(session, found));
      const { draft } = await viewOf(session, found);
      const on = draftOf(await service.desk(session), code);
      const open = draft?.moves.find(({ id }) => id === move);
      if (draft === null || on === undefined || open === undefined) return err({ code: 'scripts.notHere' });
      if (draft.words !== words) return err({ code: 'scripts.changedMeanwhile' });
      if (open.missing.length > 0) return err({ code: 'scripts.missing', needs: open.missing });
      return ok(
        await keeping(session, commandId, found, { type: 'script.moved', payload: { ...ofDraft(on), move, words } }),
      );
    },
    'scripts.sign': async ({ commandId, code, as, words, name }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      if (found === undefined) return err({ code: 'scripts.notFound' });
      if ((await session.records.answered(commandId)) !== undefined) return ok(await viewOf(session, found));
      const draft = draftOf(await service.desk(session), code);
      if (draft?.source.state !== 'review') return err({ code: 'scripts.notHere' });
      if (wordsDigest(draft.source, nodeHasher) !== words) return err({ code: 'scripts.changedMeanwhile' });
      return ok(
        await keeping(session, commandId, found, {
          type: 'script.signed',
          payload: { ...ofDraft(draft), as, on: core.today(), words, name },
        }),
      );
    },
    'scripts.tryWording': async ({ code, line, words }) => {
      const source = (await service.library()).byCode.get(code);
      if (source === undefined) return err({ code: 'scripts.notFound' });
      return ok({
        faults: rewordingFaults(source, line, words),
        findings: await findingsOfWords(source, line, words),
      });
    },
    'scripts.reword': async ({ commandId, code, line, of, words }, context) => {
      const session = requireSession(context);
      const source = (await service.library()).byCode.get(code);
      if (source === undefined) return err({ code: 'scripts.notFound' });
      const found: Found = { source, inUse: true };
      if ((await session.records.answered(commandId)) !== undefined) return ok(await viewOf(session, found));
      const place = linesOf(source).find(({ id }) => id === line);
      if (place !== undefined && lineDigest(place.line, nodeHasher) !== of)
        return err({ code: 'scripts.changedMeanwhile' });
      const faults = rewordingFaults(source, line, words);
      const findings = await findingsOfWords(source, line, words);
      if (faults.length > 0 || findings.some(isError)) return err({ code: 'scripts.wordingRefused', faults, findings });
      const rewording = { line, of, words };
      return ok(await keeping(session, commandId, found, { type: 'script.reworded', payload: { rewording } }));
    },
    'scripts.dropWording': async ({ commandId, code, line }, context) => {
      const session = requireSession(context);
      const found = await find(session, code);
      if (found === undefined) return err({ code: 'scripts.notFound' });
      if ((await session.records.answered(commandId)) !== undefined) return ok(await viewOf(session, found));
      return ok(await keeping(session, commandId, found, { type: 'script.wordingDropped', payload: { line } }));
    },
    'scripts.export': async ({ code }, context) => {
      const session = requireSession(context);
      const draft = draftOf(await service.desk(session), code);
      if (draft === undefined) return err({ code: 'scripts.notFound' });
      const demo = core.directory().demo ? 'demo-' : '';
      const file = await dialogs.saveAs(`${demo}${code}-${draft.source.version}.json`, 'json');
      if (file === undefined) return ok({ cancelled: true, fileName: null });
      const bytes = Buffer.from(`${JSON.stringify(draft.source, null, 2)}\n`);
      const trace = () =>
        core.audit(session, {
          type: 'audit.scriptsExported',
          payload: { copyId: core.newId(), name: `${code} ${draft.source.version}` },
        });
      const saved = await saveFile({ core, disk }, { file, bytes, mode: 0o644, trace });
      return saved.ok ? ok({ cancelled: false, fileName: saved.value }) : saved;
    },
  };
}

/** The page shows a draft that is no longer this one: another PC had the code first. */
const isAnother = ({ id }: DeskDraft, of: string | undefined): boolean => of !== undefined && id !== of;
