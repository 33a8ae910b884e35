/** Sign-in, quick switch, lock. All of it works without a network. */
import { z } from 'zod';
import { Role } from '../../domain/authority/roles';
import { type SessionView } from './app';
import { CommandId, Done, noError, operation, refusal, view } from './define';
import { NewPerson, PasswordRefusal } from './setup';

export interface UserTile {
  readonly userId: string;
  readonly name: string;
  readonly staffNo: string;
  readonly role: Role;
}

export interface UserView extends UserTile {
  readonly active: boolean;
  readonly addedAtMs: number;
}

export const SignInRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('signIn.wrongPassword'), waitMs: z.int() }),
  z.object({ code: z.literal('signIn.throttled'), waitMs: z.int() }),
  refusal('signIn.unknownUser'),
  refusal('signIn.userDisabled'),
]);

export const sessionContract = {
  'session.tiles': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ users: z.array(z.custom<UserTile>()) }),
    error: noError,
  }),
  'session.signIn': operation({
    kind: 'command',
    input: z.strictObject({ userId: z.string(), password: z.string().max(200) }),
    output: view<SessionView>(),
    error: SignInRefusal,
  }),
  /** Drops all keys in every process. */
  'session.lock': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
  /** Tells main that the person is there; without it for the idle time, main locks. */
  'session.touch': operation({ kind: 'query', input: z.strictObject({}), output: Done, error: noError }),
  'session.changePassword': operation({
    kind: 'command',
    input: z.strictObject({ oldPassword: z.string().max(200), newPassword: z.string().max(200) }),
    output: Done,
    error: z.discriminatedUnion('code', [SignInRefusal, PasswordRefusal]),
  }),
} as const;

export const peopleContract = {
  'user.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ users: z.array(z.custom<UserView>()) }),
    error: noError,
  }),
  'user.add': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, person: NewPerson, role: Role }),
    output: z.object({ userId: z.string() }),
    error: z.discriminatedUnion('code', [PasswordRefusal, refusal('user.nameTaken')]),
  }),
  'user.setRole': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, userId: z.string(), role: Role }),
    output: Done,
    error: z.discriminatedUnion('code', [
      refusal('user.notFound'),
      refusal('user.lastSupervisor'),
      refusal('user.self'),
    ]),
  }),
  'user.disable': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, userId: z.string() }),
    output: Done,
    error: z.discriminatedUnion('code', [
      refusal('user.notFound'),
      refusal('user.lastSupervisor'),
      refusal('user.self'),
    ]),
  }),
} as const;
