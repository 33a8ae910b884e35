/** 核实清单: what is to be verified, where it is usually found, and what was found. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { factsOf, type Fact } from '../../../../domain/complaint/findings';
import { investigatedStatuses } from '../../../../domain/complaint/states';
import type { FindingOutcome } from '../../../../domain/complaint/investigation-values';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import type { Tone } from '../../../app/theme/tokens';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { barOf } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { FindingDialog } from '../dialogs/finding-dialog';

const toneOf: { readonly [O in FindingOutcome]: Tone } = {
  verified: 'success',
  notFound: 'warning',
  notApplicable: 'neutral',
};

export function ChecklistSection() {
  const { t } = useText();
  const { view, state, person } = useCaseEnvironment();
  /** `undefined`: none is open; null: a fact is added. */
  const [shown, setShown] = useState<Fact | null | undefined>(undefined);
  const facts = factsOf(state, view.checklist);
  const done = facts.filter(({ finding }) => finding !== null).length;
  const canRecord =
    person.may('case.edit') && !barOf(person, person.userId, 'handle') && investigatedStatuses.includes(state.status);
  return (
    <SectionCard
      title={t('investigation:checklist.title')}
      actions={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <StatusChip
            tone={done === facts.length ? 'success' : 'neutral'}
            label={t('investigation:checklist.progress', { done, total: facts.length })}
          />
          {canRecord && (
            <Button size="small" onClick={() => setShown(null)}>
              {t('investigation:checklist.add')}
            </Button>
          )}
        </Box>
      }
    >
      <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('investigation:checklist.explain')}</Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {facts.map((fact) => (
          <FactLine key={fact.itemId} fact={fact} {...(canRecord ? { onRecord: () => setShown(fact) } : {})} />
        ))}
      </Box>
      {shown !== undefined && <FindingDialog fact={shown} onClose={() => setShown(undefined)} />}
    </SectionCard>
  );
}

function FactLine({ fact, onRecord }: { readonly fact: Fact; readonly onRecord?: () => void }) {
  const { t, language } = useText();
  const format = useFormat();
  const { state, nameOf } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const { item, finding } = fact;
  const files = state.evidence.filter(({ id }) => finding?.evidenceIds.includes(id)).map(({ name }) => name);
  return (
    <Box
      component="li"
      aria-label={fact[word]}
      sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start', borderTop: `1px solid ${c.line}`, py: 1.25 }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, rowGap: 0.5 }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{fact[word]}</Box>
          <StatusChip
            tone={finding === null ? 'neutral' : toneOf[finding.outcome]}
            label={t(finding === null ? 'investigation:checklist.open' : `investigation:outcome.${finding.outcome}`)}
          />
          {item?.mandatory === true && finding === null && (
            <StatusChip tone="error" label={t('investigation:checklist.mandatory')} />
          )}
          {finding?.own === true && <StatusChip label={t('investigation:checklist.own')} />}
        </Box>
        {finding === null ? (
          item && <Box sx={{ color: c.inkSoft }}>{t('investigation:checklist.where', { where: item.where[word] })}</Box>
        ) : (
          <>
            <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{finding.found}</Box>
            <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
              {t('investigation:checklist.by', { name: nameOf(finding.by), time: format.dateTime(finding.atMs) })}
              {files.length > 0 &&
                ` · ${t('investigation:checklist.evidence', { names: files.join(t('case:list.separator')) })}`}
            </Box>
          </>
        )}
      </Box>
      {onRecord && (
        <Button size="small" onClick={onRecord} sx={{ flexShrink: 0 }}>
          {t(finding === null ? 'investigation:checklist.record' : 'investigation:checklist.change')}
        </Button>
      )}
    </Box>
  );
}
