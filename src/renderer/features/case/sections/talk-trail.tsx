/** 对话经过: one conversation of the case as a group that unfolds in the time line. For staff; nothing of it is ever printed. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import { useEffect, useId, useState } from 'react';
import type { TrailView } from '../../../../shared/contract/conversation';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { api, subscribe } from '../../../bridge/client';
import { trailSentence } from './trail-sentence';

type Loaded = readonly TrailView[] | 'loading' | 'failed';

export function TalkTrail({ conversationId }: { readonly conversationId: string }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <Box>
      <Button
        size="small"
        onClick={() => setOpen((before) => !before)}
        aria-expanded={open}
        aria-controls={id}
        sx={{ ml: -1 }}
      >
        {open ? t('talk:hide') : t('talk:show')}
      </Button>
      <Collapse in={open} id={id} unmountOnExit>
        <Steps conversationId={conversationId} />
      </Collapse>
    </Box>
  );
}

function Steps({ conversationId }: { readonly conversationId: string }) {
  const { t, language } = useText();
  const format = useFormat();
  const loaded = useTrail(conversationId);
  if (loaded === 'loading') return <Box sx={{ color: c.inkSoft }}>{t('talk:loading')}</Box>;
  if (loaded === 'failed') return <Box role="alert">{t('talk:failed')}</Box>;
  return (
    <Box sx={{ border: `1px solid ${c.line}`, borderRadius: 1, p: 1.5, mt: 0.5, whiteSpace: 'normal' }}>
      <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('talk:staffOnly')}</Box>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {loaded.map((step, at) => (
          <Box
            component="li"
            // Steps have no ids of their own, and none is ever taken out.
            key={at}
            sx={{ display: 'grid', gridTemplateColumns: 'minmax(7rem, auto) minmax(0, 1fr)', columnGap: 1.5 }}
          >
            <Box sx={{ color: c.inkSoft }}>
              <span className="xt-number">{format.time(step.atMs)}</span> {step.byName}
            </Box>
            <Box sx={{ overflowWrap: 'anywhere' }}>{trailSentence(step, t, language)}</Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** Asked again while the talk goes on. */
function useTrail(id: string): Loaded {
  const [loaded, setLoaded] = useState<Loaded>('loading');
  useEffect(() => {
    let gone = false;
    const load = (): void => {
      void api['conversation.trail']({ id }).then((reply) => {
        if (!gone) setLoaded(reply.ok ? reply.value.steps : 'failed');
      });
    };
    load();
    const stop = subscribe('conversations.changed', ({ ids }) => {
      if (ids.includes(id)) load();
    });
    return () => {
      gone = true;
      stop();
    };
  }, [id]);
  return loaded;
}
