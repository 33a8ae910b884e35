/** The open draft for the fields below, and small hooks that read one thing of it. */
import { createContext, useContext, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { InstitutionType } from '../../../domain/complaint/values';
import type { JointComplaintRules } from '../../../domain/deadlines/rule-pack';
import type { IntakeForm } from '../../../shared/contract/intake';
import { useMessageOf } from '../../app/i18n/use-text';
import type { FieldProblem } from '../../components/field-frame';
import { findingOf } from './checks';
import type { DraftSession, DraftState } from './draft-session';
import type { FieldId } from './fields';

export interface DraftEnvironment {
  readonly session: DraftSession;
  readonly institutionType: InstitutionType;
  /** What the rules of the branch say of joint and major complaints. */
  readonly jointRules: JointComplaintRules | null;
  /** IANA zone of the branch. */
  readonly timeZone: string;
}

export const DraftContext = createContext<DraftEnvironment | null>(null);

export function useDraftEnvironment(): DraftEnvironment {
  const environment = useContext(DraftContext);
  if (environment === null) throw new Error('a field of the intake form stands outside of a draft');
  return environment;
}

/** One part of the draft's state; drawn again only when that part changes. */
export function useDraft<T>(select: (state: DraftState) => T): T {
  return useStore(useDraftEnvironment().session.store, select);
}

export function useForm<T>(select: (form: IntakeForm) => T): T {
  return useDraft((state) => select(state.form));
}

export interface FieldCheck {
  readonly problem: FieldProblem | null;
  /** The field was left. */
  readonly commit: () => void;
  /** It is being typed in again: findings wait until it is left. */
  readonly touch: () => void;
}

/**
 * What is wrong with a field: a refusal of main at once, findings of the checks when the field has been left. A text
 * that was there when the field appeared counts as left.
 */
export function useFieldCheck(field: FieldId): FieldCheck {
  const { institutionType, jointRules } = useDraftEnvironment();
  const messageOf = useMessageOf();
  const [left, setLeft] = useState(true);
  const refused = useDraft((state) => state.refused[field]);
  const tooLong = useDraft((state) => state.tooLong.includes(field));
  const form = useForm((all) => all);
  const problem = useMemo((): FieldProblem | null => {
    if (tooLong) return { severity: 'block', text: messageOf({ code: 'intake.tooLong' }) };
    if (refused !== undefined) return { severity: 'block', text: messageOf(refused) };
    const finding = left ? findingOf(field, form, institutionType, jointRules) : null;
    return finding === null ? null : { severity: finding.severity, text: messageOf(finding) };
  }, [tooLong, refused, left, field, form, institutionType, jointRules, messageOf]);
  return { problem, commit: () => setLeft(true), touch: () => setLeft(false) };
}
