/** 留意用词 and the branch's own text modules. The words of the scripts are in main, so main looks; the page is told what it found. */
import shippedPack from '../../../resources/packs/text-modules/cn.json';
import { ownModuleRefusal } from '../../domain/documents/own-modules';
import { TextModulePack } from '../../domain/documents/text-modules';
import { lexiconOf, type Lexicon } from '../../domain/scripts/lint/lexicon';
import { wordsToMind } from '../../domain/scripts/words-check';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { ScriptDeskService } from '../scripts/script-desk';
import type { OwnModules } from '../text-modules/own-modules';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `text.${string}`>>;

export function textHandlers({
  core,
  desk,
  ownModules,
}: {
  readonly core: Core;
  readonly desk: Pick<ScriptDeskService, 'library'>;
  readonly ownModules: OwnModules;
}): Handlers {
  const { modules: shipped } = TextModulePack.parse(shippedPack);
  let known: Promise<Lexicon> | undefined;
  const lexicon = (): Promise<Lexicon> => (known ??= desk.library().then(({ set }) => lexiconOf(set.scripts)));

  return {
    'text.check': async ({ text }) => ok({ hints: wordsToMind(text, await lexicon()) }),
    'text.modules': async (_input, context) => {
      const modules = await ownModules.list(requireSession(context));
      // Who has none does not wait for the scripts.
      const words = modules.length === 0 ? undefined : await lexicon();
      return ok({
        modules: modules.map((module) => ({
          ...module,
          byName: core.personName(module.byId),
          hints: words ? wordsToMind(`${module.text.zh}\n${module.text.en}`, words) : [],
        })),
      });
    },
    'text.keepModule': async ({ commandId, id, module }, context) => {
      const session = requireSession(context);
      const before = await session.records.answered(commandId);
      if (before !== undefined) return ok(before as { id: string });
      const own = await ownModules.list(session);
      if (id !== null && !own.some((one) => one.id === id)) return err({ code: 'textModule.notFound' });
      const refused = ownModuleRefusal(module, id, { own, shipped });
      if (refused) return err(refused);
      const outcome = { id: id ?? core.newId() };
      await ownModules.keep(session, commandId, { type: 'textModule.kept', payload: { ...outcome, module } }, outcome);
      return ok(outcome);
    },
    'text.retireModule': async ({ commandId, id }, context) => {
      const session = requireSession(context);
      if ((await session.records.answered(commandId)) !== undefined) return ok({});
      if (!(await ownModules.list(session)).some((one) => one.id === id)) return err({ code: 'textModule.notFound' });
      await ownModules.keep(session, commandId, { type: 'textModule.retired', payload: { id } }, {});
      return ok({});
    },
  };
}
