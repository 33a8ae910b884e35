/** What all dialogs share: kept text, marks after the first attempt, the command, and the note when it is done. */
import { useState } from 'react';
import { useText } from '../../../app/i18n/use-text';
import type { CodedError } from '../../../app/i18n/message-of';
import { useMessageOf } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import type { FieldProblem } from '../../../components/field-frame';
import { useKeptForm, type KeptForm } from '../form-store';
import { useCaseCommand, type CaseCommandOperation, type RunningCommand } from '../use-command';

export interface Act<N extends CaseCommandOperation, F extends object> extends KeptForm<F> {
  readonly busy: boolean;
  /** Refusals that belong to no field of the dialog. */
  readonly error: CodedError | null;
  /** `problem(condition, text, ...codes)`: after an attempt what is missing, or a refusal that belongs to this field. */
  readonly problem: (missing: boolean, text: string, ...codes: readonly string[]) => FieldProblem | null;
  readonly submit: (complete: boolean, fields: Parameters<RunningCommand<N>['run']>[0]) => Promise<void>;
}

/** `ownCodes`: refusals that the dialog shows at a field. */
export function useAct<N extends CaseCommandOperation, F extends object>(
  name: N,
  initial: F,
  done: string | ((form: F) => string),
  onDone: (sent: Parameters<RunningCommand<N>['run']>[0]) => void,
  ownCodes: readonly string[] = [],
  /** Where one command has a form for each of several things. */
  keptAs: string = name,
): Act<N, F> {
  const { t } = useText();
  const messageOf = useMessageOf();
  const kept = useKeptForm<F>(keptAs, initial);
  const command = useCaseCommand(name);
  const [tried, setTried] = useState(false);
  const isOwn = command.error !== null && ownCodes.includes(command.error.code);
  return {
    ...kept,
    change: (changes) => {
      command.clearError();
      kept.change(changes);
    },
    busy: command.busy,
    error: isOwn ? null : command.error,
    problem: (missing, text, ...codes) => {
      if (command.error !== null && codes.includes(command.error.code))
        return { severity: 'block', text: messageOf(command.error) };
      return tried && missing ? { severity: 'block', text } : null;
    },
    submit: async (complete, fields) => {
      setTried(true);
      if (!complete || !(await command.run(fields))) return;
      const doneText = typeof done === 'string' ? done : done(kept.form);
      kept.clear();
      notify({ severity: 'success', text: doneText === '' ? t('common:state.saved') : doneText });
      onDone(fields);
    },
  };
}
