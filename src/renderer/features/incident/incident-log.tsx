/** One incident: what to note with one key, what was noted, what to say to the police, its grade and its end. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import type { IncidentPart } from '../../../domain/crisis/plan';
import type { IncidentView } from '../../../shared/contract/incident';
import { incidentActions } from '../../../shared/shortcuts/actions';
import { lineWords, type IncidentText } from '../../../shared/incident/line-words';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText, type Text } from '../../app/i18n/use-text';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import { stateChip, useIncidentTitle } from '../../components/incident-title';
import { KeyHint } from '../../components/key-hint';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import { CloseSection } from './close-section';
import { GradeSection } from './grade-section';
import { LinkSection } from './link-section';
import { IncidentPaper } from './incident-paper';
import { PoliceCard } from './police-card';
import { useIncident } from './use-incidents';

/** The same as `longestLine` of the event. */
const longest = 500;

export function IncidentLog({ id, plan }: { readonly id: string; readonly plan: IncidentPart }) {
  const { t } = useText();
  const { incident, error, shown } = useIncident(id);
  if (incident === null)
    return error === null ? <LinearProgress aria-label={t('common:state.loading')} /> : <ErrorNotice error={error} />;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 21rem)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
        <About incident={incident} />
        <Pad incident={incident} plan={plan} onShown={shown} />
        <Lines incident={incident} plan={plan} />
        <GradeSection incident={incident} plan={plan} onShown={shown} />
      </Box>
      <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
        {incident.outcome === null && <PoliceCard incident={incident} plan={plan} />}
        <LinkSection incident={incident} onShown={shown} />
        {incident.mayCallFalse && <CloseSection incident={incident} onShown={shown} />}
        <IncidentPaper incident={incident} />
      </Box>
    </Box>
  );
}

function About({ incident }: { readonly incident: IncidentView }) {
  const text = useText();
  const { t, language } = text;
  const format = useFormat();
  const title = useIncidentTitle();
  const { talk, acknowledged, grade } = incident;
  const words = language === 'en' ? 'en' : 'zh';
  return (
    <SectionCard
      title={title(incident)}
      {...(incident.outcome === null ? { tone: 'error' as const } : {})}
      actions={
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {grade !== null && <StatusChip label={t(`incident:grade.${grade}`)} tone="warning" />}
          <StatusChip {...stateChip(incident, t)} />
        </Box>
      }
    >
      <Box sx={{ display: 'grid', gap: 0.5 }}>
        <div>{t('incident:about.when', { at: format.dateTime(incident.raisedAtMs) })}</div>
        {talk !== null && (
          <Box>
            {t('incident:about.talk', { title: talk.title === null ? talk.id.slice(-6) : talk.title[words] })}
            {talk.level !== null &&
              ` · ${t('incident:about.level', { level: t(`common:emotion.level.${talk.level}`) })}`}
          </Box>
        )}
        {talk !== null && talk.summary !== '' && <Box sx={{ color: c.inkSoft }}>{talk.summary}</Box>}
        <Box sx={{ color: c.inkSoft }}>
          {acknowledged.length === 0
            ? incident.here && incident.outcome === null && t('incident:about.unseen')
            : acknowledged
                .map(({ name, deviceTag: place, atMs }) =>
                  t('incident:about.seen', { name, place, at: format.time(atMs) }),
                )
                .join(' · ')}
        </Box>
      </Box>
    </SectionCard>
  );
}

interface PartProps {
  readonly incident: IncidentView;
  readonly plan: IncidentPart;
  readonly onShown: (view: IncidentView) => void;
}

function Pad({ incident, plan, onShown }: PartProps) {
  const { t, language } = useText();
  const [words, setWords] = useState('');
  const [commandId, setCommandId] = useState(newId);
  const [error, setError] = useState<CodedError | null>(null);
  const word = language === 'en' ? 'en' : 'zh';

  const note = async (entry: string | null, line: string, command: string): Promise<boolean> => {
    const reply = await api['incident.note']({ commandId: command, id: incident.id, entry, words: line });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) onShown(reply.value);
    return reply.ok;
  };
  const quick = (entry: string): void => void note(entry, '', newId());
  const write = async (): Promise<void> => {
    const line = words.trim();
    if (line === '' || !(await note(null, line, commandId))) return;
    setWords('');
    setCommandId(newId());
  };

  return (
    <SectionCard title={t(incident.outcome === null ? 'incident:pad.title' : 'incident:pad.afterwards')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {incident.outcome === null && (
          <Box
            sx={{
              display: 'grid',
              gap: 1,
              gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 14rem), 1fr))',
            }}
          >
            {plan.entries.map((entry, at) => (
              <QuickEntry key={entry.id} label={entry[word]} at={at} onPick={() => quick(entry.id)} />
            ))}
          </Box>
        )}
        <TextField
          label={t('incident:pad.words')}
          value={words}
          onChange={setWords}
          onEnter={() => void write()}
          maxCharacters={longest}
          end={
            <Button size="small" disabled={words.trim() === ''} onClick={() => void write()}>
              {t('incident:pad.write')}
            </Button>
          }
        />
        <ErrorNotice error={error} />
      </Box>
    </SectionCard>
  );
}

function QuickEntry({
  label,
  at,
  onPick,
}: {
  readonly label: string;
  readonly at: number;
  readonly onPick: () => void;
}) {
  const action = incidentActions[at];
  // Past the last that has a key there is only the button.
  useShortcut({ action: action ?? 'incident1', label, group: 'page', enabled: action !== undefined, run: onPick });
  return (
    <Button
      variant="outlined"
      onClick={onPick}
      sx={{ justifyContent: 'space-between', textAlign: 'left', whiteSpace: 'normal', lineHeight: 1.3 }}
      endIcon={action === undefined ? undefined : <KeyHint action={action} />}
    >
      {label}
    </Button>
  );
}

/** Keys are checked where the words are made; here they only pass through. */
const wordsOf = (t: Text['t']): IncidentText['t'] => t as unknown as IncidentText['t'];

function Lines({ incident, plan }: Pick<PartProps, 'incident' | 'plan'>) {
  const { t, language } = useText();
  const format = useFormat();
  return (
    <SectionCard title={t('incident:lines')}>
      {/* The newest on top: that is what somebody who has just come reads first. */}
      <Box
        component="ol"
        reversed
        aria-label={t('incident:lines')}
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid' }}
      >
        {incident.lines.toReversed().map((line) => (
          <Box
            component="li"
            key={line.eventId}
            sx={{
              display: 'grid',
              gridTemplateColumns: '5.5rem minmax(0, 1fr) auto',
              columnGap: 1.5,
              py: 0.75,
              borderBottom: `1px solid ${c.line}`,
              '&:last-of-type': { borderBottom: 0 },
            }}
          >
            <Box className="xt-number" sx={{ color: c.inkSoft }} title={format.dateTime(line.atMs)}>
              {format.timeWithSeconds(line.atMs)}
            </Box>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              {lineWords(line, plan, { t: wordsOf(t), language })}
              {line.late && ` ${t('incident:line.late')}`}
            </Box>
            <Box sx={{ color: c.inkSoft }}>{line.byName === '' ? t('incident:line.nobody') : line.byName}</Box>
          </Box>
        ))}
      </Box>
    </SectionCard>
  );
}
