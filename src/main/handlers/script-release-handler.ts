/** From the desk to headquarters: what was approved, among all that is in force, as one file to be signed (签名下发). */
import { compareVersions } from '../../domain/packs/pack-shelf';
import type { ScriptDesk } from '../../domain/scripts/desk';
import { releaseWith } from '../../domain/scripts/release';
import { isPublished } from '../../domain/scripts/review';
import type { ScriptSource } from '../../domain/scripts/script';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { saveFile } from '../export/save-file';
import type { CallContext } from '../ipc/answer';
import type { Disk } from '../platform/disk';
import type { ScriptDeskService } from '../scripts/script-desk';
import type { ScriptReleases } from '../scripts/script-releases';
import type { Dialogs } from '../windows/dialogs';
import { requireSession } from './require-session';

export interface ReleaseHandlerDeps {
  readonly core: Pick<Core, 'audit' | 'directory' | 'log' | 'newId'>;
  readonly desk: Pick<ScriptDeskService, 'desk'>;
  readonly releases: Pick<ScriptReleases, 'sources' | 'faultsOf'>;
  /** Name of the release in force. */
  readonly release: () => { readonly id: string; readonly version: string };
  readonly dialogs: Dialogs;
  readonly disk: Disk;
}

export function scriptReleaseHandler(
  deps: ReleaseHandlerDeps,
): Pick<AppHandlers<CallContext>, 'scripts.exportRelease'> {
  const { core, desk, releases, release, dialogs, disk } = deps;
  return {
    'scripts.exportRelease': async ({ version, note }, context) => {
      const set = await releases.sources();
      const session = requireSession(context);
      const approved = approvedDrafts(set.scripts, await desk.desk(session));
      if (approved.length === 0) return err({ code: 'scripts.nothingApproved' });
      const { id, version: before } = release();
      if (compareVersions(version, before) <= 0) return err({ code: 'scripts.versionNotNewer' });
      const file = releaseWith(set, approved, { id, version, note });
      // Headquarters would refuse it for the same reasons, but nobody there wrote it.
      const problems = await releases.faultsOf(file);
      if (problems.length > 0) return err({ code: 'scripts.releaseRefused', problems });
      const demo = core.directory().demo ? 'demo-' : '';
      const target = await dialogs.saveAs(`${demo}${id}-${version}.json`, 'json');
      if (target === undefined) return ok({ cancelled: true, fileName: null });
      const bytes = Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
      const trace = () =>
        core.audit(session, {
          type: 'audit.scriptsExported',
          payload: { copyId: core.newId(), name: `${id} ${version}` },
        });
      const saved = await saveFile({ core, disk }, { file: target, bytes, mode: 0o644, trace });
      return saved.ok ? ok({ cancelled: false, fileName: saved.value }) : saved;
    },
  };
}

/** Drafts that everybody needed has signed, and that are not in force yet. */
export function approvedDrafts(inUse: readonly ScriptSource[], { drafts }: ScriptDesk): readonly ScriptSource[] {
  const byCode = new Map(inUse.map((script) => [script.code, script]));
  return Object.values(drafts).flatMap(({ source }) => {
    const script = byCode.get(source.code);
    const isThere = script !== undefined && isPublished(source, script);
    return source.state === 'approved' && !isThere ? [source] : [];
  });
}

/** `2026.9` is followed by `2026.10`. */
export function nextVersion(version: string): string {
  const parts = version.split('.');
  return [...parts.slice(0, -1), String(Number(parts.at(-1)) + 1)].join('.');
}
