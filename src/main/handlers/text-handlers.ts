/** 留意用词: the words of the scripts are in main, so main looks; the page is told what it found and nothing is kept. */
import { lexiconOf, type Lexicon } from '../../domain/scripts/lint/lexicon';
import { wordsToMind } from '../../domain/scripts/words-check';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import type { CallContext } from '../ipc/serve-contract';
import type { ScriptDeskService } from '../scripts/script-desk';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `text.${string}`>>;

export function textHandlers({ library }: Pick<ScriptDeskService, 'library'>): Handlers {
  let lexicon: Promise<Lexicon> | undefined;
  return {
    'text.check': async ({ text }) => {
      lexicon ??= library().then(({ set }) => lexiconOf(set.scripts));
      return ok({ hints: wordsToMind(text, await lexicon) });
    },
  };
}
