/** 待补充: what the complainant was asked for, by when, and what came. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { outstanding } from '../../../../domain/complaint/material';
import type { MaterialRequest } from '../../../../domain/complaint/investigation-values';
import { ownDateId } from '../../../../domain/investigation/own-date-id';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { SectionCard } from '../../../components/section-card';
import { WhyChip } from '../../../components/why-date/why-chip';
import { availability, type ActionId } from '../case-actions';
import { useCaseEnvironment } from '../case-context';

const steps = ['requestMaterial', 'receiveMaterial', 'endWaiting'] as const satisfies readonly ActionId[];

export function MaterialSection() {
  const { t } = useText();
  const { state, person, act } = useCaseEnvironment();
  const requests = state.investigation?.requests ?? [];
  const open = steps.filter((step) => availability(step, state, person).kind === 'open');
  return (
    <SectionCard
      title={t('investigation:material.title')}
      {...(state.status === 'awaitingMaterial' ? { tone: 'warning' as const } : {})}
      actions={open.map((step) => (
        <Button key={step} size="small" onClick={() => act(step)}>
          {t(`case:act.${step}`)}
        </Button>
      ))}
    >
      <Box sx={{ color: c.inkSoft }}>
        {t(requests.length === 0 ? 'investigation:material.none' : 'investigation:material.explainShort')}
      </Box>
      {requests.toReversed().map((request) => (
        <Request key={request.requestId} request={request} />
      ))}
    </SectionCard>
  );
}

function Request({ request }: { readonly request: MaterialRequest }) {
  const { t, language } = useText();
  const format = useFormat();
  const { caseId, state, nowLocal } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const names = (kinds: MaterialRequest['kinds']): string =>
    kinds.map((kind) => kind[word]).join(t('case:list.separator'));
  const missing = outstanding(request);
  const waits = request.ended === null && missing.length > 0 && state.status === 'awaitingMaterial';
  const late = request.dueOn < nowLocal.slice(0, 10);
  const due = t(late ? 'investigation:material.overdue' : 'investigation:material.due', {
    date: format.localDate(request.dueOn),
  });
  return (
    <Box sx={{ borderTop: `1px solid ${c.line}`, mt: 1.25, pt: 1.25, display: 'grid', gap: 0.5 }}>
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {t('investigation:material.asked', { date: format.localDate(request.askedOn), kinds: names(request.kinds) })}
      </Box>
      {request.detail !== '' && <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{request.detail}</Box>}
      {request.received.map(({ receivedOn, kinds, what }) => (
        <Box key={kinds.map(({ id }) => id).join()} sx={{ color: tone('success').onSoft, overflowWrap: 'anywhere' }}>
          {t('investigation:material.received', { date: format.localDate(receivedOn), kinds: names(kinds) })}
          {what !== '' && ` · ${what}`}
        </Box>
      ))}
      {request.ended !== null && (
        <Box sx={{ overflowWrap: 'anywhere' }}>
          {t('investigation:material.ended', { date: format.localDate(request.ended.noticeOn) })}
          {` · ${request.ended.reason}`}
        </Box>
      )}
      {waits && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, color: late ? tone('error').fill : c.inkSoft }}>
          <WhyChip caseId={caseId} deadlineId={ownDateId(request.requestId)} label={due}>
            <Box component="span" sx={{ textDecoration: 'underline dotted', textUnderlineOffset: '0.3em' }}>
              {due}
            </Box>
          </WhyChip>
          <span>{t('investigation:material.outstanding', { kinds: names(missing) })}</span>
        </Box>
      )}
      {missing.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('investigation:material.outstandingNone')}</Box>}
    </Box>
  );
}
