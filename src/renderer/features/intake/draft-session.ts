/**
 * One open draft: its values, whether they are safe, and its way to becoming a case. Lives outside of React, so that a
 * page that goes away (lock, another page) takes no text with it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { delegatesBeyond, levelOfCount, parseHeadCount } from '../../../domain/complaint/joint';
import type { CaseDetails, MajorLevel, Party } from '../../../domain/complaint/values';
import { emptyParty } from '../../../domain/complaint/values';
import type { JointComplaintRules } from '../../../domain/deadlines/rule-pack';
import type { DraftView, FormFocus, IntakeForm } from '../../../shared/contract/intake';
import { hasMessage, type CodedError } from '../../app/i18n/message-of';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { createAutosave, type AutosaveState, type SaveOutcome } from '../../app/autosave';
import { fieldIdOf, fieldOfPath, fitForm, type FieldId } from './fields';

export interface Registered {
  readonly caseId: string;
  readonly number: string;
}

export interface DraftState {
  readonly form: IntakeForm;
  readonly save: AutosaveState;
  /** Texts that main can't keep whole. */
  readonly tooLong: readonly FieldId[];
  /** Fields with a text that is no date: it stands on the screen alone. */
  readonly unreadable: readonly FieldId[];
  /** What main refused, by field. Gone as soon as the field changes. */
  readonly refused: Readonly<Partial<Record<FieldId, CodedError>>>;
  readonly submitting: boolean;
  readonly submitError: CodedError | null;
  readonly registered: Registered | null;
}

export interface DraftSession {
  readonly id: string;
  readonly createdAtMs: number;
  readonly initialFocus: FormFocus | null;
  readonly store: StoreApi<DraftState>;
  /** Changes the form; `field` is the one that loses its refusal. */
  readonly change: (field: FieldId, update: (form: IntakeForm) => IntakeForm) => void;
  /** A date as it was typed: one that can't be read is kept from being taken for an empty field. */
  readonly changeDate: (field: FieldId, unreadable: boolean, update: (form: IntakeForm) => IntakeForm) => void;
  readonly noteFocus: (focus: FormFocus | null) => void;
  readonly flush: () => Promise<void>;
  /** True when it became a case. A repeat before the answer does nothing; after a failure it uses the same command. */
  readonly submit: () => Promise<boolean>;
  /** After a colleague has taken the draft over: back, with what is on this screen. */
  readonly takeBack: () => Promise<CodedError | null>;
  readonly discard: (reason: string) => Promise<CodedError | null>;
  /** Nothing unsaved: it may be forgotten. */
  readonly isClean: () => boolean;
}

/** Whether asking again may help: it does unless the draft is not ours, or no longer there, or the form does not fit. */
const mayRetry = (code: string): boolean => !['draft.notFound', 'draft.ownedByOther', 'ipc.badInput'].includes(code);

