/**
 * 本网点的文本模块: sentences that a branch adds to those of the program. The fold of the stream `textModules`; what does not fit changes
 * nothing. A module of the program is never replaced: a name that it has is refused.
 */
import { z } from 'zod';
import type { OpenEvent } from '../evidence/event-envelope';
import { toSearchText } from '../text/normalise';
import { unknownModuleFields, type TextModule } from './text-modules';

/** Where a module is offered: everywhere, in what a letter says, or in notes and reasons. */
export const moduleUses = ['all', 'letters', 'notes'] as const;

const Name = z.string().trim().min(1).max(60);
export const OwnModule = z.strictObject({
  zh: Name,
  /** Empty: the Chinese one stands for it. */
  en: z.string().trim().max(60),
  text: z.strictObject({ zh: z.string().trim().min(1).max(2_000), en: z.string().trim().max(2_000) }),
  use: z.enum(moduleUses),
});
export type OwnModule = z.infer<typeof OwnModule>;

export const ownModulePayloads = {
  /** Added, or changed: the last one counts. */
  'textModule.kept': z.strictObject({ id: z.string().min(1).max(64), module: OwnModule }),
  'textModule.retired': z.strictObject({ id: z.string().min(1).max(64) }),
} as const;
type OwnModuleEventType = keyof typeof ownModulePayloads;
export type NewOwnModuleEvent = {
  [T in OwnModuleEventType]: { readonly type: T; readonly payload: z.infer<(typeof ownModulePayloads)[T]> };
}[OwnModuleEventType];

export interface KeptModule extends OwnModule {
  readonly id: string;
  readonly retired: boolean;
  /** Of the latest change. */
  readonly byId: string;
  readonly atMs: number;
}

/** The modules after one more event, in the order in which they were added. */
export function evolveOwnModules(
  modules: readonly KeptModule[],
  { header, payload }: OpenEvent,
): readonly KeptModule[] {
  const hand = { byId: header.actor.userId, atMs: header.at.wall };
  if (header.type === 'textModule.kept') {
    const kept = ownModulePayloads['textModule.kept'].safeParse(payload);
    if (!kept.success) return modules;
    const { id, module } = kept.data;
    const next: KeptModule = { id, ...module, retired: false, ...hand };
    return modules.some((one) => one.id === id)
      ? modules.map((one) => (one.id === id ? next : one))
      : [...modules, next];
  }
  if (header.type !== 'textModule.retired') return modules;
  const retired = ownModulePayloads['textModule.retired'].safeParse(payload);
  if (!retired.success) return modules;
  return modules.map((one) => (one.id === retired.data.id ? { ...one, retired: true, ...hand } : one));
}

export type OwnModuleRefusal =
  | { readonly code: 'textModule.nameOfProgram' }
  | { readonly code: 'textModule.nameTaken' }
  | { readonly code: 'textModule.unknownFields'; readonly fields: string };

/** Why a module can't be kept; undefined where it can. `id`: the module that is changed. */
export function ownModuleRefusal(
  module: OwnModule,
  id: string | null,
  { own, shipped }: { readonly own: readonly KeptModule[]; readonly shipped: readonly TextModule[] },
): OwnModuleRefusal | undefined {
  const names = [module.zh, module.en].filter((name) => name !== '').map(toSearchText);
  const has = (one: Pick<OwnModule, 'zh' | 'en'>): boolean =>
    [one.zh, one.en].some((name) => name !== '' && names.includes(toSearchText(name)));
  if (shipped.some(has)) return { code: 'textModule.nameOfProgram' };
  if (own.some((one) => one.id !== id && !one.retired && has(one))) return { code: 'textModule.nameTaken' };
  const unknown = unknownModuleFields(asTextModule({ ...module, id: '' }));
  return unknown.length === 0 ? undefined : { code: 'textModule.unknownFields', fields: unknown.join(', ') };
}

/** As the list behind `::` takes it. */
export function asTextModule({ id, zh, en, text }: OwnModule & { readonly id: string }): TextModule {
  return {
    id,
    zh,
    en: en === '' ? zh : en,
    aliases: [],
    text: { zh: text.zh, en: text.en === '' ? text.zh : text.en },
  };
}

/** Whether it is offered in such a field. */
export const isOfferedIn = ({ use }: Pick<OwnModule, 'use'>, forLetter: boolean): boolean =>
  use === 'all' || use === (forLetter ? 'letters' : 'notes');
