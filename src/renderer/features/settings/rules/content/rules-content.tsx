/** What stands in a rule pack, rule by rule. */
import Box from '@mui/material/Box';
import { useState } from 'react';
import type { DeadlineRule, RulePack } from '../../../../../domain/deadlines/rule-pack';
import { useFormat, useText } from '../../../../app/i18n/use-text';
import { c } from '../../../../app/theme/css-vars';
import { InfoList } from '../../../../components/info-list';
import { StatusChip } from '../../../../components/status-chip';
import { TextField } from '../../../../components/text-field';

export function RulesContent({ rules }: { readonly rules: RulePack }) {
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
