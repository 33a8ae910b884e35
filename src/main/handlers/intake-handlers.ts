/** Intake: quick capture, drafts, submission, and earlier cases of the same person. */
import { parseHeadCount, presentHeadCount } from '../../domain/complaint/joint';
import { receiptProblem } from '../../domain/complaint/receipt';
import type { CaseState } from '../../domain/complaint/state';
import { settledStatuses } from '../../domain/complaint/states';
import { emptyDetails, emptyParty, type CaseDetails } from '../../domain/complaint/values';
import { maskName } from '../../domain/identity/mask';
import { parseYuan } from '../../domain/money/money';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { DraftView, IntakeForm, QuickDraft, SimilarCase } from '../../shared/contract/intake';
import type { WriteOp } from '../../shared/store-contract/rows';
import type { Core } from '../app/core';
import type { CaseNumbers } from '../app/case-numbers';
import { heldBy, isVisibleDraft, type DraftRecord, type Drafts } from '../drafts/drafts';
import { emptyForm, newDraft } from '../drafts/new-draft';
import type { CallContext } from '../ipc/answer';
import { createMutex } from '../records/mutex';
import type { CaseTalks } from '../conversations/case-talks';
import type { Session } from '../session/session';
import { requireSession } from './require-session';

type IntakeHandlers = Pick<
  AppHandlers<CallContext>,
  Exclude<Extract<keyof AppContract, `intake.${string}` | `draft.${string}`>, 'intake.suggestCodes'>
>;

export interface IntakeDeps {
  readonly core: Core;
  readonly drafts: (session: Session) => Drafts;
  readonly numbers: (session: Session) => CaseNumbers;
  readonly talks: Pick<CaseTalks, 'ofDraft' | 'joining'>;
  /** Case ids that share an exact value with what was typed, by keyed hash. */
  readonly lookup: (
    session: Session,
    typed: { name: string; phone: string; idNumber: string; accountTail: string },
  ) => Promise<ReadonlyMap<string, SimilarCase['matchedOn']>>;
}

const maxSimilar = 8;
const sameMatterWindowMs = 30 * 24 * 60 * 60 * 1000;

