/** Which commands were answered before, and with what. A repeated one is answered again and causes nothing. */
import type { StoreAccess } from '../store/store-access';

export interface Answers {
  /** Undefined for a command that was not answered yet. */
  readonly of: (commandId: string) => Promise<unknown>;
  /** Its receipt was written. Every receipt of this workspace has to be told. */
  readonly add: (commandId: string, outcome: unknown) => void;
  readonly forget: () => void;
}

/**
 * Ids of commands begin with the time. One behind the last receipt that the store had when it was first asked can only have been
 * answered since, and those answers are at hand: the ordinary command asks the store nothing.
 */
export function createAnswers(store: Pick<StoreAccess, 'receipt' | 'newestReceipt' | 'generation'>): Answers {
  const given = new Map<string, unknown>();
  /** Holds as long as nobody else brings receipts into the store. */
  let newest: { readonly id: string | null; readonly generation: number } | undefined;

  const learn = async (generation: number): Promise<void> => {
    newest = { id: await store.newestReceipt(), generation };
  };

  return {
    of: async (commandId) => {
      const known = given.get(commandId);
      if (known !== undefined) return known;
      const generation = store.generation();
      const isCurrent = newest?.generation === generation;
      if (newest && isCurrent && newest.id !== null && commandId > newest.id) return undefined;
      const [receipt] = await Promise.all([store.receipt(commandId), isCurrent ? undefined : learn(generation)]);
      return receipt?.outcome;
    },
    add: (commandId, outcome) => {
      given.set(commandId, outcome);
    },
    forget: () => {
      given.clear();
      newest = undefined;
    },
  };
}
