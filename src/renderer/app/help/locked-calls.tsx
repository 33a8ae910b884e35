/**
 * 锁屏上听到的求助: which PC of the branch calls and since when, and nothing of people. Whoever stands here says that somebody saw it;
 * saying who goes there takes signing in.
 */
import CrisisAlertOutlined from '@mui/icons-material/CrisisAlertOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import type { HeardCall } from '../../../shared/contract/incident';
import { api, subscribe } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { useNow } from '../../components/use-now';
import { useFormat, useText } from '../i18n/use-text';
import { tone } from '../theme/css-vars';

export function LockedCalls() {
  const calls = useHeard();
  if (calls.length === 0) return null;
  return (
    <Box sx={{ position: 'fixed', insetInline: 0, top: 0, zIndex: 1400 }}>
      {calls.map((call) => (
        <Line key={call.id} call={call} />
      ))}
    </Box>
  );
}

function Line({ call }: { readonly call: HeardCall }) {
  const { t } = useText();
  const format = useFormat();
  const nowMs = useNow();
  const [commandId] = useState(newId);
  const [failed, setFailed] = useState(false);
  const { id, deviceTag: place, atMs, seen } = call;
  const colours = tone('error');
  const say = async (): Promise<void> => {
    const reply = await api['incident.seen']({ commandId, id });
    setFailed(!reply.ok || !reply.value.kept);
  };
  return (
    <Box
      role="alert"
      data-locked-call={place}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.5,
        rowGap: 0.5,
        px: 2.5,
        py: 1.25,
        backgroundColor: colours.fill,
        color: colours.onFill,
        borderBottom: `1px solid ${colours.line}`,
      }}
    >
      <CrisisAlertOutlined aria-hidden />
      <Box sx={{ flex: '1 1 20rem', minWidth: 0 }}>
        <Box component="span" sx={{ fontWeight: 600, fontSize: '1.125rem' }}>
          {t('incident:locked.alert', { place, at: format.time(atMs), ago: format.relative(atMs, nowMs) })}
        </Box>
        <Box component="span" sx={{ ml: 1.5 }}>
          {t(failed ? 'incident:locked.notKept' : seen ? 'incident:locked.seen' : 'incident:locked.hint')}
        </Box>
      </Box>
      {!seen && (
        <Button variant="outlined" color="inherit" onClick={() => void say()}>
          {t('incident:locked.say')}
        </Button>
      )}
    </Box>
  );
}

function useHeard(): readonly HeardCall[] {
  const [calls, setCalls] = useState<readonly HeardCall[]>([]);
  useEffect(() => {
    let left = false;
    const load = (): void => {
      void api['incident.heard']({}).then((reply) => {
        if (!left && reply.ok) setCalls(reply.value.calls);
      });
    };
    load();
    const stop = subscribe('incidents.changed', load);
    return () => {
      left = true;
      stop();
    };
  }, []);
  return calls;
}
