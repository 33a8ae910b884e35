/** Top of the case page: which one it is, where it stands, how long there is, and the next step as the main button. */
import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import CloudUploadOutlined from '@mui/icons-material/CloudUploadOutlined';
import ComputerOutlined from '@mui/icons-material/ComputerOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import FlagOutlined from '@mui/icons-material/FlagOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { majorLevelOf } from '../../../domain/complaint/joint';
import type { CaseView } from '../../../shared/contract/case';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { useRouter } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { fonts, type Tone } from '../../app/theme/tokens';
import { copyText } from '../../components/copy-text';
import { EmotionBadge } from '../../components/emotion';
import { CaseStatusChip, StatusChip } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { articleOf, deadlineName } from '../../components/why-date/derivation-text';
import { WhyChip } from '../../components/why-date/why-chip';
import { useCaseEnvironment } from './case-context';
import { DeadlineState, useUntil } from './sections/deadline-state';
import { CaseMarks } from './sections/decision-marks';

const syncLooks: {
  readonly [S in CaseView['syncState']]: { readonly tone: Tone; readonly icon: typeof ComputerOutlined };
} = {
  local: { tone: 'neutral', icon: ComputerOutlined },
  sending: { tone: 'info', icon: CloudUploadOutlined },
  received: { tone: 'success', icon: CloudDoneOutlined },
  quarantined: { tone: 'error', icon: ErrorOutlineOutlined },
};

export function CaseHeader({ actions }: { readonly actions: ReactNode }) {
  const { t, language } = useText();
  const format = useFormat();
  const { state, nameOf, goTo } = useCaseEnvironment();
  const back = useRouter((router) => router.back);
  const level = majorLevelOf(state);
  const subtitle = [
    state.details.parties[0]?.name ?? '',
    taxonomyLabel(state.details.businessId, language),
    t('case:header.received', { time: format.dateTime(state.receivedAtMs) }),
    state.ownerId === null ? t('case:header.noOwner') : t('case:header.owner', { name: nameOf(state.ownerId) }),
  ].filter((text) => text !== '');
  return (
    <Box component="header" sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', columnGap: 2, rowGap: 1 }}>
        <IconButton aria-label={t('common:action.back')} onClick={back} sx={{ ml: -1 }}>
          <ArrowBackOutlined />
        </IconButton>
        <Box sx={{ flex: '1 1 22rem', minWidth: 0 }}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.25, rowGap: 0.5 }}>
            <Box
              component="h1"
              sx={{ m: 0, fontFamily: fonts.number, fontSize: '1.625rem', fontWeight: 700, lineHeight: '2.5rem' }}
            >
              {state.number}
            </Box>
            <Tooltip title={t('case:header.copyNumber')}>
              <IconButton
                size="small"
                aria-label={t('case:header.copyNumber')}
                onClick={() =>
                  void copyText(state.number).then((copied) => {
                    if (copied) notify({ severity: 'success', text: t('case:header.copied') });
                  })
                }
              >
                <ContentCopyOutlined aria-hidden />
              </IconButton>
            </Tooltip>
            <CaseStatusChip status={state.status} />
            {level !== null && (
              <ButtonBase onClick={() => goTo('major')} sx={{ font: 'inherit', borderRadius: '6px' }}>
                <StatusChip tone="error" strong label={t(`major:levels.${level}`)} />
              </ButtonBase>
            )}
            <CaseMarks />
            <SyncChip />
          </Box>
          <Box sx={{ color: c.inkSoft, display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
            {subtitle.map((text) => (
              <span key={text}>{text}</span>
            ))}
          </Box>
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>{actions}</Box>
      </Box>
      <ChipLine />
    </Box>
  );
}

/** Whether headquarters has it. */
function SyncChip() {
  const { t } = useText();
  const { view } = useCaseEnvironment();
  const { tone, icon: Icon } = syncLooks[view.syncState];
  const label = t(`vocabulary:syncState.${view.syncState}`);
  return (
    <Tooltip describeChild title={t('case:header.sync', { state: label })}>
      <span>
        <StatusChip tone={tone} icon={<Icon aria-hidden />} label={label} />
      </span>
    </Tooltip>
  );
}

/** Deadlines for all; emotion and marks for staff. */
function ChipLine() {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const { state, view, act, may } = useCaseEnvironment();
  const until = useUntil();
  const emotion = state.emotionPath.at(-1)?.emotion;
  const deadlines = view.deadlines.filter(({ state: stands }) => stands !== 'met');
  const tip = (deadline: CaseView['deadlines'][number]): string =>
    [
      until(deadline),
      articleOf(deadline, text),
      deadline.confidence === 'toBeConfirmed' ? t('case:deadlines.toBeConfirmed') : '',
    ]
      .filter((part) => part !== '')
      .join(' · ');
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      {deadlines.map((deadline) => (
        <Tooltip key={deadline.id} describeChild title={tip(deadline)}>
          <Box component="span" sx={{ display: 'inline-flex' }}>
            <WhyChip
              caseId={state.id}
              deadlineId={deadline.id}
              label={`${deadlineName(deadline, text)} ${format.localDate(deadline.dueOn)}`}
            >
              <DeadlineState deadline={deadline} name={deadlineName(deadline, text)} />
              {deadline.confidence === 'toBeConfirmed' && (
                <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />
              )}
            </WhyChip>
          </Box>
        </Tooltip>
      ))}
      {(emotion !== undefined || state.details.flags.length > 0) && (
        <Box
          role="group"
          aria-label={t('case:header.staffOnly')}
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}
        >
          {emotion !== undefined && (
            <ButtonBase
              disabled={!may('case.edit')}
              aria-label={`${t('case:emotion.change')} · ${t('common:emotion.withLevel', { level: emotion, word: t(`common:emotion.level.${emotion}`) })}`}
              onClick={() => act('rateEmotion')}
              sx={{ font: 'inherit', borderRadius: '6px' }}
            >
              <EmotionBadge level={emotion} />
            </ButtonBase>
          )}
          {state.details.flags.map((flag) => (
            <StatusChip
              key={flag}
              tone="accent"
              icon={<FlagOutlined aria-hidden />}
              label={t(`vocabulary:flag.${flag}`)}
            />
          ))}
        </Box>
      )}
    </Box>
  );
}
