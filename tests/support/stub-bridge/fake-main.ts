/**
 * A main process for tests of pages: answers calls from memory, and parses every input with the schema of the contract,
 * so that a page that calls wrongly fails the test instead of being answered.
 */
import { noEvidenceWaits } from '../../../src/shared/contract/no-sync';
import { caseNumbers } from './numbers';
import type { AppStatus } from '../../../src/shared/contract/app';
import { contract, type AppContract, type OperationName } from '../../../src/shared/contract/contract';
import type { InputOf, OutputOf } from '../../../src/shared/contract/define';
import type { DraftView, IntakeForm, SimilarCase } from '../../../src/shared/contract/intake';
import { emptyDetails } from '../../../src/domain/complaint/values';
import { permissionsOf } from '../../../src/domain/authority/roles';

type FakeReply<N extends OperationName> =
  | { readonly ok: true; readonly value: OutputOf<AppContract[N]> }
  | { readonly ok: false; readonly error: { readonly code: string; readonly [key: string]: unknown } };
export type FakeHandlers = {
  [N in OperationName]?: (input: InputOf<AppContract[N]>) => FakeReply<N> | Promise<FakeReply<N>>;
};

export interface Call {
  readonly name: OperationName;
  readonly input: unknown;
}

export interface FakeMain {
  readonly bridge: {
    readonly call: (name: string, input: unknown) => Promise<unknown>;
    readonly subscribe: (topic: string, listener: (payload: unknown) => void) => () => void;
  };
  readonly calls: readonly Call[];
  /** Calls that broke the contract, in words. A test ends by expecting none. */
  readonly faults: readonly string[];
  readonly callsOf: <N extends OperationName>(name: N) => readonly InputOf<AppContract[N]>[];
  /** Replaces one answer from now on. */
  readonly answer: <N extends OperationName>(name: N, handler: NonNullable<FakeHandlers[N]>) => void;
  readonly publish: (topic: string, payload: unknown) => void;
  readonly drafts: Map<string, DraftView>;
  /** The clock of main. */
  nowMs: number;
}

export const me = { userId: 'u-me', name: '周一川', staffNo: '', role: 'counter' } as const;
export const colleague = { userId: 'u-other', name: '王敏', staffNo: '', role: 'counter' } as const;

export const emptyForm: IntakeForm = {
  details: emptyDetails,
  amountText: '',
  emotion: null,
  evidence: [],
  receivedAtMs: null,
  caseId: null,
};

export const fakeStatus: AppStatus = {
  phase: 'ready',
  demo: false,
  damaged: null,
  sampleProgress: null,
  branch: {
    id: 'b1',
    name: '云桥路支行',
    code: 'YQ021',
    institutionType: 'bank',
    institutionName: '云桥银行',
    province: '310000',
    address: '云桥路 88 号',
    phone: '021-5550 0188',
    deviceTag: 'A',
    jointRules: null,
  },
  session: { ...me, permissions: permissionsOf.counter },
  secretBackend: 'os',
  preferences: { language: 'zh-CN', colourMode: 'light', textScale: 100, density: 'comfortable' },
  notices: [],
  version: '0.1.0',
  timeZone: 'Asia/Shanghai',
  recordsHeld: null,
  idleLockMinutes: 10,
  screenPrivacy: { possible: true, on: true },
  keys: {},
};