export function intakeHandlers({ core, drafts, numbers, lookup, talks }: IntakeDeps): IntakeHandlers {
  // Numbers are given in the order in which cases are written, so that a later one never overwrites the counter.
  const lock = createMutex();

  const view = (draft: DraftRecord): DraftView => ({
    id: draft.id,
    form: draft.form,
    focus: draft.focus,
    commandId: draft.commandId,
    ownerId: draft.ownerId,
    ownerName: core.personName(draft.ownerId),
    createdAtMs: draft.createdAtMs,
    updatedAtMs: draft.updatedAtMs,
  });

  /** The draft, if there is one for this person. */
  const draftFor = async (session: Session, id: string): Promise<DraftRecord | undefined> => {
    const draft = drafts(session).get(id);
    const isThere = draft && isVisibleDraft(draft, session.user.userId, await session.lists.hiddenCases());
    return isThere ? draft : undefined;
  };

  const writeDraft = async (session: Session, commandId: string, draft: DraftRecord): Promise<void> => {
    await session.records.writeRows(commandId, [drafts(session).rowOf(draft)]);
    drafts(session).keep(draft);
  };

  const register = (
    session: Session,
    commandId: string,
    input: {
      source: 'quick' | 'form';
      receivedAtMs: number;
      form: Pick<IntakeForm, 'emotion' | 'details' | 'evidence'>;
      headCount?: number;
      draft?: DraftRecord;
      /** Written together with the case. */
      op?: WriteOp;
    },
  ) =>
    lock.run(async () => {
      const number = numbers(session).next();
      const ops: WriteOp[] = [
        number.op,
        ...(input.op ? [input.op] : []),
        ...(input.draft ? [drafts(session).removalOf(input.draft.id)] : []),
      ];
      const caseId = core.newId();
      const held = input.draft ? await talks.ofDraft(session, input.draft) : [];
      const result = await session.records.runCaseCommand({
        commandId,
        caseId,
        actor: { userId: session.user.userId, role: session.user.role },
        command: {
          name: 'register',
          input: {
            number: number.text,
            source: input.source,
            receivedAtMs: input.receivedAtMs,
            emotion: input.form.emotion,
            details: input.form.details,
            evidence: input.form.evidence,
            draftHands: input.draft ? [...input.draft.hands] : [],
            importKey: null,
            ...(input.headCount === undefined ? {} : { headCount: input.headCount }),
            ...(held.length === 0 ? {} : { talks: [...held] }),
          },
        },
        ops,
        alongside: input.draft ? talks.joining(input.draft, caseId) : [],
      });
      if (result.ok) session.records.tookDown(result.value.caseId);
      if (input.draft && result.ok) drafts(session).drop(input.draft.id);
      return result;
    });

  /** Records on an existing case what the form adds to it. */
  const complete = async (
    session: Session,
    commandId: string,
    form: IntakeForm,
    draft: DraftRecord,
    caseId: string,
    headCount: number | undefined,
  ) => {
    const actor = { userId: session.user.userId, role: session.user.role };
    const state = await session.records.caseState(caseId);
    if (!state) return err({ code: 'case.notFound' as const });
    for (const evidence of form.evidence.filter((e) => !state.evidence.some((known) => known.id === e.id))) {
      const attached = await session.records.runCaseCommand({
        // One id per file, the same on every repeat of this intent.
        commandId: evidence.id,
        caseId,
        actor,
        command: { name: 'attachEvidence', input: { evidence } },
      });
      if (!attached.ok) return attached;
    }
    if (form.emotion !== null && form.emotion !== state.emotionPath.at(-1)?.emotion) {
      const rated = await session.records.runCaseCommand({
        commandId: core.newId(),
        caseId,
        actor,
        command: { name: 'rateEmotion', input: { emotion: form.emotion } },
      });
      if (!rated.ok) return rated;
    }
    if (headCount !== undefined && headCount !== presentHeadCount(state)?.count) {
      const counted = await session.records.runCaseCommand({
        commandId: core.newId(),
        caseId,
        actor,
        command: { name: 'recordHeadCount', input: { count: headCount } },
      });
      if (!counted.ok) return counted;
    }
    const result = await session.records.runCaseCommand({
      commandId,
      caseId,
      actor,
      command: { name: 'recordDetails', input: { changes: changedFields(state, form.details) } },
      ops: [drafts(session).removalOf(draft.id)],
      alongside: talks.joining(draft, caseId),
    });
    if (result.ok) session.records.tookDown(caseId);
    if (result.ok) drafts(session).drop(draft.id);
    return result;
  };

  return {
    'intake.quickCapture': async ({ commandId, emotion, businessId, want, matter, flags }, context) => {
      const session = requireSession(context);
      return session.quickDrafts.alone(async () => {
        const kept = await session.quickDrafts.get();
        const emptied = kept?.[session.user.userId] && session.quickDrafts.with(without(kept, session.user.userId));
        const result = await register(session, commandId, {
          source: 'quick',
          receivedAtMs: core.correctedMs(),
          form: { emotion, details: { ...emptyDetails, businessId, want, matter, flags }, evidence: [] },
          ...(emptied ? { op: emptied.op } : {}),
        });
        if (result.ok) emptied?.written();
        return result;
      });
    },
    'intake.keepQuick': async ({ draft }, context) => {
      const session = requireSession(context);
      const { userId } = session.user;
      await session.quickDrafts.change(core.newId(), (all = {}) => {
        const others = without(all, userId);
        return draft === null ? others : { ...others, [userId]: draft };
      });
      return ok({});
    },
    'intake.keptQuick': async (_input, context) => {
      const session = requireSession(context);
      return ok({ draft: (await session.quickDrafts.get())?.[session.user.userId] ?? null });
    },
    'intake.submitDraft': async ({ commandId, draftId, form }, context) => {
      const session = requireSession(context);
      return drafts(session).alone(draftId, async () => {
        const before = await session.records.answered(commandId);
        const draft = await draftFor(session, draftId);
        if (!draft && before === undefined) return err({ code: 'draft.notFound' });
        if (before !== undefined || !draft) return ok(before as { caseId: string; number: string; revision: number });
        if (draft.ownerId !== session.user.userId) {
          return err({ code: 'draft.ownedByOther', ownerName: core.personName(draft.ownerId) });
        }
        const amount = form.amountText.trim() === '' ? null : parseYuan(form.amountText);
        if (amount && !amount.ok) return err({ code: 'intake.fieldInvalid', field: 'amountText', reason: amount.code });
        const { timeZone = '', openedOn = '' } = core.directory().branch ?? {};
        const impossible =
          form.receivedAtMs === null || form.caseId !== null
            ? null
            : receiptProblem(form.receivedAtMs, { nowMs: core.correctedMs(), timeZone, openedOn });
        if (impossible !== null) return err({ code: 'intake.fieldInvalid', field: 'receivedAtMs', reason: impossible });
        const headCount = headCountOf(form);
        if (headCount === null)
          return err({ code: 'intake.fieldInvalid', field: 'headCountText', reason: 'joint.headCountBad' });
        const details: CaseDetails = { ...form.details, amountFen: amount === null ? null : amount.fen };
        const held = heldBy(draft, session.user.userId, core.nowMs());
        const filled = { ...form, details };
        return form.caseId === null
          ? register(session, commandId, {
              source: 'form',
              receivedAtMs: form.receivedAtMs ?? draft.createdAtMs,
              form: filled,
              ...(headCount === undefined ? {} : { headCount }),
              draft: held,
            })
          : complete(session, commandId, filled, held, form.caseId, headCount);
      });
    },
    'intake.similar': async ({ businessId, exceptCaseId, ...typed }, context) => {
      const session = requireSession(context);
      const found = await lookup(session, typed);
      const rows = await session.lists.listEntries([...found.keys()].filter((id) => id !== exceptCaseId));
      const now = core.nowMs();
      const cases = rows
        .map((row): SimilarCase => ({
          caseId: row.caseId,
          number: row.number,
          status: row.status as SimilarCase['status'],
          receivedAtMs: row.receivedAtMs,
          maskedName: row.maskedName,
          businessId: row.businessCode,
          matter: row.summary,
          matchedOn: found.get(row.caseId) ?? [],
          sameMatter:
            businessId !== '' &&
            row.businessCode === businessId &&
            (!settledStatuses.some((s) => s === row.status) || now - row.updatedAtMs < sameMatterWindowMs),
        }))
        .sort(
          (a, b) =>
            Number(b.sameMatter) - Number(a.sameMatter) ||
            b.matchedOn.length - a.matchedOn.length ||
            b.receivedAtMs - a.receivedAtMs,
        )
        .slice(0, maxSimilar);
      return ok({ cases });
    },
    'draft.list': async (_input, context) => {
      const session = requireSession(context);
      const hidden = await session.lists.hiddenCases();
      return ok({
        drafts: drafts(session)
          .list()
          .filter((draft) => isVisibleDraft(draft, session.user.userId, hidden))
          .map((draft) => ({
            id: draft.id,
            ownerId: draft.ownerId,
            ownerName: core.personName(draft.ownerId),
            updatedAtMs: draft.updatedAtMs,
            title: titleOf(draft.form),
            caseId: draft.form.caseId,
          })),
      });
    },
    'draft.create': async ({ commandId, caseId }, context) => {
      const session = requireSession(context);
      const state = caseId === null ? undefined : await session.records.caseState(caseId);
      if (caseId !== null && !state) return err({ code: 'case.notFound' });
      const known = drafts(session)
        .list()
        .find((d) => d.madeUnder === commandId || (caseId !== null && d.form.caseId === caseId));
      if (known && (await draftFor(session, known.id))) return ok(view(known));
      const form = state ? formOf(state) : emptyForm;
      const draft = newDraft(core, { ownerId: session.user.userId, madeUnder: commandId, form });
      await writeDraft(session, commandId, draft);
      core.publish('drafts.changed', {});
      return ok(view(draft));
    },
    'draft.open': async ({ id }, context) => {
      const session = requireSession(context);
      const draft = await draftFor(session, id);
      if (!draft) return err({ code: 'draft.notFound' });
      if (draft.ownerId !== session.user.userId) {
        return err({ code: 'draft.ownedByOther', ownerName: core.personName(draft.ownerId) });
      }
      return ok(view(draft));
    },
    'draft.save': async ({ id, form, focus }, context) => {
      const session = requireSession(context);
      return drafts(session).alone(id, async () => {
        const draft = await draftFor(session, id);
        if (!draft) return err({ code: 'draft.notFound' });
        if (draft.ownerId !== session.user.userId) {
          return err({ code: 'draft.ownedByOther', ownerName: core.personName(draft.ownerId) });
        }
        const nowMs = core.nowMs();
        await writeDraft(session, core.newId(), { ...heldBy(draft, session.user.userId, nowMs), form, focus });
        return ok({ savedAtMs: nowMs });
      });
    },
    'draft.takeOver': async ({ commandId, id }, context) => {
      const session = requireSession(context);
      return drafts(session).alone(id, async () => {
        const draft = await draftFor(session, id);
        if (!draft) return err({ code: 'draft.notFound' });
        const taken = heldBy(draft, session.user.userId, core.nowMs());
        await core.audit(session, {
          type: 'audit.draftTakenOver',
          payload: { draftId: id, fromUserId: draft.ownerId },
        });
        await writeDraft(session, commandId, taken);
        core.publish('drafts.changed', {});
        return ok(view(taken));
      });
    },
    'draft.discard': async ({ commandId, id, reason }, context) => {
      const session = requireSession(context);
      return drafts(session).alone(id, async () => {
        if (!(await draftFor(session, id))) return err({ code: 'draft.notFound' });
        await core.audit(session, { type: 'audit.draftDiscarded', payload: { draftId: id, reason } });
        await session.records.writeRows(commandId, [drafts(session).removalOf(id)]);
        drafts(session).drop(id);
        core.publish('drafts.changed', {});
        return ok({});
      });
    },
  };
}

