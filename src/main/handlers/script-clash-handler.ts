/** 编号重了: two PCs took the same code for two new scripts while neither knew of the other; the later one waits for a code of its own. */
import { freeCode, type ScriptDesk } from '../../domain/scripts/desk';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { ScriptClashView } from '../../shared/contract/scripts';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { ScriptDeskService } from '../scripts/script-desk';
import { requireSession } from './require-session';

/** Those that wait, each with the lowest code that it could have. `used`: codes of the scripts in force. */
export function clashesOf(
  { drafts, clashes }: ScriptDesk,
  used: Iterable<string>,
  personName: Core['personName'],
): readonly ScriptClashView[] {
  const taken = new Set([...used, ...Object.keys(drafts)]);
  return clashes.flatMap(({ id, source: { code, title, trigger }, begun }) =>
    id === undefined
      ? []
      : [
          {
            draft: id,
            code,
            title,
            trigger,
            byName: personName(begun.byId),
            atMs: begun.atMs,
            otherTitle: drafts[code]?.source.title ?? null,
            free: freeCode(code, taken),
          },
        ],
  );
}

export function scriptClashHandler({
  desk: service,
}: {
  readonly desk: Pick<ScriptDeskService, 'desk' | 'library' | 'keep'>;
}): Pick<AppHandlers<CallContext>, 'scripts.rename'> {
  return {
    'scripts.rename': async ({ commandId, draft, code }, context) => {
      const session = requireSession(context);
      if ((await session.records.answered(commandId)) !== undefined) return ok({});
      const { drafts, clashes } = await service.desk(session);
      if (!clashes.some(({ id }) => id === draft)) return err({ code: 'scripts.notFound' });
      const { byCode } = await service.library();
      if (byCode.has(code) || drafts[code] !== undefined) return err({ code: 'scripts.codeTaken' });
      await service.keep(session, commandId, { type: 'script.renamed', payload: { draft, code } });
      return ok({});
    },
  };
}
