/**
 * Goes through many cases without holding them: ids first, then portions of records, each compared with its line in the lists.
 * What is counted is what people see on their screens, or the job names the cases where the two differ.
 */
import type { CaseState } from '../../domain/complaint/state';
import type { ListEntry } from '../../shared/store-contract/rows';
import { amountOf } from '../records/projection';
import type { Session } from '../session/session';

const portion = 100;

/** A case whose line in the lists says something else than its record, also when asked again. */
export interface Differing {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
  readonly onDiffering: (one: Differing) => void;
}

export type CaseSource = Pick<Session, 'lists' | 'records'>;

/** Every case of these that the session may see, in order, with its line. */
export async function* readCases(
  { lists, records }: CaseSource,
  caseIds: readonly string[],
  { signal, onProgress, onDiffering }: ReadOptions,
): AsyncGenerator<{ readonly state: CaseState; readonly entry: ListEntry }> {
  const read = async (ids: readonly string[]) => {
    const [states, entries] = await Promise.all([records.caseStates(ids), lists.listEntries(ids)]);
    return { states: mapOf(states, ({ id }) => id), entries: mapOf(entries, ({ caseId }) => caseId) };
  };
  for (let from = 0; from < caseIds.length && !signal.aborted; from += portion) {
    const ids = caseIds.slice(from, from + portion);
    let { states, entries } = await read(ids);
    const differing = ids.filter((id) => !agree(states.get(id), entries.get(id)));
    if (differing.length > 0) {
      // Somebody may have saved between the two answers.
      const again = await read(differing);
      states = new Map([...states, ...again.states]);
      entries = new Map([...entries, ...again.entries]);
    }
    for (const id of ids) {
      const [state, entry] = [states.get(id), entries.get(id)];
      // Hidden from this person since the ids were asked for: for them it is not there.
      if (!state && !entry) continue;
      if (state && entry && agree(state, entry)) yield { state, entry };
      else
        onDiffering({
          caseId: id,
          number: entry?.number ?? state?.number ?? '',
          maskedName: entry?.maskedName ?? '',
        });
    }
    onProgress(Math.min(from + portion, caseIds.length));
  }
}

/** Everything that lists and totals are made from. */
function agree(state: CaseState | undefined, entry: ListEntry | undefined): boolean {
  if (!state || !entry) return state === undefined && entry === undefined;
  const { details } = state;
  return (
    entry.number === state.number &&
    entry.status === state.status &&
    entry.receivedAtMs === state.receivedAtMs &&
    entry.businessCode === details.businessId &&
    entry.reasonCode === details.reasonId &&
    entry.channel === details.channelId &&
    entry.amountFen === amountOf(state)
  );
}

function mapOf<T>(values: readonly T[], key: (value: T) => string): Map<string, T> {
  return new Map(values.map((value) => [key(value), value]));
}
