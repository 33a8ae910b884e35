/** 人数与代表: how many complain face to face, how that changed, and who was chosen to speak for them. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { presentHeadCount } from '../../../../domain/complaint/joint';
import { toldStatuses } from '../../../../domain/complaint/states';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { SectionCard } from '../../../components/section-card';
import { availability } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { Basis, Part, Rows, Step } from './major-section';
import { RevealedField } from './revealed-field';

export function HeadCountSection({ onComplete }: { readonly onComplete: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf } = useCaseEnvironment();
  const counts = state.headCounts ?? [];
  const present = presentHeadCount(state);
  return (
    <SectionCard title={t('major:people.title')} actions={<Step action="recordHeadCount" />}>
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        {present === undefined ? (
          <Box sx={{ color: c.inkSoft }}>{t('major:people.uncounted')}</Box>
        ) : (
          <Part title={t('major:people.present', { count: present.count })}>
            <Rows>
              {counts.toReversed().map(({ count, atMs, by }, index) => (
                <Box component="li" key={counts.length - index} sx={{ color: index === 0 ? c.ink : c.inkSoft }}>
                  {t('major:people.line', { time: format.dateTime(atMs), count, name: nameOf(by) })}
                </Box>
              ))}
            </Rows>
          </Part>
        )}
        {state.details.joint === true && <Delegates onComplete={onComplete} />}
      </Box>
    </SectionCard>
  );
}

function Delegates({ onComplete }: { readonly onComplete: () => void }) {
  const { t, language } = useText();
  const { state, jointRules, may, person } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const { parties } = state.details;
  const chosen = parties.flatMap((party, index) => (party.delegate === true ? [{ party, index }] : []));
  const cap = jointRules?.delegates ?? null;
  const frozen = state.status === 'closed' || state.status === 'withdrawn' || toldStatuses.includes(state.status);
  const mayChange = !frozen && may('draft.use') && availability('createTask', state, person).kind === 'open';
  return (
    <Part
      title={
        cap === null
          ? t('major:people.delegates', { count: chosen.length })
          : t('major:people.delegatesOf', { count: chosen.length, most: cap.count })
      }
      action={mayChange && <Button onClick={onComplete}>{t('major:people.change')}</Button>}
    >
      {chosen.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('major:people.none')}</Box>}
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.5 }}
      >
        {chosen.map(({ party, index }) => (
          <li key={index}>
            <RevealedField field="name" partyIndex={index} masked={party.name} />
          </li>
        ))}
      </Box>
      {cap !== null && <Basis article={cap.article[word]} toConfirm={cap.confidence === 'toBeConfirmed'} />}
    </Part>
  );
}