const without = (drafts: Readonly<Record<string, QuickDraft>>, userId: string): Readonly<Record<string, QuickDraft>> =>
  Object.fromEntries(Object.entries(drafts).filter(([owner]) => owner !== userId));

function formOf(state: CaseState): IntakeForm {
  return {
    details: state.details,
    amountText: state.details.amountFen === null ? '' : (state.details.amountFen / 100).toFixed(2),
    emotion: state.emotionPath.at(-1)?.emotion ?? null,
    evidence: [...state.evidence],
    receivedAtMs: state.receivedAtMs,
    headCountText: String(presentHeadCount(state)?.count ?? ''),
    caseId: state.id,
  };
}

/** Undefined where nobody counted or it is no joint complaint; null where what is typed is no number of people. */
function headCountOf({ details, headCountText = '' }: IntakeForm): number | null | undefined {
  return details.joint === true && headCountText.trim() !== '' ? parseHeadCount(headCountText) : undefined;
}

function titleOf(form: IntakeForm): string {
  const name = maskName((form.details.parties[0] ?? emptyParty).name);
  const words = form.details.matter.trim() || form.details.facts.trim();
  return [name, [...words].slice(0, 24).join('')].filter((part) => part !== '').join(' · ');
}

/** Only what differs travels in the event, so that two people completing different fields do not undo each other. */
function changedFields(state: CaseState, details: CaseDetails): Partial<CaseDetails> {
  return Object.fromEntries(
    Object.entries(details).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(state.details[field as keyof CaseDetails]),
    ),
  );
}
