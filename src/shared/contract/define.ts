/**
 * How two processes agree on a call: one description, strict parse on entry and exit, answers that are values.
 *
 * The same mechanism serves page–main (Electron `invoke`), main–store host (`MessagePort`) and app–HQ (HTTP).
 */
import { z } from 'zod';

export interface Operation<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  E extends z.ZodType = z.ZodType,
> {
  /** A query may be repeated freely. A command carries a `commandId` and is answered once, however often it arrives. */
  readonly kind: 'query' | 'command';
  readonly input: I;
  readonly output: O;
  readonly error: E;
}

/** Declares one operation; exists so that the three schema types are inferred exactly. */
export function operation<I extends z.ZodType, O extends z.ZodType, E extends z.ZodType>(
  definition: Operation<I, O, E>,
): Operation<I, O, E> {
  return definition;
}

/** Faults of the crossing itself, the same for every operation. */
export type TransportError =
  /** The input does not fit the contract; each issue names the path of a field. */
  | {
      readonly code: 'ipc.badInput';
      readonly issues: readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
    }
  /** Unknown operation, foreign sender, or an application that is locked. */
  | { readonly code: 'ipc.refused' }
  /** Nobody is signed in, or the session was locked meanwhile. */
  | { readonly code: 'session.locked' }
  /** The role of the signed-in person does not permit this operation. */
  | { readonly code: 'authority.roleForbids'; readonly operation: string; readonly role: string }
  /** The journal or store can't take a write; typed text stays on the screen. */
  | { readonly code: 'store.unavailable'; readonly reason: 'diskFull' | 'io' | 'restarting' | 'readOnly' }
  /** A bug. The detail is in the local log under this number. */
  | { readonly code: 'internal'; readonly incident: string };

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Err<E>;
export type Reply<T, E> = Result<T, E | TransportError>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });

export type Contract = Record<string, Operation>;
export type InputOf<O> = O extends Operation<infer I, z.ZodType, z.ZodType> ? z.output<I> : never;
export type OutputOf<O> = O extends Operation<z.ZodType, infer R, z.ZodType> ? z.output<R> : never;
export type ErrorOf<O> = O extends Operation<z.ZodType, z.ZodType, infer E> ? z.output<E> : never;

/** What main must implement: every name of the contract. */
export type Handlers<C extends Contract, Ctx> = {
  readonly [N in keyof C]: (
    input: InputOf<C[N]>,
    ctx: Ctx,
  ) => Promise<Result<OutputOf<C[N]>, ErrorOf<C[N]> | TransportError>>;
};

/** What the page sees: every name of the contract. */
export type Client<C extends Contract> = {
  readonly [N in keyof C]: (input: z.input<C[N]['input']>) => Promise<Reply<OutputOf<C[N]>, ErrorOf<C[N]>>>;
};

/** An operation that has no refusals of its own. */
export const noError = z.never();

/** A refusal with nothing but its code. */
export const refusal = <const C extends string>(code: C): z.ZodObject<{ code: z.ZodLiteral<C> }> =>
  z.object({ code: z.literal(code) });

/**
 * An output that main builds itself and the compiler checks: only its outer kind is tested at run time, because the
 * trusted side made it and deep parsing of every list would cost more than the query. Inputs are always parsed in full.
 */
export function view<T extends object>(): z.ZodType<T> {
  return z.custom<T>((value) => typeof value === 'object' && value !== null);
}

/** Made once per intent by the page (UUIDv7); reused by double clicks and repeats. */
export const CommandId = z.uuid();
/** Nothing to tell. */
export const Done = z.object({});
export type Done = z.infer<typeof Done>;
