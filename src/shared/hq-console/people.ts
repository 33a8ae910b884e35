/** 人员: accounts of the console, for administrators. What somebody needs to sign in is never in it, but for a set-up code, once. */
import { z } from 'zod';
import { noError, operation, refusal } from '../contract/define';
import { hqRoles } from './roles';
import { Account, SignInWait } from './session';

export const personStates = ['active', 'invited', 'inviteExpired', 'disabled'] as const;
/** 正常, 等待本人设置, 开通码已过期, 已停用. */
export type PersonState = (typeof personStates)[number];

export const PersonView = z.strictObject({
  account: z.string(),
  name: z.string(),
  role: z.enum(hqRoles),
  state: z.enum(personStates),
  createdAtMs: z.int(),
  /** Null: never. */
  signedInAtMs: z.int().nullable(),
  /** Wrong tries to sign in since the last right one, within a day. */
  failures: z.int(),
});
export type PersonView = z.infer<typeof PersonView>;

/** Six digits of the authenticator of who does it, or one of their recovery codes. */
const Code = z.string().max(64);

export const PersonName = z.string().trim().min(1).max(100);

export const PersonChangeInput = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('add'), account: Account, name: PersonName, role: z.enum(hqRoles), code: Code }),
  /** 重置: password, authenticator, recovery codes and sessions are void, and a new set-up code is made. */
  z.strictObject({ change: z.literal('reset'), account: Account, code: Code }),
  z.strictObject({ change: z.literal('disable'), account: Account, code: Code }),
  /** 重新启用, by a new set-up code: nothing of before opens anything. */
  z.strictObject({ change: z.literal('enable'), account: Account, code: Code }),
  z.strictObject({ change: z.literal('role'), account: Account, role: z.enum(hqRoles), code: Code }),
]);
export type PersonChangeInput = z.infer<typeof PersonChangeInput>;

export const peopleContract = {
  'person.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.strictObject({ people: z.array(PersonView) }),
    error: noError,
  }),
  'person.change': operation({
    kind: 'command',
    input: PersonChangeInput,
    output: z.strictObject({
      /** Shown once, kept as a hash only; null where the change needs none. */
      setupCode: z.string().nullable(),
      expiresAtMs: z.int().nullable(),
    }),
    error: z.union([
      refusal('console.codeWrong'),
      refusal('console.personKnown'),
      refusal('console.personUnknown'),
      /** Nobody changes their own account here. */
      refusal('console.personSelf'),
      /** Somebody must be left who can let others in. */
      refusal('console.lastAdministrator'),
      /** It is so already. */
      refusal('console.personState'),
      SignInWait,
    ]),
  }),
} as const;
