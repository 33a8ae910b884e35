/** Sign-in: tiles, one password field, nothing else. Under two seconds for a quick switch at the counter. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { AppStatus } from '../../../shared/contract/app';
import type { UserTile } from '../../../shared/contract/session';
import { withTexts } from '../../app/i18n/first-texts';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useNoticeText, useText } from '../../app/i18n/use-text';
import { useSignInHint } from '../../app/sign-in-hint';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { api } from '../../bridge/client';
import { NameSeal } from '../../components/person-card';
import { TextField } from '../../components/text-field';
import { useRoving, type Roving } from '../../components/use-roving';
import { RecoverDialog } from './recover-dialog';
import { WelcomeFrame } from './welcome-frame';

/** Needed once in the life of a PC, if at all. */
const RestoreWizard = lazy(async () => ({ default: (await withTexts(import('./restore-wizard'))).RestoreWizard }));

const keyTableLost: CodedError = { code: 'signIn.keyTableLost' };

interface SignInProps {
  readonly status: AppStatus;
  /** Everybody who can sign in on this PC. */
  readonly tiles: readonly UserTile[];
}

export function SignIn({ status, tiles }: SignInProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [chosen, setChosen] = useState<UserTile | null>(() => offered(tiles));
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [recovering, setRecovering] = useState(false);
  const [restoring, setRestoring] = useState(false);
  // A sample branch says what opens it; there is nothing to protect.
  const demo = status.notices.find((notice) => notice.code === 'demoData');
  const noticeText = useNoticeText();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const roving = useRoving(tiles.length, at, setAt);

  // The wish of a quick switch holds once.
  useEffect(() => useSignInHint.setState({ userId: null }), []);

  // The hands are on the keyboard: the first arrow or Enter must already mean something.
  useEffect(() => {
    if (chosen === null) list.current?.querySelector('button')?.focus();
  }, [tiles, chosen]);

  const submit = async (): Promise<void> => {
    if (!chosen || busy || password === '') return;
    setBusy(true);
    setError(null);
    const reply = await api['session.signIn']({ userId: chosen.userId, password });
    setBusy(false);
    if (reply.ok) return;
    setPassword('');
    setError(reply.error);
  };

  const choose = (tile: UserTile): void => {
    setChosen(tile);
    setPassword('');
    setError(null);
  };

  if (restoring) {
    return (
      <Suspense fallback={null}>
        <RestoreWizard onBack={() => setRestoring(false)} />
      </Suspense>
    );
  }
  return (
    <WelcomeFrame
      title={t('people:signIn.title')}
      subtitle={(status.branch?.name ?? '') || t('people:signIn.subtitle')}
    >
      {demo && (
        <Alert severity="info" sx={{ mb: 3 }}>
          {noticeText(demo)}
        </Alert>
      )}
      {status.damaged !== null && (
        <Alert
          severity="error"
          sx={{ mb: 3 }}
          action={<Button onClick={() => setRestoring(true)}>{t('backup:restore.choice')}</Button>}
        >
          {messageOf(keyTableLost)}
        </Alert>
      )}
      {tiles.length === 0 && <Typography>{t('people:signIn.noPeople')}</Typography>}
      <Box
        ref={list}
        component="ul"
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(11rem, 1fr))', gap: 1.5, p: 0, m: 0 }}
      >
        {tiles.map((tile, index) => (
          <Box component="li" key={tile.userId} sx={{ listStyle: 'none' }}>
            <PersonTile
              tile={tile}
              chosen={chosen?.userId === tile.userId}
              tileRef={roving.itemRef(index)}
              onKeyDown={roving.onKeyDown}
              onFocus={() => setAt(index)}
              onChoose={() => choose(tile)}
            />
          </Box>
        ))}
      </Box>
      {chosen && (
        <Box sx={{ mt: 3, display: 'grid', gap: 2 }}>
          <TextField
            key={chosen.userId}
            type="password"
            autoFocus
            autoComplete="current-password"
            label={t('people:signIn.password', { name: chosen.name })}
            value={password}
            onChange={setPassword}
            onEnter={() => void submit()}
            problem={error && { severity: 'block', text: messageOf(error) }}
          />
          <Button variant="contained" size="large" disabled={busy || password === ''} onClick={() => void submit()}>
            {busy ? t('people:signIn.working') : t('people:signIn.submit')}
          </Button>
        </Box>
      )}
      <Button sx={{ mt: 2 }} onClick={() => setRecovering(true)}>
        {t('people:signIn.forgot')}
      </Button>
      {recovering && <RecoverDialog tiles={tiles} onClose={() => setRecovering(false)} />}
    </WelcomeFrame>
  );
}

/** Whom the page offers first: the one that the quick switch named, or the only one. */
function offered(tiles: readonly UserTile[]): UserTile | null {
  const { userId } = useSignInHint.getState();
  return tiles.find((tile) => tile.userId === userId) ?? (tiles.length === 1 ? (tiles[0] ?? null) : null);
}

interface PersonTileProps {
  readonly tile: UserTile;
  readonly chosen: boolean;
  readonly tileRef: (element: HTMLElement | null) => void;
  readonly onKeyDown: Roving['onKeyDown'];
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}

function PersonTile({ tile, chosen, tileRef, onKeyDown, onFocus, onChoose }: PersonTileProps) {
  const { t } = useText();
  return (
    <ButtonBase
      ref={tileRef}
      aria-pressed={chosen}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={onChoose}
      sx={{
        width: '100%',
        height: '100%',
        justifyContent: 'flex-start',
        gap: 1.25,
        px: 1.25,
        py: 1.5,
        textAlign: 'left',
        borderRadius: `${radiusPx.card}px`,
        border: `1px solid ${chosen ? tone('primary').fill : c.line}`,
        boxShadow: chosen ? `inset 0 0 0 1px ${tone('primary').fill}` : 'none',
        backgroundColor: chosen ? tone('primary').soft : c.surface,
      }}
    >
      <NameSeal name={tile.name} size="2.5rem" />
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }} noWrap>
          {tile.name}
        </Typography>
        {/* Whole on a second line rather than cut: the number tells two of the same name apart. */}
        <Typography component="div" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, color: c.inkSoft }}>
          <span>{t(`vocabulary:role.${tile.role}`)}</span>
          {tile.staffNo !== '' && <span>{tile.staffNo}</span>}
        </Typography>
      </Box>
    </ButtonBase>
  );
}
