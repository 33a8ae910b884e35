/** One change of one person: what happens then, what is needed for it, and a code of the authenticator. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useMessageOf, useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import { PersonName, type PersonChangeInput, type PersonView } from '../shared/hq-console/people';
import { hqRoles, type HqRole } from '../shared/hq-console/roles';
import { Account } from '../shared/hq-console/session';
import { api } from './client';
import { CodeField } from './code-field';
import { LineField, SelectField } from './fields';

/** What is to be done, and with whom. */
export type PersonAct =
  | { readonly change: 'add' }
  | { readonly change: 'reset' | 'disable' | 'enable' | 'role'; readonly person: PersonView };

/** What is shown once afterwards; null where nothing is. */
export interface MadeSetupCode {
  readonly account: string;
  readonly setupCode: string;
  readonly expiresAtMs: number;
}

interface PersonDialogProps {
  readonly act: PersonAct;
  readonly onDone: (made: MadeSetupCode | null) => void;
  readonly onClose: () => void;
}

const atFields = ['console.codeWrong', 'console.personKnown'];

export function PersonDialog({ act, onDone, onClose }: PersonDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const titleId = useId();
  const known = act.change === 'add' ? null : act.person;
  const [typed, setTyped] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<HqRole>(known?.role ?? 'officer');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const account = known?.account ?? typed.normalize('NFKC').trim().toLowerCase();
  const accountBad = !Account.safeParse(account).success;
  const nameBad = known === null && !PersonName.safeParse(name).success;
  const sameRole = act.change === 'role' && role === known?.role;

  const inputOf = (): PersonChangeInput => {
    if (act.change === 'add') return { change: 'add', account, name, role, code };
    return act.change === 'role' ? { change: 'role', account, role, code } : { change: act.change, account, code };
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (busy || accountBad || nameBad || sameRole || code.trim() === '') return;
    setBusy(true);
    setError(null);
    const answer = await api['person.change'](inputOf());
    setBusy(false);
    if (answer.ok) {
      const { setupCode, expiresAtMs } = answer.value;
      onDone(setupCode === null || expiresAtMs === null ? null : { account, setupCode, expiresAtMs });
      return;
    }
    setError(answer.error);
    setCode('');
  };

  const values = { account, name: known?.name ?? '' };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t(`console:people.act.${act.change}.title`, values)}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t(`console:people.act.${act.change}.body`, values)}</Typography>
        <ErrorNotice error={error !== null && atFields.includes(error.code) ? null : error} />
        {known === null && (
          <>
            <LineField
              label={t('console:people.account')}
              hint={t('console:people.accountHint')}
              value={typed}
              onChange={setTyped}
              problem={
                tried && accountBad
                  ? { severity: 'block', text: t('console:people.accountBad') }
                  : error?.code === 'console.personKnown'
                    ? { severity: 'block', text: messageOf(error) }
                    : null
              }
              required
              autoFocus
              code
            />
            <LineField
              label={t('console:people.name')}
              value={name}
              onChange={setName}
              problem={tried && nameBad ? { severity: 'block', text: t('console:people.nameMissing') } : null}
              required
            />
          </>
        )}
        {(act.change === 'add' || act.change === 'role') && (
          <SelectField
            label={t('console:people.role')}
            hint={t(`console:people.mayDo.${role}`)}
            value={role}
            onChange={setRole}
            options={hqRoles.map((value) => ({ value, label: t(`console:role.${value}`) }))}
            problem={tried && sameRole ? { severity: 'block', text: t('console:people.sameRole') } : null}
          />
        )}
        <CodeField value={code} onChange={setCode} onEnter={() => void submit()} missing={tried} error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('console:people.cancel')}</Button>
        <Button
          variant="contained"
          color={act.change === 'disable' || act.change === 'reset' ? 'error' : 'primary'}
          disabled={busy}
          onClick={() => void submit()}
        >
          {t(`console:people.act.${act.change}.confirm`)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
