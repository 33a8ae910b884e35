/** The agree card as the customer reads it: big type, short lines, nothing else. The same on a stored card. */
import Box from '@mui/material/Box';
import { useId } from 'react';
import type { AgreeCard, StoredCard } from '../../../domain/documents/agree-card';
import { DatedText, type TextDate } from '../why-date/dated-text';
import { c, tone } from '../../app/theme/css-vars';

export interface CardViewProps {
  readonly card: AgreeCard | StoredCard;
  /** For staff who look at an old one; the customer never reads it small. */
  readonly small?: boolean;
  /** Days that staff can open; the window for the customer has none. */
  readonly dates?: readonly TextDate[];
}

export function CardView({ card, small = false, dates = [] }: CardViewProps) {
  const titleId = useId();
  const size = small
    ? { title: '1.25rem', head: '1rem', body: '1rem', key: '1.125rem', label: '0.9375rem' }
    : { title: '40px', head: '28px', body: '26px', key: '34px', label: '24px' };
  const longestLine = card.language === 'zh-CN' ? '18em' : '32em';
  return (
    <Box
      component="article"
      lang={card.language}
      aria-labelledby={titleId}
      data-agree-card={small ? 'small' : 'big'}
      sx={{
        display: 'grid',
        gap: small ? 1.5 : 2.5,
        gridTemplateColumns: small
          ? 'minmax(0, 1fr)'
          : `repeat(auto-fit, minmax(min(100%, calc(${size.body} * 18.5)), 1fr))`,
        alignContent: 'start',
        color: c.ink,
        lineHeight: 1.55,
      }}
    >
      <Box component="header" sx={{ gridColumn: '1 / -1' }}>
        <Box component="h3" id={titleId} sx={{ m: 0, fontSize: size.title, fontWeight: 600, lineHeight: 1.3 }}>
          {card.title}
        </Box>
        <Box sx={{ fontSize: size.label, color: c.inkSoft }}>{card.outlet}</Box>
      </Box>
      {card.sections.map(({ id, title, rows }) => (
        <Box component="section" key={id} sx={{ borderTop: `3px solid ${tone('primary').fill}`, pt: 1, minWidth: 0 }}>
          <Box component="h4" sx={{ m: 0, mb: 0.5, fontSize: size.head, fontWeight: 600, color: tone('primary').fill }}>
            {title}
          </Box>
          {rows.map(({ label, text, isKey }, at) => (
            <Box key={at} sx={{ mb: 1 }}>
              {label !== '' && (
                <Box sx={{ fontSize: size.label, color: c.inkSoft }}>
                  <DatedText text={label} dates={dates} />
                </Box>
              )}
              <Box
                sx={{
                  fontSize: isKey ? size.key : size.body,
                  fontWeight: isKey ? 600 : 400,
                  lineHeight: isKey ? 1.35 : 1.55,
                  maxWidth: longestLine,
                  overflowWrap: 'anywhere',
                }}
              >
                <DatedText text={text} dates={dates} />
              </Box>
            </Box>
          ))}
        </Box>
      ))}
      <Box component="footer" sx={{ gridColumn: '1 / -1', fontSize: size.label, color: c.inkSoft }}>
        {card.foot.map((line) => (
          <Box key={line}>{line}</Box>
        ))}
      </Box>
    </Box>
  );
}
