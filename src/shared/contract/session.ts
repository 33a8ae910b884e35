/** Sign-in, quick switch, lock. All of it works without a network. */
import { z } from 'zod';
import { Role } from '../../domain/authority/roles';
import { RelationKind, type Relation } from '../../domain/directory/directory';
import { type SessionView } from './app';
import { CommandId, Done, noError, operation, refusal, view } from './define';
import { NewPerson, PasswordRefusal } from './setup';

export interface UserTile {
  readonly userId: string;
  readonly name: string;
  readonly staffNo: string;
  readonly role: Role;
}

/** A relation as somebody enters it; main adds who declared it and when. */
export const RelationInput = z.strictObject({
  userId: z.string(),
  kind: RelationKind,
  reason: z.string().trim().max(500),
});
export type RelationInput = z.infer<typeof RelationInput>;

export interface UserView extends UserTile {
  readonly reportsTo: string | null;
  /** Told to those who manage people; to others it looks as if there were none. */
  readonly relations: readonly Relation[];
  readonly active: boolean;
  readonly addedAtMs: number;
}

export const SignInRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('signIn.wrongPassword'), waitMs: z.int() }),
  z.object({ code: z.literal('signIn.throttled'), waitMs: z.int() }),
  refusal('signIn.unknownUser'),
  refusal('signIn.userDisabled'),
  refusal('signIn.keyTableLost'),
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
  /** 直接上级 and 关系申报: what recusal is decided by. */
  'user.setTies': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      userId: z.string(),
      reportsTo: z.string().nullable(),
      relations: z.array(RelationInput).max(50),
    }),
    output: Done,
    error: z.discriminatedUnion('code', [
      refusal('user.notFound'),
      /** Related to themselves, to somebody unknown, or to the same person twice. */
      refusal('user.badRelation'),
      refusal('user.circularLine'),
      /** Nobody takes back what keeps them from a case. */
      refusal('user.ownTies'),
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
