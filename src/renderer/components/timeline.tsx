import VerifiedOutlined from '@mui/icons-material/VerifiedOutlined';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useText } from '../app/i18n/use-text';
import { c, tone as toneColours } from '../app/theme/css-vars';
import type { Tone } from '../app/theme/tokens';
import { StatusChip } from './status-chip';

export interface TimelineItem {
  readonly id: string;
  /** What happened, one sentence. */
  readonly title: string;
  readonly body?: ReactNode;
  /** Already formatted. */
  readonly at: string;
  readonly who: string;
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly signed?: boolean;
  /** Not yet received by headquarters. */
  readonly localOnly?: boolean;
}

/** What happened, in order. The caller decides which end is on top. */
export function Timeline({ items, label }: { readonly items: readonly TimelineItem[]; readonly label?: string }) {
  const { t } = useText();
  return (
    <Box component="ol" aria-label={label ?? t('common:timeline.label')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {items.map((item, index) => {
        const colours = toneColours(item.tone ?? 'neutral');
        const last = index === items.length - 1;
        return (
          <Box
            component="li"
            key={item.id}
            sx={{ display: 'grid', gridTemplateColumns: '2rem minmax(0, 1fr)', gap: 1.5 }}
          >
            <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center' }} aria-hidden>
              <Box
                sx={{
                  width: '2rem',
                  height: '2rem',
                  flex: 'none',
                  borderRadius: '50%',
                  display: 'grid',
                  placeItems: 'center',
                  color: colours.onSoft,
                  backgroundColor: colours.soft,
                  border: `1px solid ${colours.line}`,
                  '& svg': { fontSize: '1.125rem' },
                }}
              >
                {item.icon ?? (
                  <Box sx={{ width: '0.5rem', height: '0.5rem', borderRadius: '50%', backgroundColor: colours.fill }} />
                )}
              </Box>
              {!last && <Box sx={{ width: 2, flex: 1, backgroundColor: c.line }} />}
            </Box>
            <Box sx={{ pb: last ? 0 : 2, minWidth: 0 }}>
              <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
                <Box sx={{ fontWeight: 600, lineHeight: '2rem' }}>{item.title}</Box>
                {item.signed === true && (
                  <StatusChip
                    tone="success"
                    icon={<VerifiedOutlined aria-hidden />}
                    label={t('common:timeline.signed')}
                  />
                )}
                {item.localOnly === true && <StatusChip label={t('common:timeline.localOnly')} />}
              </Box>
              <Box sx={{ color: c.inkSoft }}>
                <span className="xt-number">{item.at}</span> {' · '} {item.who}
              </Box>
              {item.body !== undefined && <Box sx={{ mt: 0.5, whiteSpace: 'pre-wrap' }}>{item.body}</Box>}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
