/**
 * Calls for help that other PCs could not write down yet, because nobody is signed in there; and, while nobody is signed in here,
 * every call of the branch. Which PC and when. In memory: headquarters says them again.
 */
import type { CallSign } from '../../shared/sync-protocol/messages';

export interface HeardCalls {
  /** But for those that somebody here dealt with. */
  readonly current: () => readonly CallSign[];
  readonly find: (incident: string) => CallSign | undefined;
  /** All there are now; answers with those that are new. */
  readonly are: (calls: readonly CallSign[]) => readonly CallSign[];
  /** Somebody here has said that they know of it as it stands. */
  readonly answer: (incident: string) => void;
  /** Somebody here dealt with it while signed in, and knew of its calls up to `atMs`: they are no news to this PC. */
  readonly dealtWith: (incident: string, atMs: number) => void;
  readonly isAnswered: (call: CallSign) => boolean;
}

export function createHeardCalls(): HeardCalls {
  let calls: readonly CallSign[] = [];
  const answered = new Map<string, number>();
  const dealt = new Map<string, number>();
  const isNews = ({ incident, atMs }: CallSign): boolean => (dealt.get(incident) ?? Number.NEGATIVE_INFINITY) < atMs;
  const find = (incident: string): CallSign | undefined => calls.find((call) => call.incident === incident);
  return {
    current: () => calls.filter(isNews),
    find,
    are: (next) => {
      const news = next.filter((call) => isNews(call) && find(call.incident)?.atMs !== call.atMs);
      calls = next;
      return news;
    },
    answer: (incident) => {
      const call = find(incident);
      if (call) answered.set(incident, call.atMs);
    },
    dealtWith: (incident, atMs) => {
      dealt.set(incident, Math.max(atMs, dealt.get(incident) ?? Number.NEGATIVE_INFINITY));
    },
    isAnswered: ({ incident, atMs }) => (answered.get(incident) ?? Number.NEGATIVE_INFINITY) >= atMs,
  };
}
