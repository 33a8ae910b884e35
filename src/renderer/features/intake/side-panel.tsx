/** Beside the form: earlier complaints of the same person, and what is still missing. */
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { missingFields } from '../../../domain/complaint/state';
import type { SimilarCase } from '../../../shared/contract/intake';
import { navigate } from '../../app/router';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { CaseNumber } from '../../components/case-number';
import { SectionCard } from '../../components/section-card';
import { CaseStatusChip, StatusChip } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { useForm } from './draft-context';
import { fieldIdOf, type FieldId } from './fields';
import type { Similar } from './use-similar';

const missingKeys = [
  'party.name',
  'party.phone',
  'party.authorisation',
  'businessId',
  'reasonId',
  'facts',
  'want',
  'consentTold',
] as const;

export interface SidePanelProps {
  readonly similar: Similar;
  readonly onJump: (field: FieldId) => void;
}

export function SidePanel({ similar, onJump }: SidePanelProps) {
  const { t } = useText();
  return (
    <Box component="aside" aria-label={t('intake:side.label')} sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <SectionCard title={t('intake:side.past')} icon={<HistoryOutlined aria-hidden />}>
        <PastCases similar={similar} />
      </SectionCard>
      <SectionCard title={t('intake:side.missing')} icon={<ChecklistOutlined aria-hidden />}>
        <MissingList onJump={onJump} />
      </SectionCard>
    </Box>
  );
}

function PastCases({ similar }: { readonly similar: Similar }) {
  const { t } = useText();
  const text =
    similar.state === 'nothingTyped'
      ? t('intake:side.pastEmpty')
      : similar.state === 'failed'
        ? t('intake:side.pastFailed')
        : similar.cases.length === 0
          ? t('intake:side.pastNone')
          : null;
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1 }}>
      {text !== null && <Box sx={{ color: c.inkSoft }}>{text}</Box>}
      {similar.state === 'found' && similar.cases.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
          {similar.cases.map((found) => (
            <li key={found.caseId}>
              <PastCase found={found} />
            </li>
          ))}
        </Box>
      )}
    </Box>
  );
}

function PastCase({ found }: { readonly found: SimilarCase }) {
  const { t, language } = useText();
  const format = useFormat();
  const fields = found.matchedOn.map((field) => t(`intake:side.match.${field}`)).join(language === 'en' ? ', ' : '、');
  return (
    <ButtonBase
      onClick={() => navigate({ name: 'case', caseId: found.caseId })}
      sx={{
        width: '100%',
        display: 'grid',
        gap: 0.25,
        justifyItems: 'start',
        justifyContent: 'stretch',
        textAlign: 'left',
        p: 1.25,
        borderRadius: `${radiusPx.field}px`,
        border: `1px solid ${found.sameMatter ? tone('warning').fill : c.line}`,
        backgroundColor: found.sameMatter ? tone('warning').soft : c.surface,
        color: found.sameMatter ? tone('warning').onSoft : c.ink,
        font: 'inherit',
        '&:hover': { borderColor: c.lineStrong },
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', width: '100%' }}>
        <CaseNumber number={found.number} />
        <CaseStatusChip status={found.status} />
        {found.sameMatter && <StatusChip label={t('intake:side.sameMatter')} tone="warning" strong />}
      </Box>
      <span>
        {[found.maskedName, taxonomyLabel(found.businessId, language), format.date(found.receivedAtMs)]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
      {found.matter !== '' && (
        <Box
          component="span"
          sx={{ display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden' }}
        >
          {found.matter}
        </Box>
      )}
      <span>{t('intake:side.matchedOn', { fields })}</span>
    </ButtonBase>
  );
}

/** What `missingFields` of the domain names, in its order. */
export function useMissing(): readonly (typeof missingKeys)[number][] {
  const details = useForm((form) => form.details);
  const missing = missingFields(details);
  return missingKeys.filter((key) => missing.includes(key));
}

function MissingList({ onJump }: { readonly onJump: (field: FieldId) => void }) {
  const { t } = useText();
  const missing = useMissing();
  if (missing.length === 0) return <Typography>{t('intake:side.missingNone')}</Typography>;
  return (
    <>
      <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('intake:side.missingHint')}</Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {missing.map((key) => (
          <li key={key}>
            <ButtonBase
              onClick={() => {
                const field = fieldIdOf(key);
                if (field !== null) onJump(field);
              }}
              sx={{
                minHeight: 36,
                px: 1.5,
                borderRadius: `${radiusPx.field}px`,
                border: `1px dashed ${c.lineStrong}`,
                backgroundColor: c.surface,
                color: c.ink,
                font: 'inherit',
                '&:hover': { backgroundColor: c.sunken },
              }}
            >
              {t(`intake:missing.${key}`)}
            </ButtonBase>
          </li>
        ))}
      </Box>
    </>
  );
}
