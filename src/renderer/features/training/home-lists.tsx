/** Due reviews, certificates and latest runs of whoever is signed in. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import type { ReviewCard } from '../../../domain/training/reviews';
import type { TrainingOverview } from '../../../shared/contract/training';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import type { Begin } from './training-home';
import { useWords } from './words-of';

const list = { m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 } as const;

export function DueList({ overview, onBegin }: { readonly overview: TrainingOverview; readonly onBegin: Begin }) {
  const { t } = useText();
  const format = useFormat();
  const { due, next } = overview;
  const nameOf = useCardName(overview);
  return (
    <SectionCard title={t('training:due.title')}>
      {due.length === 0 ? (
        <Quiet>
          {t('training:due.empty')}
          <br />
          {next === null
            ? t('training:due.nextNone')
            : t('training:due.next', { day: format.date(next.dueAtMs), skill: nameOf(next) })}
        </Quiet>
      ) : (
        <Box component="ul" sx={list}>
          {due.map((card) => (
            <Row
              key={`${card.skill}.${card.family}`}
              end={
                <Button size="small" variant="outlined" onClick={() => onBegin(card.script, null, 'practise')}>
                  {t('training:due.practise')}
                </Button>
              }
            >
              {nameOf(card)}
            </Row>
          ))}
        </Box>
      )}
    </SectionCard>
  );
}

function useCardName({ scenes }: TrainingOverview): (card: ReviewCard) => string {
  const { t } = useText();
  const words = useWords();
  return ({ skill, script }) => {
    const title = scenes.find((one) => one.script.code === script)?.script.title;
    return t('training:due.of', {
      skill: t(`conversation:skill.${skill}`),
      script: title === undefined ? script : words(title),
    });
  };
}

export function CertificateList({ overview: { certificates, scenes } }: { readonly overview: TrainingOverview }) {
  const { t } = useText();
  const format = useFormat();
  const words = useWords();
  return (
    <SectionCard title={t('training:certificate.title')}>
      {certificates.length === 0 ? (
        <Quiet>{t('training:certificate.empty')}</Quiet>
      ) : (
        <Box component="ul" sx={list}>
          {certificates.map((one) => {
            const title = scenes.find(({ script }) => script.code === one.script)?.script.title;
            const { ended } = one;
            return (
              <Row
                key={one.script}
                end={
                  <StatusChip
                    label={t(`training:grade.${one.grade}`)}
                    tone={ended !== null ? 'neutral' : one.warning === null ? 'success' : 'warning'}
                  />
                }
              >
                <Box sx={{ fontWeight: 600 }}>{title === undefined ? one.script : words(title)}</Box>
                <Box sx={{ color: c.inkSoft }}>
                  {ended === null
                    ? t('training:certificate.until', { day: format.localDate(one.until) })
                    : t(`training:certificate.ended.${ended.by}`, { day: format.localDate(ended.on) })}
                  {one.warning !== null && ` · ${t('training:certificate.warning', { count: one.warning })}`}
                </Box>
                <Box sx={{ color: c.inkSoft }}>
                  {t('training:certificate.by', { name: one.byName, day: format.localDate(one.from) })}
                </Box>
              </Row>
            );
          })}
        </Box>
      )}
    </SectionCard>
  );
}

export function RunList({ overview: { runs, scenes, customers } }: { readonly overview: TrainingOverview }) {
  const { t } = useText();
  const format = useFormat();
  const words = useWords();
  return (
    <SectionCard title={t('training:runs.title')}>
      {runs.length === 0 ? (
        <Quiet>{t('training:runs.empty')}</Quiet>
      ) : (
        <Box component="ul" sx={list}>
          {runs.map((run) => {
            const title = scenes.find(({ script }) => script.code === run.script)?.script.title;
            const who = customers.find(({ id }) => id === run.customer)?.name;
            return (
              <Row
                key={run.id}
                end={
                  <Button size="small" onClick={() => navigate({ name: 'training', runId: run.id })}>
                    {t('training:runs.open')}
                  </Button>
                }
              >
                <Box>
                  {t('training:runs.row', {
                    script: title === undefined ? run.script : words(title),
                    customer: who === undefined ? run.customer : words(who),
                  })}
                </Box>
                <Box sx={{ color: c.inkSoft }}>
                  {t(`training:mode.${run.mode}`)} · {t('training:runs.points', { points: run.total })} ·{' '}
                  {t(run.passed ? 'training:debrief.passed' : 'training:debrief.failed')} · {format.date(run.endedAtMs)}
                </Box>
                {run.note !== null && (
                  <Box sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
                    <Box component="span" sx={{ fontWeight: 600 }}>
                      {t('training:note.from', { name: run.note.byName })}
                    </Box>{' '}
                    {run.note.text}
                  </Box>
                )}
              </Row>
            );
          })}
        </Box>
      )}
    </SectionCard>
  );
}

export function Row({ end, children }: { readonly end: ReactNode; readonly children: ReactNode }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        pb: 1,
        borderBottom: `1px solid ${c.line}`,
        '&:last-of-type': { borderBottom: 0, pb: 0 },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>{children}</Box>
      {end}
    </Box>
  );
}

export function Quiet({ children }: { readonly children: ReactNode }) {
  return <Box sx={{ color: c.inkSoft }}>{children}</Box>;
}
