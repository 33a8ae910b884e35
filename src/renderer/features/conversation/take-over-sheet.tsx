/** 接手: what the colleague reads in half a minute, and the password with which they take the conversation over. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState, type ReactNode } from 'react';
import type { Handover } from '../../../domain/scripts/present';
import type { UserTile } from '../../../shared/contract/session';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import type { CodedError } from '../../app/i18n/message-of';
import { c } from '../../app/theme/css-vars';
import { useSignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { EmotionBadge } from '../../components/emotion';
import { ErrorNotice } from '../../components/error-notice';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import { Curve } from './emotion-curve';
import { usePlayerEnvironment } from './player-context';
import { PromiseList } from './promise-list';
import { Sheet } from './sheet';

export function TakeOverSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { view } = usePlayerEnvironment();
  const [packet, setPacket] = useState<Handover | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => {
    let current = true;
    void api['conversation.handover']({ id: view.id }).then((reply) => {
      if (!current) return;
      if (reply.ok) setPacket(reply.value);
      else setError(reply.error);
    });
    return () => {
      current = false;
    };
  }, [view.id, view.seq]);
  return (
    <Sheet title={t('conversation:takeOver.title')} onClose={onClose}>
      <ErrorNotice error={error} />
      {packet !== null && <Packet packet={packet} />}
      {view.outcome === null && <TakeOverForm onDone={onClose} />}
    </Sheet>
  );
}

function Packet({ packet }: { readonly packet: Handover }) {
  const { t } = useText();
  const format = useFormat();
  const { view, nowMs } = usePlayerEnvironment();
  const level = view.level;
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.25 }}>
      <Row label={t('conversation:takeOver.customer')}>{packet.customer ?? t('conversation:takeOver.notYet')}</Row>
      <Row label={t('conversation:takeOver.matter')}>
        <Box sx={{ fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.35 }}>
          {packet.matter ?? t('conversation:takeOver.notYet')}
        </Box>
      </Row>
      <Row label={t('conversation:takeOver.wish')}>
        <Box sx={{ fontSize: '1.125rem' }}>{packet.wish ?? t('conversation:takeOver.notYet')}</Box>
      </Row>
      <Row label={t('conversation:takeOver.mood')}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
          {level !== null && <EmotionBadge level={level} />}
          <Curve curve={packet.curve.map(({ at, level: rated }) => ({ atMs: at, level: rated }))} />
          <span>
            {t('conversation:takeOver.since', {
              stage: t(`conversation:stage.${packet.stage}`),
              time: format.duration(Math.max(0, nowMs - packet.since)),
            })}
          </span>
        </Box>
      </Row>
      {(packet.overrides.length > 0 || packet.flags.length > 0) && (
        <Row label={t('conversation:takeOver.mind')}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
            {packet.overrides.map((kind) => (
              <StatusChip key={kind} tone="error" label={t(`conversation:override.title.${kind}`)} />
            ))}
            {packet.flags.map(({ flag }) => (
              <StatusChip key={flag} tone="warning" label={t(`conversation:flag.${flag as 'elderly'}`)} />
            ))}
          </Box>
        </Row>
      )}
      <Row label={t('conversation:takeOver.promised')}>
        {view.promises.length === 0 ? (
          t('conversation:takeOver.nothingPromised')
        ) : (
          <PromiseList promises={view.promises} />
        )}
      </Row>
    </Box>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Box component="dt" sx={{ color: c.inkSoft, lineHeight: 1.4 }}>
        {label}
      </Box>
      <Box component="dd" sx={{ m: 0 }}>
        {children}
      </Box>
    </div>
  );
}

function TakeOverForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const { view, player } = usePlayerEnvironment();
  const signedIn = useSignedIn();
  const [people, setPeople] = useState<readonly UserTile[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<CodedError | null>(null);
  const [missing, setMissing] = useState<'person' | 'password' | null>(null);
  const [busy, setBusy] = useState(false);
  const [commandId, setCommandId] = useState(newId);
  const me = signedIn?.session.userId ?? null;

  useEffect(() => {
    let current = true;
    void api['session.tiles']({}).then((reply) => {
      if (current && reply.ok) setPeople(reply.value.users);
    });
    return () => {
      current = false;
    };
  }, []);

  // Those who lead stand first; whoever is on duty can't take over from themselves.
  const others = people.filter(({ userId }) => !(view.mine && userId === me)).sort((a, b) => rankOf(a) - rankOf(b));
  const isMyself = chosen !== null && chosen === me;
  const aboutPerson = refused?.code === 'conversation.mayNotTakeOver';
  const aboutPassword = refused?.code === 'conversation.wrongPassword' || refused?.code === 'conversation.throttled';

  const takeOver = async (): Promise<void> => {
    if (chosen === null) {
      setMissing('person');
      return;
    }
    if (!isMyself && password === '') {
      setMissing('password');
      return;
    }
    setBusy(true);
    // Gone before the answer: whatever it is, the next try begins with an empty field.
    const typed = password;
    setPassword('');
    const reply = await api['conversation.takeOver']({
      commandId,
      id: view.id,
      userId: chosen,
      password: isMyself ? null : typed,
    });
    setBusy(false);
    setCommandId(newId());
    if (reply.ok) {
      player.accept(reply.value);
      onDone();
    } else setRefused(reply.error);
  };

  return (
    <Box sx={{ display: 'grid', gap: 1.5, pt: 1.5, borderTop: `1px solid ${c.line}` }}>
      <ErrorNotice error={aboutPerson || aboutPassword ? null : refused} />
      <ChoiceChips
        label={t('conversation:takeOver.who')}
        options={others.map(({ userId, name, role }) => ({
          value: userId,
          label: `${name} · ${t(`vocabulary:role.${role}`)}`,
        }))}
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          setMissing(null);
          setRefused(null);
        }}
        problem={
          missing === 'person'
            ? { severity: 'block', text: t('conversation:takeOver.whoMissing') }
            : aboutPerson
              ? { severity: 'block', text: messageOf(refused) }
              : null
        }
      />
      {chosen !== null && !isMyself && (
        <TextField
          type="password"
          autoComplete="off"
          label={t('conversation:takeOver.password', {
            name: others.find(({ userId }) => userId === chosen)?.name ?? '',
          })}
          value={password}
          onChange={(text) => {
            setPassword(text);
            setMissing(null);
            setRefused(null);
          }}
          onEnter={() => void takeOver()}
          problem={
            aboutPassword
              ? { severity: 'block', text: messageOf(refused) }
              : missing === 'password'
                ? { severity: 'block', text: t('conversation:takeOver.passwordMissing') }
                : null
          }
        />
      )}
      <Box>
        <Button disabled={busy} onClick={() => void takeOver()}>
          {t('conversation:takeOver.do')}
        </Button>
      </Box>
    </Box>
  );
}

const rankOf = ({ role }: UserTile): number => (role === 'supervisor' ? 0 : role === 'officer' ? 1 : 2);
