/** 个人按键: each person's own keys on this PC, and the strip that shows them on paper. */
import { z } from 'zod';
import { keyActions } from '../shortcuts/actions';
import { languages } from './app';
import { CommandId, Done, operation, refusal } from './define';
import { SaveFailed } from './document';

export const keysContract = {
  /** Own keys of the signed-in person on this PC: everything that differs from the usual ones. */
  'keys.set': operation({
    kind: 'command',
    input: z.strictObject({ keys: z.partialRecord(z.enum(keyActions.map(({ id }) => id)), z.string().max(60)) }),
    output: Done,
    error: refusal('keys.unusable'),
  }),
  /** 按键条: the keys of the signed-in person on one sheet, to cut out and lay on the keyboard. No personal data on it. */
  'keys.strip': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      language: z.enum(languages),
      target: z.enum(['print', 'pdf']),
    }),
    output: z.object({ cancelled: z.boolean(), fileName: z.string().nullable() }),
    error: z.discriminatedUnion('code', [refusal('document.printFailed'), SaveFailed]),
  }),
} as const;
