/** 必备要素: what a letter must say, by which rule, and where to fill in what is missing. Printing waits for all of it. */
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { missingOf, type LetterCheck, type LetterElement } from '../../../../domain/documents/letter-check';
import { isLetterField, type LetterField, type LetterPlace } from '../../../../domain/documents/letter-fields';
import type { MissingElement } from '../../../../domain/documents/letter-template';
import { useText } from '../../../app/i18n/use-text';
import { navigate } from '../../../app/router';
import { c, tone } from '../../../app/theme/css-vars';
import { StatusChip } from '../../../components/status-chip';
import { useCaseEnvironment } from '../case-context';

/** Fields of the branch's settings by what a letter calls them. */
const settingsField: { readonly [F in LetterField]?: string } = {
  institution: 'institutionName',
  outlet: 'name',
  outletAddress: 'address',
  outletPhone: 'phone',
  ownerPhone: 'phone',
  reportRegion: 'province',
  reviewInstitution: 'reviewInstitution',
  reviewPhone: 'reviewPhone',
  mediation: 'mediation',
  arbitration: 'arbitration',
  court: 'court',
};

interface Props {
  readonly check: LetterCheck;
  readonly onComplete: () => void;
}

export function LetterElements({ check, onComplete }: Props) {
  const { t } = useText();
  const { elements, gaps } = check;
  const blocking = (element: LetterElement): boolean => element.missing.length > 0;
  // What is missing stands first: it is what somebody came for.
  const ordered = [...elements.filter(blocking), ...elements.filter((element) => !blocking(element))];
  if (elements.length === 0 && gaps.length === 0) return null;
  return (
    <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      {missingOf(check).length > 0 && <Alert severity="warning">{t('letters:check.blocked')}</Alert>}
      {elements.length > 0 && (
        <Box component="section" aria-label={t('letters:check.title')}>
          <Box sx={{ fontWeight: 600, mb: 0.5 }}>{t('letters:check.title')}</Box>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
            {ordered.map((element) => (
              <Element key={element.duty.id} element={element} onComplete={onComplete} />
            ))}
          </Box>
        </Box>
      )}
      {gaps.length > 0 && (
        <Box component="section" aria-label={t('letters:check.gaps')}>
          <Box sx={{ fontWeight: 600, mb: 0.5 }}>{t('letters:check.gaps')}</Box>
          <Missing missing={gaps} onComplete={onComplete} />
        </Box>
      )}
    </Box>
  );
}

function Element({ element, onComplete }: { readonly element: LetterElement; readonly onComplete: () => void }) {
  const { t, language } = useText();
  const { duty, missing } = element;
  const word = language === 'en' ? 'en' : 'zh';
  const said = missing.length === 0;
  const Icon = said ? CheckCircleOutlined : ErrorOutlined;
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1 }}>
      <Icon
        titleAccess={t(said ? 'letters:check.said' : 'letters:check.missing')}
        sx={{ fontSize: '1.25rem', mt: '0.15em', color: tone(said ? 'success' : 'warning').fill }}
      />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {duty[word]}
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            columnGap: 0.75,
            color: c.inkSoft,
            fontSize: '0.9375rem',
          }}
        >
          {duty.article[word]}
          {duty.confidence === 'toBeConfirmed' && (
            <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />
          )}
        </Box>
        {!said && <Missing missing={missing} onComplete={onComplete} />}
      </Box>
    </Box>
  );
}

function Missing({
  missing,
  onComplete,
}: {
  readonly missing: readonly MissingElement[];
  readonly onComplete: () => void;
}) {
  const { t } = useText();
  const { act, goTo, may } = useCaseEnvironment();
  const go = (field: LetterField, place: LetterPlace): void => {
    switch (place) {
      case 'branch': {
        const wanted = settingsField[field];
        navigate({ name: 'settings', section: 'branch', ...(wanted === undefined ? {} : { field: wanted }) });
        return;
      }
      case 'details':
        onComplete();
        return;
      case 'report':
        act('writeMajorReport', field);
        return;
      case 'review':
        goTo('facts');
        return;
      case 'handling':
        return;
      default:
        goTo(place);
    }
  };
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
      {missing.map(({ field, place, reason }) => {
        const known = isLetterField(field) ? field : null;
        return (
          <li key={field}>
            {known === null ? field : t(`letters:field.${known}`)}
            {' · '}
            {reason === 'contradicts' && `${t('letters:check.contradicts')} · `}
            {known === null || place === null ? (
              t('letters:check.unsaid')
            ) : place === 'handling' ? (
              t('letters:place.handling')
            ) : place === 'branch' && !may('branch.manage') ? (
              t('letters:check.byManager')
            ) : (
              <Link component="button" type="button" sx={{ font: 'inherit' }} onClick={() => go(known, place)}>
                {t(`letters:place.${place}`)}
              </Link>
            )}
          </li>
        );
      })}
    </Box>
  );
}
