/** Doing something, fetching somebody, and the end. */
import AssignmentLateOutlined from '@mui/icons-material/AssignmentLateOutlined';
import CallOutlined from '@mui/icons-material/CallOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import GroupAddOutlined from '@mui/icons-material/GroupAddOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { navigate } from '../../../app/router';
import { useKeyText } from '../../../app/shortcuts/own-keys';
import { c, tone } from '../../../app/theme/css-vars';
import { radiusPx, type Tone } from '../../../app/theme/tokens';
import { useSignedIn } from '../../../app/use-signed-in';
import { ChoiceChips } from '../../../components/choice-chips';
import { copyText } from '../../../components/copy-text';
import { approversFor } from '../next-step';
import { marks, usePlayerEnvironment } from '../player-context';
import { Spoken } from '../spoken';
import { TalkText } from '../talk-dates';
import { PromiseList } from '../promise-list';
import { StaffQuestion } from './choice-nodes';
import { Why } from './line-parts';

function Notice({ of, icon, children }: { readonly of: Tone; readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.25,
        p: 1.5,
        alignItems: 'flex-start',
        backgroundColor: tone(of).soft,
        color: tone(of).onSoft,
        border: `1px solid ${tone(of).line}`,
        borderRadius: `${radiusPx.field}px`,
        '& > svg': { fontSize: '1.5rem', flex: 'none' },
      }}
    >
      {icon}
      <Box sx={{ minWidth: 0, display: 'grid', gap: 0.5 }}>{children}</Box>
    </Box>
  );
}

export function ActNode() {
  const { t } = useText();
  const keyText = useKeyText();
  const { view, input, change, send, needed } = usePlayerEnvironment();
  const { shown } = view;
  const { act } = shown;
  if (act === null) return null;
  const place = view.caseId;
  return (
    <>
      <StaffQuestion text={shown.line?.text ?? ''} />
      <Box sx={{ color: c.inkSoft }}>{t(`conversation:action.${act.action}`, { keys: keyText('submit') })}</Box>
      {(act.action === 'callPolice' || act.action === 'callAmbulance') && <Emergency service={act.action} />}
      {act.action === 'registerCase' && view.caseId === null && view.draftId !== null && (
        <Box>
          <Button onClick={() => navigate({ name: 'intake', draftId: view.draftId ?? '' })}>
            {t('conversation:act.toForm')}
          </Button>
        </Box>
      )}
      {act.action === 'printReceipt' && place !== null && (
        <Box>
          <Button onClick={() => navigate({ name: 'case', caseId: place, section: 'letters' })}>
            {t('conversation:act.toPapers')}
          </Button>
        </Box>
      )}
      {!act.within && (
        <Box {...marks.needs} {...marks.options}>
          <ChoiceChips
            label={t('conversation:act.approver')}
            hint={t('conversation:act.approverHint')}
            options={approversFor(act.authority).map((post) => ({
              value: post,
              label: t(`conversation:post.${post}`),
            }))}
            value={input.approver}
            onChange={(approver) => change({ approver })}
            problem={needed === 'approver' ? { severity: 'block', text: t('conversation:need.approver') } : null}
          />
        </Box>
      )}
      <Why />
      <Box>
        <Button onClick={() => void send({ type: 'acted', done: false })}>{t('conversation:act.notDone')}</Button>
      </Box>
    </>
  );
}

/** 110 and 120 are a person's decision; what the operator will ask stands ready to be read out. */
function Emergency({ service }: { readonly service: 'callPolice' | 'callAmbulance' }) {
  const { t } = useText();
  const branch = useSignedIn()?.branch ?? null;
  return (
    <Notice of="error" icon={<CallOutlined aria-hidden />}>
      <Box sx={{ fontSize: '1.5rem', fontWeight: 700 }} className="xt-number">
        {service === 'callPolice' ? '110' : '120'}
      </Box>
      <div>
        {t('conversation:emergency.place', { place: [branch?.name, branch?.address].filter(Boolean).join(' · ') })}
      </div>
      <div>{t(`conversation:emergency.${service}`)}</div>
    </Notice>
  );
}

export function EscalateNode() {
  const { t } = useText();
  const { view } = usePlayerEnvironment();
  const { escalation, line } = view.shown;
  if (escalation === null) return null;
  const summary = line?.text ?? '';
  const copy = async (): Promise<void> => {
    const copied = await copyText(summary);
    notify({
      severity: copied ? 'success' : 'warning',
      text: t(copied ? 'conversation:escalate.copied' : 'conversation:escalate.notCopied'),
    });
  };
  return (
    <>
      <StaffQuestion text={t('conversation:escalate.title', { post: t(`conversation:post.${escalation.to}`) })} />
      <Notice of={escalation.urgency === 'now' ? 'error' : 'warning'} icon={<GroupAddOutlined aria-hidden />}>
        <Box sx={{ fontWeight: 600 }}>{t(`conversation:urgency.${escalation.urgency}`)}</Box>
        {escalation.reason !== null && (
          <div>
            <TalkText text={escalation.reason.text} />
          </div>
        )}
      </Notice>
      <Box sx={{ display: 'grid', gap: 0.5 }}>
        <Box sx={{ color: c.inkSoft }}>{t('conversation:escalate.summary')}</Box>
        <Box sx={{ fontSize: '1.125rem', lineHeight: 1.5 }}>
          <TalkText text={summary} />
        </Box>
        <Box>
          <Button size="small" startIcon={<ContentCopyOutlined aria-hidden />} onClick={() => void copy()}>
            {t('common:action.copy')}
          </Button>
        </Box>
      </Box>
      <Why />
    </>
  );
}

export function EndNode() {
  const { t } = useText();
  const keyText = useKeyText();
  const { view } = usePlayerEnvironment();
  const { outcome, shown, promises, caseId, draftId } = view;
  return (
    <>
      <Notice of="success" icon={<TaskAltOutlined aria-hidden />}>
        <Box sx={{ fontSize: '1.25rem', fontWeight: 600 }}>{t('conversation:end.title')}</Box>
        {outcome !== null && outcome !== 'return' && <div>{t(`conversation:outcome.${outcome}`)}</div>}
      </Notice>
      {shown.line !== null && <Spoken line={shown.line} />}
      {promises.length > 0 && (
        <Box sx={{ display: 'grid', gap: 0.5 }}>
          <Box sx={{ color: c.inkSoft }}>{t('conversation:end.promises')}</Box>
          <PromiseList promises={promises} />
        </Box>
      )}
      {caseId === null && draftId !== null && (
        <Notice of="warning" icon={<AssignmentLateOutlined aria-hidden />}>
          <div>{t('conversation:end.notRegistered', { keys: keyText('submit') })}</div>
          <Box>
            <Button size="small" onClick={() => navigate({ name: 'intake', draftId })}>
              {t('conversation:act.toForm')}
            </Button>
          </Box>
        </Notice>
      )}
    </>
  );
}
