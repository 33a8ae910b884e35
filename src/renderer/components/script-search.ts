/** Finds conversation scripts by what they are called, by code and by when they are the right ones, in either language. */
import { createLabelSearch, type TaxonomySearch } from '../../domain/taxonomy/search';
import type { ScriptView } from '../../shared/contract/conversation';

type Named = Pick<ScriptView, 'code' | 'title' | 'trigger'>;

/** A search whose hits carry the code of the script as id. */
export const createScriptSearch = (scripts: readonly Named[]): TaxonomySearch =>
  createLabelSearch(
    scripts.map(({ code, title, trigger }) => ({
      id: code,
      labels: [
        { text: code, distance: 0 },
        { text: title.zh, distance: 0 },
        { text: title.en, distance: 0 },
        { text: trigger.zh, distance: 2 },
        { text: trigger.en, distance: 2 },
      ],
    })),
  );
