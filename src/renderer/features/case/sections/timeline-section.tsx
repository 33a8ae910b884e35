/** 经过: every event, newest first, with who, when, on which PC, signed or not, and where it is on its way. */
import Box from '@mui/material/Box';
import { useState } from 'react';
import { isCaseEventType } from '../../../../domain/complaint/events';
import { isHeadquartersDevice } from '../../../../domain/evidence/headquarters';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import { SectionCard } from '../../../components/section-card';
import { Timeline } from '../../../components/timeline';
import { useCaseEnvironment } from '../case-context';
import { eventLooks } from './event-looks';
import { eventSentence } from './event-sentence';
import { TalkTrail } from './talk-trail';

const groups = ['all', 'steps', 'remedy', 'papers', 'staff'] as const;
type Group = (typeof groups)[number];

export function TimelineSection() {
  const { t, language } = useText();
  const format = useFormat();
  const { timeline } = useCaseEnvironment();
  const [group, setGroup] = useState<Group>('all');
  const shown = timeline.filter(
    ({ type }) => group === 'all' || (isCaseEventType(type) && eventLooks[type].group === group),
  );
  return (
    <SectionCard
      title={t('case:timeline.title')}
      actions={<Box sx={{ color: c.inkSoft }}>{t('case:timeline.newestFirst')}</Box>}
    >
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        <ChoiceChips
          label={t('case:timeline.filter')}
          hideLabel
          options={groups.map((value) => ({ value, label: t(`case:timeline.group.${value}`) }))}
          value={group}
          onChange={setGroup}
        />
        {shown.length === 0 ? (
          <Box sx={{ color: c.inkSoft }}>{t('case:timeline.none')}</Box>
        ) : (
          <Timeline
            items={shown.toReversed().map((entry) => {
              const { title, body } = eventSentence(entry, t, format, language);
              const meta = isHeadquartersDevice(entry.deviceId)
                ? [t('case:atHeadquarters', { account: entry.userName })]
                : [
                    entry.userName,
                    entry.branch === undefined
                      ? t('case:timeline.device', { device: shortDevice(entry.deviceId) })
                      : t('move:timeline.elsewhere', { branch: entry.branch }),
                  ];
              if (entry.doubt === 'doubtful') meta.push(t('common:timeDoubt'));
              if (entry.syncState !== 'received') meta.push(t(`vocabulary:syncState.${entry.syncState}`));
              return {
                id: entry.eventId,
                title,
                ...(body === '' ? {} : { body }),
                ...(entry.type === 'talk.joined' && entry.branch === undefined
                  ? { body: <TalkTrail conversationId={String(entry.values['conversationId'] ?? '')} /> }
                  : {}),
                at: format.dateTime(entry.atMs),
                who: meta.join(' · '),
                tone: isCaseEventType(entry.type) ? eventLooks[entry.type].tone : ('neutral' as const),
                signed: entry.signed,
              };
            })}
          />
        )}
      </Box>
    </SectionCard>
  );
}

/** Device ids are UUIDs; their end tells two PCs of a branch apart. */
function shortDevice(deviceId: string): string {
  return deviceId.length > 8 ? deviceId.slice(-4).toUpperCase() : deviceId;
}
