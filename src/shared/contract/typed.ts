/** What stands in forms and is not kept yet (没写完的): each person has their own, for a script, a practice customer, a note. */
import { z } from 'zod';
import { noError, operation } from './define';

/** What the forms are about: code or draft of a script, `new`, or `<kind>:<id>`. */
const Of = z.string().min(1).max(100);

export const typedContract = {
  /** Each form with what stands in it; none: nothing is left. Called within 2 s of any change. */
  'typed.keep': operation({
    kind: 'command',
    input: z.strictObject({ of: Of, forms: z.array(z.tuple([z.string().max(120), z.unknown()])).max(500) }),
    output: z.object({}),
    error: noError,
  }),
  'typed.read': operation({
    kind: 'query',
    input: z.strictObject({ of: Of }),
    output: z.object({ forms: z.custom<Readonly<Record<string, unknown>>>() }),
    error: noError,
  }),
} as const;
