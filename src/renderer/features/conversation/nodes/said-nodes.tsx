/** Saying a line, and listening. */
import HearingOutlined from '@mui/icons-material/HearingOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { TextField } from '../../../components/text-field';
import { useNow } from '../../../components/use-now';
import { longestAltered, longestQuote } from '../next-step';
import { usePlayerEnvironment } from '../player-context';
import { Spoken } from '../spoken';
import { Aside, LineHead, OtherWay, waysToSay, Why } from './line-parts';

export function SayNode() {
  const { t } = useText();
  const { view, input, change, goOn } = usePlayerEnvironment();
  const { shown } = view;
  const [writes, setWrites] = useState(input.altered !== '');
  const line = waysToSay(shown.line, shown.alternates).find(({ id }) => id === input.alternate) ?? shown.line;
  return (
    <>
      <LineHead />
      {line !== null && <Spoken line={line} />}
      <Why />
      <Aside>
        <OtherWay />
        {writes ? (
          <TextField
            label={t('conversation:line.altered')}
            ownWords
            maxCharacters={longestAltered}
            value={input.altered}
            problem={
              input.altered.length > longestAltered
                ? { severity: 'block', text: t('conversation:ask.tooLong', { count: longestAltered }) }
                : null
            }
            autoFocus
            onChange={(altered) => change({ altered })}
            onEnter={goOn}
          />
        ) : (
          <Box>
            <Button variant="text" size="small" onClick={() => setWrites(true)}>
              {t('conversation:line.saidOtherwise')}
            </Button>
          </Box>
        )}
      </Aside>
    </>
  );
}

export function ListenNode() {
  const { t } = useText();
  const { view, input, change, goOn } = usePlayerEnvironment();
  const { shown } = view;
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Box
          aria-hidden
          sx={{
            flex: 'none',
            width: '4rem',
            height: '4rem',
            display: 'grid',
            placeItems: 'center',
            borderRadius: '50%',
            backgroundColor: tone('primary').soft,
            color: tone('primary').onSoft,
            '& svg': { fontSize: '2.25rem' },
          }}
        >
          <HearingOutlined />
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <Box sx={{ fontSize: '1.5rem', fontWeight: 600, lineHeight: 1.3 }}>{t('conversation:listen.title')}</Box>
          <Listened least={shown.seconds} />
        </Box>
      </Box>
      <LineHead />
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Box sx={{ color: c.inkSoft }}>{t('conversation:listen.prompts')}</Box>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {shown.prompts.map((prompt) => (
            <Box
              component="li"
              key={prompt.id}
              sx={{ pl: 1.5, borderLeft: `3px solid ${tone('primary').line}`, minWidth: 0 }}
            >
              <Spoken line={prompt} quiet />
            </Box>
          ))}
        </Box>
      </Box>
      <Why />
      <Aside>
        {shown.capturesQuote && (
          <TextField
            label={t('conversation:listen.quote')}
            hint={t('conversation:listen.quoteHint')}
            rows={2}
            othersWords
            maxCharacters={longestQuote}
            value={input.quote}
            problem={
              input.quote.length > longestQuote
                ? { severity: 'block', text: t('conversation:ask.tooLong', { count: longestQuote }) }
                : null
            }
            onChange={(quote) => change({ quote })}
            onEnter={goOn}
          />
        )}
      </Aside>
    </>
  );
}

/** How long somebody has been listened to; it never hurries. */
function Listened({ least }: { readonly least: number | null }) {
  const { t } = useText();
  const nowMs = useNow(1000);
  const [sinceMs] = useState(nowMs);
  const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
  const clock = (value: number): string => `${Math.floor(value / 60)}:${String(value % 60).padStart(2, '0')}`;
  return (
    <Box sx={{ color: c.inkSoft, fontVariantNumeric: 'tabular-nums' }}>
      {least === null
        ? t('conversation:listen.since', { time: clock(seconds) })
        : t('conversation:listen.sinceAtLeast', { time: clock(seconds), least: clock(least) })}
    </Box>
  );
}
