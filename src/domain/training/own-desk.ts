/** The branch's own practice customers, as the events of the stream `scripts` leave them. Retired, they stay for the runs with them. */
import { z } from 'zod';
import type { OpenEvent } from '../evidence/event-envelope';
import { Sketch } from './own-cases';

export const ownPayloads = {
  'practice.kept': z.strictObject({ sketch: Sketch }),
  'practice.retired': z.strictObject({ id: z.string().max(40) }),
} as const;
export type NewOwnEvent = {
  [T in keyof typeof ownPayloads]: { readonly type: T; readonly payload: z.infer<(typeof ownPayloads)[T]> };
}[keyof typeof ownPayloads];

export interface OwnCustomer {
  readonly sketch: Sketch;
  readonly retired: boolean;
  readonly byId: string;
  readonly atMs: number;
}

export const isOwnEventType = (type: string): type is NewOwnEvent['type'] => Object.hasOwn(ownPayloads, type);

/** The customers after one more event. */
export function evolveOwn(own: readonly OwnCustomer[], { header, payload }: OpenEvent): readonly OwnCustomer[] {
  const event = { type: header.type, payload } as NewOwnEvent;
  if (event.type === 'practice.retired')
    return own.map((one) => (one.sketch.id === event.payload.id ? { ...one, retired: true } : one));
  const { sketch } = event.payload;
  if (own.some((one) => one.sketch.id === sketch.id)) return own;
  return [...own, { sketch, retired: false, byId: header.actor.userId, atMs: header.at.wall }];
}
