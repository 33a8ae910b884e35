/** What stands in a rule pack or calendar, rule by rule and year by year. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useId, useState } from 'react';
import type { DeadlineRule, RulePack } from '../../../../domain/deadlines/rule-pack';
import type { CalendarView, PackContentView, PackView } from '../../../../shared/contract/packs';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { api } from '../../../bridge/client';
import { ErrorNotice } from '../../../components/error-notice';
import { InfoList } from '../../../components/info-list';
import { StatusChip } from '../../../components/status-chip';
import { TextField } from '../../../components/text-field';

export function ContentDialog({ pack, onClose }: { readonly pack: PackView; readonly onClose: () => void }) {
  const { t } = useText();
  const titleId = useId();
  const [content, setContent] = useState<PackContentView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const { key, kind, id, version } = pack;
  useEffect(() => {
    let left = false;
    void api['packs.read']({ key }).then((reply) => {
      if (left) return;
      if (reply.ok) setContent(reply.value);
      else setError(reply.error);
    });
    return () => {
      left = true;
    };
  }, [key]);
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>
        {t(kind === 'rules' ? 'rules:content.ruleTitle' : 'rules:content.calendarTitle', { name: id, version })}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start', pt: '8px !important' }}>
        <ErrorNotice error={error} />
        {content === null && error === null && <LinearProgress aria-label={t('common:state.loading')} />}
        {content?.kind === 'rules' && <Rules rules={content.rules} />}
        {content?.kind === 'calendar' && <Years calendar={content.calendar} />}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Rules({ rules }: { readonly rules: RulePack }) {
  const { t } = useText();
  const [query, setQuery] = useState('');
  const words = query.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const found = rules.deadlines.filter((rule) => {
    const text = [rule.id, rule.zh, rule.en, rule.article.zh, rule.article.en, rule.note].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'end' }}>
        <Box sx={{ flex: '1 1 16rem', maxWidth: '26rem' }}>
          <TextField type="search" label={t('rules:content.search')} value={query} onChange={setQuery} />
        </Box>
        <Box role="status" sx={{ color: c.inkSoft, pb: 1 }}>
          {found.length === 0 ? t('rules:content.noMatch') : t('rules:content.found', { count: found.length })}
        </Box>
      </Box>
      {found.map((rule) => (
        <Rule key={rule.id} rule={rule} />
      ))}
    </>
  );
}

function Rule({ rule }: { readonly rule: DeadlineRule }) {
  const { t, language } = useText();
  const format = useFormat();
  const { count, unit } = rule.limit;
  const from = format.localDate(rule.effectiveFrom);
  return (
    <Box
      component="section"
      aria-label={rule.id}
      sx={{ borderTop: `1px solid ${c.line}`, pt: 1.5, display: 'grid', gap: 0.5 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Box component="h3" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
          {rule.id} · {language === 'en' ? rule.en : rule.zh}
        </Box>
        <StatusChip
          label={t(`rules:content.confidence.${rule.confidence}`)}
          tone={
            rule.confidence === 'toBeConfirmed' ? 'warning' : rule.confidence === 'confirmed' ? 'success' : 'neutral'
          }
        />
      </Box>
      <InfoList
        items={[
          {
            label: t('rules:content.limit'),
            value: count === 0 ? t('rules:unit.sameDay') : t(`rules:unit.${unit}`, { count }),
          },
          { label: t('rules:content.kindOf'), value: t(`rules:content.${rule.kind}`) },
          { label: t('rules:content.article'), value: language === 'en' ? rule.article.en : rule.article.zh },
          {
            label: t('rules:content.inForce'),
            value:
              rule.effectiveTo === null
                ? t('rules:content.inForceFrom', { from })
                : t('rules:content.inForceTo', { from, to: format.localDate(rule.effectiveTo) }),
          },
          ...(rule.note === '' ? [] : [{ label: t('rules:content.note'), value: rule.note }]),
        ]}
      />
    </Box>
  );
}

/** Years in a row as one: `2027–2050`. */
function spansOf(years: readonly number[]): readonly string[] {
  const firsts = years.filter((year) => !years.includes(year - 1));
  const lasts = years.filter((year) => !years.includes(year + 1));
  return firsts.map((first, at) => (first === lasts[at] ? String(first) : `${String(first)}–${String(lasts[at])}`));
}

function Years({ calendar: { published, estimated } }: { readonly calendar: CalendarView }) {
  const { t } = useText();
  return (
    <>
      <Box component="section" aria-label={t('rules:content.published')}>
        <Box component="h3" sx={{ m: 0, mb: 0.5, fontSize: '1rem', fontWeight: 600 }}>
          {t('rules:content.published')}
        </Box>
        <InfoList items={published.map(({ year, source }) => ({ label: String(year), value: source }))} />
      </Box>
      <Box component="section" aria-label={t('rules:content.estimated')} sx={{ display: 'grid', gap: 1 }}>
        <Box component="h3" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
          {t('rules:content.estimated')}
        </Box>
        <Box sx={{ color: c.inkSoft }}>{t('rules:content.estimatedHint')}</Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {spansOf(estimated).map((span) => (
            <StatusChip key={span} label={span} tone="warning" />
          ))}
        </Box>
      </Box>
    </>
  );
}
