/** A new colleague: name, staff number, role, and a first password that they change themselves. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useRef, useState } from 'react';
import type { Role } from '../../../domain/authority/roles';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { RoleChoice } from './role-dialog';

interface Person {
  readonly name: string;
  readonly staffNo: string;
  readonly password: string;
  readonly again: string;
  readonly role: Role;
}
type Problems = Partial<Readonly<Record<'name' | 'password' | 'again', string>>>;

const blank: Person = { name: '', staffNo: '', password: '', again: '', role: 'counter' };
const block = (text: string | undefined) => (text === undefined ? null : ({ severity: 'block', text } as const));

export interface AddPersonDialogProps {
  readonly onClose: () => void;
  readonly onAdded: (name: string) => void;
}

export function AddPersonDialog({ onClose, onAdded }: AddPersonDialogProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [person, setPerson] = useState(blank);
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useRef<string | null>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  const againRef = useRef<HTMLInputElement>(null);

  const set = (changes: Partial<Person>): void => {
    intent.current = null;
    setPerson({ ...person, ...changes });
    setProblems({});
    setError(null);
  };
  const point = (found: Problems): void => {
    setProblems(found);
    const first = found.name !== undefined ? nameRef : found.password !== undefined ? passwordRef : againRef;
    first.current?.focus();
  };

  const submit = async (): Promise<void> => {
    if (busy) return;
    const name = person.name.trim();
    const found: Problems = {
      ...(name === '' ? { name: t('settings:people.nameMissing') } : {}),
      ...(person.password === '' ? { password: t('settings:people.passwordMissing') } : {}),
      ...(person.again !== person.password ? { again: t('people:setup.person.passwordDiffers') } : {}),
    };
    if (Object.keys(found).length > 0) {
      point(found);
      return;
    }
    setBusy(true);
    intent.current ??= newId();
    const { staffNo, password, role } = person;
    const reply = await api['user.add']({ commandId: intent.current, person: { name, staffNo, password }, role });
    setBusy(false);
    if (reply.ok) {
      onAdded(name);
      return;
    }
    switch (reply.error.code) {
      case 'password.weak':
        point({ password: t(`people:weak.${reply.error.reason}`) });
        return;
      case 'user.nameTaken':
        point({ name: messageOf(reply.error) });
        return;
      default:
        setError(reply.error);
    }
  };

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="add-person-title">
      <DialogTitle id="add-person-title">{t('people:users.add')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
          <TextField
            required
            autoFocus
            label={t('people:users.name')}
            value={person.name}
            inputRef={nameRef}
            onChange={(name) => set({ name })}
            problem={block(problems.name)}
          />
          <TextField
            numeric
            label={t('people:users.staffNo')}
            value={person.staffNo}
            onChange={(staffNo) => set({ staffNo })}
          />
        </Box>
        <RoleChoice value={person.role} onChange={(role) => set({ role })} />
        <TextField
          required
          type="password"
          autoComplete="new-password"
          label={t('settings:people.firstPassword')}
          hint={t('settings:people.firstPasswordHint')}
          value={person.password}
          inputRef={passwordRef}
          onChange={(password) => set({ password })}
          problem={block(problems.password)}
        />
        <TextField
          required
          type="password"
          autoComplete="new-password"
          label={t('people:setup.person.passwordAgain')}
          value={person.again}
          inputRef={againRef}
          onChange={(again) => set({ again })}
          onEnter={() => void submit()}
          problem={block(problems.again)}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()}>
          {t('people:users.add')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
