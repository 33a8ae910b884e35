/** What the learner is told afterwards. Kind first: what went well stands beside what turned it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Debrief } from '../../../domain/training/debrief';
import { passMark, type Loss } from '../../../domain/training/score';
import type { TrainingRunView } from '../../../shared/contract/training';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { navigate, useRouter } from '../../app/router';
import { c, tone } from '../../app/theme/css-vars';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { api } from '../../bridge/client';
import { MoodChart } from './mood-chart';
import { useWords } from './words-of';

interface DebriefViewProps {
  readonly view: TrainingRunView;
  readonly onChanged: () => void;
}

export function DebriefView({ view, onChanged }: DebriefViewProps) {
  const { debrief } = view;
  return debrief === null ? null : <Told view={view} debrief={debrief} onChanged={onChanged} />;
}

function Told({ view, debrief, onChanged }: DebriefViewProps & { readonly debrief: Debrief }) {
  const { t } = useText();
  const words = useWords();
  const { score } = debrief;
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box ref={heading} tabIndex={-1} sx={{ '&:focus-visible': { outline: 'none' } }}>
        <SectionCard title={t('training:debrief.title')} tone={score.passed ? 'success' : 'warning'}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
            <Box sx={{ fontSize: '2.5rem', fontWeight: 700, lineHeight: 1.1 }}>
              {t('training:debrief.total', { points: score.total })}
            </Box>
            <StatusChip
              label={t(score.passed ? 'training:debrief.passed' : 'training:debrief.failed')}
              tone={score.passed ? 'success' : 'warning'}
              strong
            />
            <Box sx={{ color: c.inkSoft }}>
              {view.ended !== null && t(`training:ending.${view.ended}`)} ·{' '}
              {t('training:debrief.passMark', { points: passMark })}
            </Box>
          </Box>
          {score.gates.map((gate) => (
            <Alert key={gate} severity="error" sx={{ mt: 1 }}>
              {t(`training:debrief.gate.${gate}`)}
            </Alert>
          ))}
          <Box sx={{ mt: 1.5 }}>
            <Actions view={view} onChanged={onChanged} />
          </Box>
        </SectionCard>
      </Box>
      <SectionCard title={t('training:debrief.curve')}>
        <MoodChart debrief={debrief} />
      </SectionCard>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
      >
        <SectionCard title={t('training:debrief.turning')}>
          <Turning debrief={debrief} />
        </SectionCard>
        <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
          {debrief.well !== null && (
            <SectionCard title={t('training:debrief.well')} tone="success">
              <Quote>{words(debrief.well.said)}</Quote>
            </SectionCard>
          )}
          {debrief.better !== null && (
            <SectionCard title={t('training:debrief.better')}>
              <Box sx={{ display: 'grid', gap: 1 }}>
                <Box sx={{ color: c.inkSoft }}>{t('training:debrief.said', { text: words(debrief.better.said) })}</Box>
                <Box sx={{ fontWeight: 600 }}>
                  {t('training:debrief.instead', { text: words(debrief.better.instead) })}
                </Box>
              </Box>
            </SectionCard>
          )}
          <SectionCard title={t('training:debrief.hidden')}>{words(debrief.hidden)}</SectionCard>
        </Box>
      </Box>
      <SectionCard title={t('training:debrief.parts')}>
        <Parts view={view} debrief={debrief} />
      </SectionCard>
      {debrief.skills.length > 0 && (
        <SectionCard title={t('training:debrief.skills')}>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {debrief.skills.map(({ skill, good, of }) => (
              <li key={skill}>
                <StatusChip
                  label={t('training:debrief.skill', { skill: t(`conversation:skill.${skill}`), good, of })}
                  tone={good === of ? 'success' : good * 2 < of ? 'warning' : 'neutral'}
                />
              </li>
            ))}
          </Box>
        </SectionCard>
      )}
    </Box>
  );
}

function Quote({ children }: { readonly children: ReactNode }) {
  return <Box sx={{ fontSize: '1.125rem', lineHeight: 1.5 }}>“{children}”</Box>;
}

function Turning({ debrief: { turningPoints } }: { readonly debrief: Debrief }) {
  const { t } = useText();
  const words = useWords();
  if (turningPoints.length === 0) return <Box sx={{ color: c.inkSoft }}>{t('training:debrief.turningNone')}</Box>;
  return (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
      {turningPoints.map((point) => (
        <Box component="li" key={point.turn} sx={{ display: 'grid', gap: 0.5 }}>
          <Box sx={{ fontWeight: 600 }}>
            {t('training:debrief.turn', { turn: point.turn + 1 })} · {t(`training:tag.${point.tag}`)}
          </Box>
          {point.said !== null && <Quote>{words(point.said)}</Quote>}
          {point.answered !== null && (
            <Box sx={{ color: c.inkSoft }}>{t('training:debrief.answered', { text: words(point.answered) })}</Box>
          )}
          <Box>
            {t('training:debrief.moved', {
              from: t(`common:emotion.level.${point.levelBefore}`),
              to: t(`common:emotion.level.${point.levelAfter}`),
              trustFrom: point.trustBefore,
              trustTo: point.trustAfter,
            })}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Parts({ view, debrief }: { readonly view: TrainingRunView; readonly debrief: Debrief }) {
  const { t } = useText();
  const words = useWords();
  const reason = ({ reason: why, fact }: Loss): string => {
    if (why !== 'factMissing') return t(`training:tag.${why}`);
    const name = fact === null ? undefined : view.factNames[fact];
    return t('training:tag.factMissing', { fact: name === undefined ? (fact ?? '') : words(name) });
  };
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.25 }}>
      {debrief.score.parts.map(({ part, points, most, losses }) => (
        <Box
          key={part}
          sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: { xs: '1fr', md: '18rem 1fr' }, columnGap: 3 }}
        >
          <Box component="dt" sx={{ display: 'grid', gap: 0.5, alignContent: 'start' }}>
            <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1 }}>
              <span>{t(`training:part.${part}`)}</span>
              <Box component="span" className="xt-number" sx={{ fontWeight: 600 }}>
                {points}/{most}
              </Box>
            </Box>
            <Box aria-hidden sx={{ height: 8, borderRadius: '4px', backgroundColor: c.sunken, overflow: 'hidden' }}>
              <Box
                sx={{
                  height: '100%',
                  width: `${(points / most) * 100}%`,
                  backgroundColor: tone(points === most ? 'success' : points * 2 < most ? 'error' : 'warning').fill,
                }}
              />
            </Box>
          </Box>
          <Box component="dd" sx={{ m: 0, color: c.inkSoft }}>
            {losses.length === 0 ? (
              t('training:debrief.full')
            ) : (
              <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
                {losses.map((loss) => (
                  <li key={`${loss.reason}.${loss.turn}.${loss.fact}`}>
                    {loss.turn === null
                      ? t('training:debrief.lost', { points: loss.points, reason: reason(loss) })
                      : t('training:debrief.lostAt', {
                          turn: loss.turn + 1,
                          points: loss.points,
                          reason: reason(loss),
                        })}
                  </li>
                ))}
              </Box>
            )}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Actions({ view, onChanged }: DebriefViewProps) {
  const { t } = useText();
  const [error, setError] = useState<CodedError | null>(null);
  const again = async (): Promise<void> => {
    const customer = view.mode === 'exam' ? null : view.customer.id;
    const reply = await api['training.start']({
      commandId: newId(),
      script: view.script.code,
      customer,
      mode: view.mode,
    });
    if (reply.ok) navigate({ name: 'training', runId: reply.value.id });
    else setError(reply.error);
  };
  const share = async (shared: boolean): Promise<void> => {
    const reply = await api['training.share']({ commandId: newId(), id: view.id, shared });
    if (reply.ok) onChanged();
    else setError(reply.error);
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      <Button variant="contained" onClick={() => void again()}>
        {t('training:debrief.again')}
      </Button>
      <Button variant="outlined" onClick={() => useRouter.getState().replace({ name: 'training' })}>
        {t('training:debrief.home')}
      </Button>
      {view.shared !== null && (
        <>
          <Button variant="text" onClick={() => void share(view.shared !== true)}>
            {t(view.shared ? 'training:debrief.unshare' : 'training:debrief.share')}
          </Button>
          {view.shared && <span role="status">{t('training:debrief.shared')}</span>}
        </>
      )}
      <ErrorNotice error={error} />
    </Box>
  );
}
