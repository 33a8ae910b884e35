/**
 * Who works at the branch and what the branch is (人员与机构), as a fold of the `directory` stream. The same stream reaches
 * every PC of the branch, so a person added on one can sign in on another.
 */
import { z } from 'zod';
import { Delegation } from '../authority/delegation';
import { Role } from '../authority/roles';
import { InstitutionType, LocalDate } from '../complaint/values';
import { OpeningHours } from '../deadlines/opening-hours';
import type { OpenEvent } from '../evidence/event-envelope';

/**
 * 救济途径: whom a customer can turn to after the decision (2020 measures, art. 20 and 34). Empty texts are filled from a general
 * phrase on paper, except the phone for a review, which only the branch knows: without it no decision letter is printed.
 */
export const AppealRoutes = z.strictObject({
  /** 核查机构. */
  reviewInstitution: z.string(),
  reviewPhone: z.string(),
  mediation: z.string(),
  arbitration: z.string(),
  court: z.string(),
});
export type AppealRoutes = z.infer<typeof AppealRoutes>;

export const noAppealRoutes: AppealRoutes = {
  reviewInstitution: '',
  reviewPhone: '',
  mediation: '',
  arbitration: '',
  court: '',
};

export const Branch = z.strictObject({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  institutionType: InstitutionType,
  institutionName: z.string(),
  province: z.string(),
  address: z.string(),
  phone: z.string(),
  /** IANA time zone in which days are counted. */
  timeZone: z.string(),
  appeal: AppealRoutes,
  /** 开业日期: no complaint was received before. Empty where nobody said. */
  openedOn: LocalDate.or(z.literal('')).optional(),
  /** 营业时间; the usual ones while nobody said otherwise. */
  openingHours: OpeningHours.optional(),
});
export type Branch = z.infer<typeof Branch>;

/** Public keys of a person, and their private keys wrapped by their password alone, for use on another PC of the branch. */
export const PersonKeys = z.strictObject({
  signPublicKey: z.string(),
  boxPublicKey: z.string(),
  portableBundle: z.unknown(),
});

/** 关系申报: how somebody is close to a colleague. */
export const relationKinds = ['spouse', 'kin', 'closePerson', 'interest'] as const;
/** 配偶 · 近亲属 · 关系密切的人 · 有利害关系. */
export const RelationKind = z.enum(relationKinds);
export type RelationKind = z.infer<typeof RelationKind>;

/** It holds both ways, whichever of the two it is kept with. */
export const Relation = z.strictObject({
  userId: z.string(),
  kind: RelationKind,
  reason: z.string().max(500),
  declaredBy: z.string(),
  declaredAtMs: z.int(),
});
export type Relation = z.infer<typeof Relation>;

export const directoryPayloads = {
  'branch.created': z.strictObject({ branch: Branch, demo: z.boolean() }),
  'branch.changed': z.strictObject({ branch: Branch }),
  'device.added': z.strictObject({ deviceId: z.string(), deviceTag: z.string(), signPublicKey: z.string() }),
  'user.added': z.strictObject({
    userId: z.string(),
    name: z.string(),
    staffNo: z.string(),
    role: Role,
    keys: PersonKeys,
  }),
  'user.roleChanged': z.strictObject({ userId: z.string(), role: Role }),
  'user.keysChanged': z.strictObject({ userId: z.string(), keys: PersonKeys }),
  'user.tiesChanged': z.strictObject({
    userId: z.string(),
    reportsTo: z.string().nullable(),
    relations: z.array(Relation).max(50),
  }),
  'user.disabled': z.strictObject({ userId: z.string() }),
  /** 授权代理: signed by who lends their authority. */
  'authority.delegated': z.strictObject({ delegation: Delegation }),
  'authority.revoked': z.strictObject({ delegationId: z.string(), reason: z.string().max(500) }),
} as const;
export type DirectoryEventType = keyof typeof directoryPayloads;
export type DirectoryPayload<T extends DirectoryEventType> = z.infer<(typeof directoryPayloads)[T]>;
export type NewDirectoryEvent = {
  [T in DirectoryEventType]: { readonly type: T; readonly payload: DirectoryPayload<T> };
}[DirectoryEventType];

export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly staffNo: string;
  readonly role: Role;
  readonly active: boolean;
  readonly addedAtMs: number;
  /** 直接上级; null where none is recorded, or none is here. */
  readonly reportsTo: string | null;
  readonly relations: readonly Relation[];
  /** Every signing key this person ever had; old signatures stay checkable. */
  readonly signPublicKeys: readonly string[];
  readonly boxPublicKey: string;
  readonly portableBundle: unknown;
}

