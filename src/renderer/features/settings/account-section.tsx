/** The person who is signed in, and their password. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import type { SessionView } from '../../../shared/contract/app';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { PersonCard } from '../../components/person-card';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';

interface Problems {
  readonly old?: string | undefined;
  readonly next?: string | undefined;
  readonly again?: string | undefined;
}

const empty = { old: '', next: '', again: '' };
const problem = (text: string | undefined) => (text === undefined ? null : ({ severity: 'block', text } as const));

export function AccountSection({ session }: { readonly session: SessionView }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [typed, setTyped] = useState(empty);
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const oldRef = useRef<HTMLInputElement>(null);
  const nextRef = useRef<HTMLInputElement>(null);
  const againRef = useRef<HTMLInputElement>(null);

  const set = (changes: Partial<typeof empty>): void => {
    setTyped({ ...typed, ...changes });
    setProblems({});
    setError(null);
  };
  const point = (found: Problems): void => {
    setProblems(found);
    const first = found.old !== undefined ? oldRef : found.next !== undefined ? nextRef : againRef;
    first.current?.focus();
  };

  const submit = async (): Promise<void> => {
    if (busy) return;
    const found: Problems = {
      ...(typed.old === '' ? { old: t('settings:account.oldMissing') } : {}),
      ...(typed.next === '' ? { next: t('settings:account.newMissing') } : {}),
      ...(typed.again !== typed.next ? { again: t('people:setup.person.passwordDiffers') } : {}),
    };
    if (Object.keys(found).length > 0) {
      point(found);
      return;
    }
    setBusy(true);
    setError(null);
    const reply = await api['session.changePassword']({ oldPassword: typed.old, newPassword: typed.next });
    setBusy(false);
    if (reply.ok) {
      setTyped(empty);
      notify({ severity: 'success', text: t('people:password.changed') });
      return;
    }
    switch (reply.error.code) {
      case 'password.weak':
        point({ next: t(`people:weak.${reply.error.reason}`) });
        return;
      case 'signIn.wrongPassword':
      case 'signIn.throttled':
        point({ old: messageOf(reply.error) });
        return;
      default:
        setError(reply.error);
    }
  };

  return (
    <>
      <SectionCard title={t('settings:account.who')}>
        <PersonCard name={session.name} sealName={session.name} role={t(`vocabulary:role.${session.role}`)} />
        <Box sx={{ color: c.inkSoft, mt: 1 }}>{t(`settings:people.roleHint.${session.role}`)}</Box>
      </SectionCard>
      <SectionCard title={t('people:password.title')}>
        <Box
          component="form"
          noValidate
          aria-label={t('people:password.title')}
          onSubmit={(event) => event.preventDefault()}
          sx={{ display: 'grid', gap: 2, maxWidth: '28rem' }}
        >
          <Box sx={{ color: c.inkSoft }}>{t('settings:account.intro')}</Box>
          <TextField
            required
            type="password"
            autoComplete="current-password"
            label={t('people:password.old')}
            hint={t('settings:account.forgot')}
            value={typed.old}
            inputRef={oldRef}
            onChange={(old) => set({ old })}
            problem={problem(problems.old)}
          />
          <TextField
            required
            type="password"
            autoComplete="new-password"
            label={t('people:password.new')}
            hint={t('people:setup.person.passwordHint')}
            value={typed.next}
            inputRef={nextRef}
            onChange={(next) => set({ next })}
            problem={problem(problems.next)}
          />
          <TextField
            required
            type="password"
            autoComplete="new-password"
            label={t('settings:account.again')}
            value={typed.again}
            inputRef={againRef}
            onChange={(again) => set({ again })}
            onEnter={() => void submit()}
            problem={problem(problems.again)}
          />
          <ErrorNotice error={error} />
          <Box>
            <Button variant="contained" disabled={busy} onClick={() => void submit()}>
              {t('settings:account.submit')}
            </Button>
          </Box>
        </Box>
      </SectionCard>
    </>
  );
}
