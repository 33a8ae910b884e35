/** What is looked at while somebody writes. */
import { z } from 'zod';
import { longestChecked, type WordsHint } from '../../domain/scripts/words-hint';
import { noError, operation, view } from './define';

export const textContract = {
  /** 留意用词: words to look at again in a note, a reason or a letter. Nothing of it is kept or logged. */
  'text.check': operation({
    kind: 'query',
    input: z.strictObject({ text: z.string().max(longestChecked) }),
    output: view<{ readonly hints: readonly WordsHint[] }>(),
    error: noError,
  }),
} as const;