export interface Device {
  readonly deviceId: string;
  readonly deviceTag: string;
  readonly signPublicKey: string;
}

export interface Directory {
  readonly branch: Branch | null;
  readonly demo: boolean;
  readonly people: ReadonlyMap<string, Person>;
  readonly devices: ReadonlyMap<string, Device>;
  /** In the order in which they were given; those that were revoked too. */
  readonly delegations: readonly KnownDelegation[];
}

export interface KnownDelegation extends Delegation {
  readonly givenAtMs: number;
  readonly revoked: { readonly by: string; readonly atMs: number } | null;
}

export const emptyDirectory: Directory = {
  branch: null,
  demo: false,
  people: new Map(),
  devices: new Map(),
  delegations: [],
};

/** Applies one event of the stream; events about people it does not know change nothing. */
export function evolveDirectory(directory: Directory, event: OpenEvent): Directory {
  const change = { type: event.header.type, payload: event.payload } as NewDirectoryEvent;
  switch (change.type) {
    case 'branch.created':
      return { ...directory, branch: change.payload.branch, demo: change.payload.demo };
    case 'branch.changed':
      return { ...directory, branch: change.payload.branch };
    case 'device.added': {
      const { deviceId } = change.payload;
      return { ...directory, devices: new Map(directory.devices).set(deviceId, change.payload) };
    }
    case 'user.added': {
      const { keys, ...person } = change.payload;
      return withPerson(directory, {
        ...person,
        active: true,
        addedAtMs: event.header.at.wall,
        reportsTo: null,
        relations: [],
        signPublicKeys: [keys.signPublicKey],
        boxPublicKey: keys.boxPublicKey,
        portableBundle: keys.portableBundle,
      });
    }
    case 'user.roleChanged':
      return changePerson(directory, change.payload.userId, { role: change.payload.role });
    case 'user.tiesChanged': {
      const { userId, reportsTo, relations } = change.payload;
      return changePerson(directory, userId, { reportsTo, relations });
    }
    case 'user.disabled':
      return changePerson(directory, change.payload.userId, { active: false });
    case 'authority.delegated': {
      const { delegation } = change.payload;
      // Only its holder lends an authority.
      if (delegation.from !== event.header.actor.userId || event.userSig === undefined) return directory;
      if (directory.delegations.some(({ id }) => id === delegation.id)) return directory;
      const known = { ...delegation, givenAtMs: event.header.at.wall, revoked: null };
      return { ...directory, delegations: [...directory.delegations, known] };
    }
    case 'authority.revoked':
      return {
        ...directory,
        delegations: directory.delegations.map((known) =>
          known.id === change.payload.delegationId && known.revoked === null
            ? { ...known, revoked: { by: event.header.actor.userId, atMs: event.header.at.wall } }
            : known,
        ),
      };
    case 'user.keysChanged': {
      const { userId, keys } = change.payload;
      const known = directory.people.get(userId)?.signPublicKeys ?? [];
      return changePerson(directory, userId, {
        signPublicKeys: known.includes(keys.signPublicKey) ? known : [...known, keys.signPublicKey],
        boxPublicKey: keys.boxPublicKey,
        portableBundle: keys.portableBundle,
      });
    }
  }
}

/** People who may still sign in. */
export function activePeople(directory: Directory): readonly Person[] {
  return [...directory.people.values()].filter((person) => person.active);
}

/** True when the line upwards from `superiorId` comes to `userId`: they would be their own superior. */
export function wouldReportToSelf(directory: Directory, userId: string, superiorId: string): boolean {
  const seen = new Set<string>();
  for (
    let id: string | null = superiorId;
    id !== null && !seen.has(id);
    id = directory.people.get(id)?.reportsTo ?? null
  ) {
    if (id === userId) return true;
    seen.add(id);
  }
  return false;
}

export function isDirectoryEventType(type: string): type is DirectoryEventType {
  return Object.hasOwn(directoryPayloads, type);
}

function withPerson(directory: Directory, person: Person): Directory {
  return { ...directory, people: new Map(directory.people).set(person.userId, person) };
}

function changePerson(directory: Directory, userId: string, changes: Partial<Person>): Directory {
  const person = directory.people.get(userId);
  return person ? withPerson(directory, { ...person, ...changes }) : directory;
}
