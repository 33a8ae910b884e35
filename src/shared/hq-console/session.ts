/** Who is at the console of headquarters: sign-in, first set-up, language and colours. */
import { z } from 'zod';
import { Done, noError, operation, refusal } from '../contract/define';
import { hqPermissions, hqRoles } from './roles';

/** 账号: how a person of headquarters is called at sign-in and in the audit trail. Never given to anybody else later. */
export const Account = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/);

/** What a person may type for it: capitals and blanks around it do no harm. */
const TypedAccount = z.string().max(64);
const Password = z.string().max(1000);
/** Whatever stands on the set-up note; the server says whether it is one. */
const SetupCode = z.string().max(64);

export const Look = z.strictObject({
  language: z.enum(['zh-CN', 'en']),
  colourMode: z.enum(['light', 'dark', 'highContrast', 'system']),
});
export type Look = z.infer<typeof Look>;

export const HqPerson = z.strictObject({
  account: z.string(),
  name: z.string(),
  role: z.enum(hqRoles),
  permissions: z.array(z.enum(hqPermissions)),
  look: Look,
});
export type HqPerson = z.infer<typeof HqPerson>;

export const SignInWait = z.object({
  code: z.literal('console.signInWait'),
  /** Milliseconds until the next try is looked at. */
  waitMs: z.int(),
});

const WeakPassword = z.object({
  code: z.literal('console.weakPassword'),
  reason: z.enum(['tooShort', 'tooLong', 'common', 'containsName', 'containsAccount']),
});

export const sessionContract = {
  'session.status': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.strictObject({ person: HqPerson.nullable(), idleMs: z.int() }),
    error: noError,
  }),
  /** One answer for a wrong account, a wrong password and a wrong code: nobody learns which accounts there are. */
  'session.signIn': operation({
    kind: 'command',
    input: z.strictObject({
      account: TypedAccount,
      password: Password,
      /** Six digits of the authenticator, or one of the recovery codes. */
      code: z.string().max(64),
    }),
    output: z.strictObject({
      person: HqPerson,
      /** Null when the authenticator was used; else how many recovery codes are left. */
      recoveryCodesLeft: z.int().nullable(),
    }),
    error: z.union([refusal('console.signInWrong'), SignInWait, refusal('console.busy')]),
  }),
  'session.signOut': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
  'session.setLook': operation({ kind: 'command', input: Look, output: Done, error: noError }),
  /** 修改密码 by the person: the old one and a code. Other sessions of theirs end, this one goes on. */
  'session.changePassword': operation({
    kind: 'command',
    input: z.strictObject({ password: Password, newPassword: Password, code: z.string().max(64) }),
    output: Done,
    error: z.union([
      refusal('console.passwordWrong'),
      refusal('console.passwordSame'),
      refusal('console.codeWrong'),
      refusal('console.busy'),
      SignInWait,
      WeakPassword,
    ]),
  }),
  /** What the person puts into their authenticator. The code stays good until `setup.finish`. */
  'setup.open': operation({
    kind: 'query',
    input: z.strictObject({ code: SetupCode }),
    output: z.strictObject({
      account: z.string(),
      name: z.string(),
      role: z.enum(hqRoles),
      /** Base32, for typing. */
      secret: z.string(),
      /** `otpauth://…`, for the picture. */
      uri: z.string(),
    }),
    error: z.union([refusal('console.setupCode'), SignInWait]),
  }),
  /** Sets the password, proves the authenticator, spends the code and signs in. */
  'setup.finish': operation({
    kind: 'command',
    input: z.strictObject({ code: SetupCode, password: Password, totp: z.string().max(16) }),
    output: z.strictObject({
      person: HqPerson,
      /** Ten, shown once. */
      recoveryCodes: z.array(z.string()),
    }),
    error: z.union([
      refusal('console.setupCode'),
      refusal('console.totpWrong'),
      refusal('console.busy'),
      SignInWait,
      WeakPassword,
    ]),
  }),
} as const;