export function createDraftSession(draft: DraftView): DraftSession {
  let focus = draft.focus;
  let savedField = draft.focus?.field;
  // One per intent: repeats of a takeover or a discard are the same act.
  const takeOverCommand = newId();
  const discardCommand = newId();

  const store = createStore<DraftState>()(() => ({
    form: draft.form,
    save: { phase: 'clean', savedAtMs: draft.updatedAtMs, error: null },
    tooLong: [],
    unreadable: [],
    refused: {},
    submitting: false,
    submitError: null,
    registered: null,
  }));

  const save = async (): Promise<SaveOutcome> => {
    const { form, tooLong } = fitForm(store.getState().form);
    const sentField = focus?.field;
    store.setState({ tooLong });
    const reply = await api['draft.save']({ id: draft.id, form, focus });
    if (!reply.ok) return { ok: false, error: reply.error, retry: mayRetry(reply.error.code) };
    savedField = sentField;
    return { ok: true, atMs: reply.value.savedAtMs };
  };
  const autosave = createAutosave(save, (state) => store.setState({ save: state }));

  const refuse = (error: CodedError): void => {
    const refused: Partial<Record<FieldId, CodedError>> = {};
    if (isBadInput(error)) {
      for (const issue of error.issues) {
        const field = fieldOfPath(issue.path);
        if (field !== null) refused[field] = { code: 'intake.fieldBad' };
      }
    }
    if (isFieldInvalid(error)) {
      const field = fieldIdOf(error.field);
      if (field !== null) refused[field] = { code: hasMessage(error.reason) ? error.reason : 'intake.fieldBad' };
    }
    if (isTooManyDelegates(error)) {
      for (const index of delegatesBeyond(store.getState().form.details, error.most))
        refused[`parties.${index}.delegate`] = error;
    }
    store.setState({ submitError: error, refused });
  };

  const change: DraftSession['change'] = (field, update) => {
    if (store.getState().registered !== null) return;
    store.setState((state) => {
      const { [field]: _gone, ...others } = state.refused;
      return {
        form: update(state.form),
        // Anybody else may be the one who steps back; what is still wrong is found again at its field.
        refused: Object.fromEntries(Object.entries(others).filter(([, error]) => error?.code !== TOO_MANY_DELEGATES)),
        tooLong: state.tooLong.filter((id) => id !== field),
        submitError: null,
      };
    });
    autosave.changed();
  };

  return {
    id: draft.id,
    createdAtMs: draft.createdAtMs,
    initialFocus: draft.focus,
    store,
    change,
    changeDate: (field, unreadable, update) => {
      change(field, update);
      const others = store.getState().unreadable.filter((id) => id !== field);
      store.setState({ unreadable: unreadable ? [...others, field] : others });
    },
    noteFocus: (next) => {
      focus = next ?? focus;
    },
    flush: () => {
      if (focus?.field !== savedField) autosave.changed();
      return autosave.flush();
    },
    submit: async () => {
      const { submitting, registered } = store.getState();
      if (submitting || registered !== null) return registered !== null;
      store.setState({ submitting: true, submitError: null });
      await autosave.pause();
      const [bad] = store.getState().unreadable;
      if (bad !== undefined) {
        store.setState({ submitting: false });
        const invalid: FieldInvalid = { code: 'intake.fieldInvalid', field: bad, reason: 'intake.fieldBad' };
        refuse(invalid);
        autosave.resume();
        return false;
      }
      const { form, tooLong } = fitForm(store.getState().form);
      if (tooLong.length > 0) {
        // What was typed must not be cut without a person seeing it.
        store.setState({ submitting: false, tooLong, submitError: { code: 'intake.textTooLong' } });
        autosave.resume();
        return false;
      }
      const reply = await api['intake.submitDraft']({ commandId: draft.commandId, draftId: draft.id, form });
      if (!reply.ok) {
        store.setState({ submitting: false });
        refuse(reply.error);
        autosave.resume();
        return false;
      }
      autosave.stop();
      store.setState({
        submitting: false,
        registered: { caseId: reply.value.caseId, number: reply.value.number },
      });
      return true;
    },
    takeBack: async () => {
      const reply = await api['draft.takeOver']({ commandId: takeOverCommand, id: draft.id });
      if (!reply.ok) return reply.error;
      autosave.changed();
      await autosave.flush();
      return null;
    },
    discard: async (reason) => {
      await autosave.pause();
      const reply = await api['draft.discard']({ commandId: discardCommand, id: draft.id, reason });
      if (!reply.ok && reply.error.code !== 'draft.notFound') {
        autosave.resume();
        return reply.error;
      }
      autosave.stop();
      return null;
    },
    isClean: autosave.isClean,
  };
}

type BadInput = CodedError & { readonly issues: readonly { readonly path: readonly (string | number)[] }[] };
const isBadInput = (error: CodedError): error is BadInput => error.code === 'ipc.badInput' && 'issues' in error;
type FieldInvalid = CodedError & { readonly field: string; readonly reason: string };
const isFieldInvalid = (error: CodedError): error is FieldInvalid =>
  error.code === 'intake.fieldInvalid' && 'field' in error && 'reason' in error;

const TOO_MANY_DELEGATES = 'joint.tooManyDelegates';
type TooManyDelegates = CodedError & { readonly most: number };
const isTooManyDelegates = (error: CodedError): error is TooManyDelegates =>
  error.code === TOO_MANY_DELEGATES && 'most' in error && typeof error.most === 'number';

/** Updates of the form, named by what they change. */
export const changeDetails =
  (patch: Partial<CaseDetails>) =>
  (form: IntakeForm): IntakeForm => ({ ...form, details: { ...form.details, ...patch } });

export const changeParty =
  (index: number, patch: Partial<Party>) =>
  (form: IntakeForm): IntakeForm =>
    changeDetails({
      parties: form.details.parties.map((party, at) => (at === index ? { ...party, ...patch } : party)),
    })(form);

export const addParty = (form: IntakeForm): IntakeForm =>
  changeDetails({ parties: [...form.details.parties, emptyParty] })(form);

export const removeParty =
  (index: number) =>
  (form: IntakeForm): IntakeForm =>
    changeDetails({ parties: form.details.parties.filter((_party, at) => at !== index) })(form);

/** What the people who came make of the complaint, as far as it is typed. */
export function levelOfForm(
  { details, headCountText = '' }: Pick<IntakeForm, 'details' | 'headCountText'>,
  rules: JointComplaintRules | null,
): MajorLevel | null {
  const count = details.joint === true ? parseHeadCount(headCountText) : null;
  return count === null ? null : levelOfCount(count, rules);
}

/** Nothing a person typed or chose is in it. */
export function isUntouched(form: IntakeForm): boolean {
  const { details } = form;
  const { parties, channelId: _channel, ...rest } = details;
  return (
    parties.length === 1 &&
    JSON.stringify(parties[0]) === JSON.stringify(emptyParty) &&
    Object.values(rest).every(
      (value) =>
        value === '' ||
        value === null ||
        value === false ||
        (Array.isArray(value) && value.length === 0) ||
        JSON.stringify(value) === '{"number":"","dueOn":""}',
    ) &&
    form.amountText === '' &&
    (form.headCountText ?? '') === '' &&
    form.emotion === null &&
    form.evidence.length === 0 &&
    form.caseId === null
  );
}
