/** 联系记录 and 会谈纪要. Marked as staff's own, because nothing of it is for the customer's file. */
import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { ownDateId } from '../../../../domain/investigation/own-date-id';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { WhyChip } from '../../../components/why-date/why-chip';
import { availability } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { MinutesPaper } from './minutes-paper';

export function ContactsSection() {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf } = useCaseEnvironment();
  const contacts = (state.investigation?.contacts ?? []).toSorted((a, b) => b.contactedAtMs - a.contactedAtMs);
  return (
    <SectionCard
      title={t('investigation:contact.title')}
      icon={<LockOutlined aria-hidden />}
      actions={<Adding action="recordContact" />}
    >
      <Box sx={{ color: c.inkSoft }}>
        {t(contacts.length === 0 ? 'investigation:contact.none' : 'investigation:contact.staffOnly')}
      </Box>
      {contacts.map((contact) => (
        <Entry
          key={contact.contactId}
          title={`${format.dateTime(contact.contactedAtMs)} · ${t('investigation:contact.line', {
            direction: t(`investigation:contact.directions.${contact.direction}`),
            way: t(`investigation:contact.ways.${contact.way}`),
            reached: t(`investigation:contact.${contact.reached ? 'reachedYes' : 'reachedNo'}`),
          })}`}
          chip={contact.promise === '' ? null : <Promised promise={contact.promise} by={contact.promisedBy} />}
          lines={[contact.staffText]}
          by={[contact.person, t('investigation:contact.by', { name: nameOf(contact.by) })]}
        />
      ))}
    </SectionCard>
  );
}

/** What was promised on the occasion; its day is that of the task which was made with it. */
function Promised({ promise, by }: { readonly promise: string; readonly by: string }) {
  const { t } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  if (by === '') return <StatusChip tone="info" label={t('investigation:contact.promised', { promise })} />;
  const said = t('investigation:contact.promisedUntil', { date: format.localDate(by), promise });
  const chip = <StatusChip tone="info" label={said} />;
  const task = state.tasks.find(({ title, dueOn }) => title === promise && dueOn === by);
  if (task === undefined) return chip;
  return (
    <WhyChip caseId={state.id} deadlineId={ownDateId(task.id)} label={said}>
      {chip}
    </WhyChip>
  );
}

export function MinutesSection() {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf } = useCaseEnvironment();
  const minutes = (state.investigation?.minutes ?? []).toSorted((a, b) => b.metAtMs - a.metAtMs);
  return (
    <SectionCard
      title={t('investigation:minutes.title')}
      icon={<LockOutlined aria-hidden />}
      actions={<Adding action="recordMinutes" />}
    >
      {minutes.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('investigation:minutes.none')}</Box>}
      {minutes.map((one) => (
        <Entry
          key={one.minutesId}
          title={`${format.dateTime(one.metAtMs)} · ${one.place}`}
          chip={
            <StatusChip
              tone={one.signature === 'signed' ? 'success' : 'warning'}
              label={t(`investigation:minutes.signatures.${one.signature}`)}
            />
          }
          lines={[
            one.participants,
            one.agreed === '' ? '' : t('investigation:minutes.agreedText', { text: one.agreed }),
            one.disputed === '' ? '' : t('investigation:minutes.disputedText', { text: one.disputed }),
          ]}
          by={[
            ...state.evidence.filter(({ id }) => one.evidenceIds.includes(id)).map(({ name }) => name),
            t('investigation:contact.by', { name: nameOf(one.by) }),
          ]}
          actions={<MinutesPaper minutesId={one.minutesId} />}
        />
      ))}
    </SectionCard>
  );
}

function Adding({ action }: { readonly action: 'recordContact' | 'recordMinutes' }) {
  const { t } = useText();
  const { state, person, act } = useCaseEnvironment();
  if (availability(action, state, person).kind !== 'open') return null;
  return (
    <Button size="small" onClick={() => act(action)}>
      {t(`case:act.${action}`)}
    </Button>
  );
}

interface EntryProps {
  readonly title: string;
  readonly chip: ReactNode;
  readonly lines: readonly string[];
  readonly by: readonly string[];
  readonly actions?: ReactNode;
}

function Entry({ title, chip, lines, by, actions }: EntryProps) {
  return (
    <Box sx={{ borderTop: `1px solid ${c.line}`, mt: 1.25, pt: 1.25, display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, rowGap: 0.5 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{title}</Box>
        {chip}
      </Box>
      {lines
        .filter((line) => line !== '')
        .map((line) => (
          <Box key={line} sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {line}
          </Box>
        ))}
      <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>{by.filter((part) => part !== '').join(' · ')}</Box>
      {actions}
    </Box>
  );
}
