/** Speaks to main through the page's own bridge, as the page does: for suites about what lies behind the pages. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { AppContract, OperationName } from '../../src/shared/contract/contract';
import type { ErrorOf, OutputOf, Reply } from '../../src/shared/contract/define';
import { emptyDetails, emptyParty, type CaseDetails } from '../../src/domain/complaint/values';
import { uuidv7 } from 'uuidv7';
import type { RunningApp } from './fixtures';

export function call<N extends OperationName>(
  page: Page,
  name: N,
  input: unknown,
): Promise<Reply<OutputOf<AppContract[N]>, ErrorOf<AppContract[N]>>> {
  return page.evaluate(
    ([operation, value]) =>
      (window as unknown as { xianting: { call: (name: string, input: unknown) => Promise<unknown> } }).xianting.call(
        operation as string,
        value,
      ),
    [name, input] as const,
  ) as Promise<Reply<OutputOf<AppContract[N]>, ErrorOf<AppContract[N]>>>;
}

/** Like `call`, for operations that must succeed. */
export async function ask<N extends OperationName>(
  page: Page,
  name: N,
  input: unknown,
): Promise<OutputOf<AppContract[N]>> {
  const reply = await call(page, name, input);
  if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
}

export const newId = (): string => uuidv7();

export async function quickCapture(page: Page, matter: string): Promise<{ caseId: string; number: string }> {
  return ask(page, 'intake.quickCapture', {
    commandId: newId(),
    emotion: 1,
    businessId: 'biz.debit.limits',
    want: 'explanation',
    matter,
    flags: [],
  });
}

/** A whole form sent as the intake page does: draft, save, submit. */
export async function registerForm(
  page: Page,
  changes: Partial<CaseDetails> & { party?: Partial<typeof emptyParty>; receivedAtMs?: number },
): Promise<{ caseId: string; number: string }> {
  const draft = await ask(page, 'draft.create', { commandId: newId(), caseId: null });
  const { party, receivedAtMs, ...details } = changes;
  const form = {
    ...draft.form,
    ...(receivedAtMs === undefined ? {} : { receivedAtMs }),
    // Main reads the amount as it was typed.
    amountText: details.amountFen == null ? '' : (details.amountFen / 100).toFixed(2),
    details: { ...emptyDetails, ...details, parties: [{ ...emptyParty, ...party }] },
  };
  await ask(page, 'draft.save', { id: draft.id, form, focus: null });
  return ask(page, 'intake.submitDraft', { commandId: draft.commandId, draftId: draft.id, form });
}

/** Saves the letter as a PDF, so that it can be told. */
export async function saveLetter(
  { page, userData, answerSaveDialog }: Pick<RunningApp, 'page' | 'userData' | 'answerSaveDialog'>,
  caseId: string,
  kind: 'letter' | 'reviewLetter' = 'letter',
): Promise<void> {
  const commandId = newId();
  await answerSaveDialog(path.join(userData, `${commandId}.pdf`));
  const paper = { caseId, kind, format: 'a4', language: 'zh-CN' };
  const { cancelled } = await ask(page, 'document.output', { ...paper, commandId, target: 'pdf' });
  if (cancelled) throw new Error(`${kind} was not saved`);
}

export const everything = {
  filter: {
    statuses: [],
    businessIds: [],
    reasonIds: [],
    channelIds: [],
    flags: [],
    ownerIds: [],
    receivedFromMs: null,
    receivedToMs: null,
    attention: 'any',
  },
  sort: { by: 'received', direction: 'desc' },
} as const;
