/** What a record of a mediation (调解) is made of. */
import { z } from 'zod';
import { LocalDate } from './values';

export const mediationForms = ['mediation', 'smallDispute', 'neutralEvaluation'] as const;
/**
 * 调解 · 小额纠纷快速处理 · 中立评估. In a small dispute the institution is bound by the opinion of the body if the complainant takes it;
 * a neutral evaluation is an opinion that binds nobody. Only where the local body offers them (REGULATION §3).
 */
export type MediationForm = (typeof mediationForms)[number];

/** 调解: who mediates, and since when both sides agree to it. */
export const MediationStart = z.strictObject({
  /** Absent in records from before there were others: mediation. */
  form: z.enum(mediationForms).optional(),
  /** Of a small dispute: up to which amount the body takes it on, in fen. */
  limitFen: z.int().positive().optional(),
  /** 调解组织. */
  institution: z.string().min(1).max(200),
  mediator: z.string().min(1).max(200),
  agreedOn: LocalDate,
});

export const mediationOutcomes = ['settled', 'failed'] as const;
/** 达成协议 · 没有达成. */
export type MediationOutcome = (typeof mediationOutcomes)[number];