export function createFakeMain(overrides: FakeHandlers = {}): FakeMain {
  const calls: Call[] = [];
  const faults: string[] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const drafts = new Map<string, DraftView>();
  const registered = new Map<string, { caseId: string; number: string; revision: number }>();
  let made = 0;
  const nextId = (): string => `00000000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`;

  const register = (commandId: string): { caseId: string; number: string; revision: number } => {
    const before = registered.get(commandId);
    if (before) return before;
    const result = {
      caseId: `case-${registered.size + 1}`,
      number: caseNumbers[registered.size % caseNumbers.length] ?? '',
      revision: 1,
    };
    registered.set(commandId, result);
    return result;
  };

  const handlers: FakeHandlers = {
    'app.status': () => ({ ok: true, value: fakeStatus }),
    'app.shown': () => ({ ok: true, value: {} }),
    'app.setPreferences': () => ({ ok: true, value: {} }),
    'session.tiles': () => ({ ok: true, value: { users: [me, colleague] } }),
    'session.touch': () => ({ ok: true, value: {} }),
    'app.copied': () => ({ ok: true, value: {} }),
    'sync.status': () => ({
      ok: true,
      value: {
        state: 'idle',
        hqUrl: null,
        lastSuccessAtMs: fake.nowMs,
        waiting: 0,
        oldestWaitingSinceMs: null,
        quarantined: 0,
        reasonCode: null,
        nextAttemptAtMs: null,
        clockOffsetMs: 0,
        receivedFromOthers: 0,
        intervalMinutes: 15,
        evidence: noEvidenceWaits,
        stopped: [],
        setAside: [],
        unsent: [],
      },
    }),
    'history.page': () => ({ ok: true, value: { rows: [], total: 0 } }),
    'intake.keepQuick': () => ({ ok: true, value: {} }),
    'intake.keptQuick': () => ({ ok: true, value: { draft: null } }),
    'intake.similar': () => ({ ok: true, value: { cases: [] as SimilarCase[] } }),
    'intake.suggestCodes': () => ({ ok: true, value: { suggestions: [] } }),
    'intake.quickCapture': ({ commandId }) => ({ ok: true, value: register(commandId) }),
    'intake.submitDraft': ({ commandId, draftId }) => {
      drafts.delete(draftId);
      return { ok: true, value: register(commandId) };
    },
    'draft.list': () => ({
      ok: true,
      value: {
        drafts: [...drafts.values()].map((draft) => ({
          id: draft.id,
          ownerId: draft.ownerId,
          ownerName: draft.ownerName,
          updatedAtMs: draft.updatedAtMs,
          title: [draft.form.details.parties[0]?.name ?? '', draft.form.details.matter].filter(Boolean).join(' · '),
          caseId: draft.form.caseId,
        })),
      },
    }),
    'draft.create': ({ caseId }) => {
      const draft: DraftView = {
        id: nextId(),
        form: { ...emptyForm, caseId },
        focus: null,
        commandId: nextId(),
        ownerId: me.userId,
        ownerName: me.name,
        createdAtMs: fake.nowMs,
        updatedAtMs: fake.nowMs,
      };
      drafts.set(draft.id, draft);
      return { ok: true, value: draft };
    },
    'draft.open': ({ id }) => {
      const draft = drafts.get(id);
      if (!draft) return { ok: false, error: { code: 'draft.notFound' } };
      return draft.ownerId === me.userId
        ? { ok: true, value: draft }
        : { ok: false, error: { code: 'draft.ownedByOther', ownerName: draft.ownerName } };
    },
    'draft.save': ({ id, form, focus }) => {
      const draft = drafts.get(id);
      if (!draft) return { ok: false, error: { code: 'draft.notFound' } };
      drafts.set(id, { ...draft, form, focus, updatedAtMs: fake.nowMs });
      return { ok: true, value: { savedAtMs: fake.nowMs } };
    },
    'draft.takeOver': ({ id }) => {
      const draft = drafts.get(id);
      if (!draft) return { ok: false, error: { code: 'draft.notFound' } };
      const taken = { ...draft, ownerId: me.userId, ownerName: me.name };
      drafts.set(id, taken);
      return { ok: true, value: taken };
    },
    'draft.discard': ({ id }) => {
      drafts.delete(id);
      return { ok: true, value: {} };
    },
    'document.output': () => ({ ok: true, value: { cancelled: false, copyNo: 1, fileName: null } }),
    ...overrides,
  };

  const fake: FakeMain = {
    bridge: {
      call: async (name, input) => {
        if (!Object.hasOwn(contract, name)) {
          faults.push(`no operation ${name}`);
          throw new Error(`no operation ${name}`);
        }
        const operation = name as OperationName;
        const parsed = contract[operation].input.safeParse(input);
        if (!parsed.success) {
          faults.push(`${name}: ${parsed.error.message}`);
          throw new Error(`${name}: ${parsed.error.message}`);
        }
        calls.push({ name: operation, input: parsed.data });
        const handler = handlers[operation] as ((input: unknown) => unknown) | undefined;
        if (!handler) return { ok: false, error: { code: 'ipc.refused' } };
        return handler(parsed.data);
      },
      subscribe: (topic, listener) => {
        const set = listeners.get(topic) ?? new Set();
        set.add(listener);
        listeners.set(topic, set);
        return () => set.delete(listener);
      },
    },
    calls,
    faults,
    callsOf: (name) =>
      calls.filter((call) => call.name === name).map((call) => call.input as InputOf<AppContract[typeof name]>),
    answer: (name, handler) => {
      handlers[name] = handler;
    },
    publish: (topic, payload) => {
      for (const listener of listeners.get(topic) ?? []) listener(payload);
    },
    drafts,
    nowMs: Date.UTC(2026, 2, 18, 6, 32, 5),
  };
  return fake;
}

/** Makes it the bridge of this page. */
export function installFakeMain(fake: FakeMain): void {
  Object.defineProperty(window, 'xianting', { value: fake.bridge, configurable: true });
}
