/** 批准, 退回, 不同意: always in sight under what is decided on, with the reason and what was refused. */
import DrawOutlined from '@mui/icons-material/DrawOutlined';
import OutboxOutlined from '@mui/icons-material/OutboxOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode, Ref } from 'react';
import type { ApprovalView, SentUp } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import type { ActionId } from '../../../shared/shortcuts/actions';
import { useFormat, useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { c } from '../../app/theme/css-vars';
import { footBar, lowPage } from '../../app/theme/page-container';
import { ErrorNotice } from '../../components/error-notice';
import { KeyHint } from '../../components/key-hint';
import { TextField } from '../../components/text-field';
import { useWayOn } from './refusal-text';
import type { Outcome } from './use-approval';

/** The action of each outcome. */
export const decideActions = {
  approve: 'submit',
  return: 'approvalReturn',
  reject: 'approvalReject',
} as const satisfies Record<Outcome, ActionId>;

interface DecideBarProps {
  readonly view: ApprovalView;
  /** The name of the approver when it is not the signed-in person. */
  readonly approverName: string | null;
  /** What it sticks to: the bottom of the page, over its padding, or of a dialog. */
  readonly edge: 'page' | 'dialog';
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** A return or rejection was tried without a reason. */
  readonly reasonMissing: boolean;
  readonly reasonRef: Ref<HTMLInputElement | HTMLTextAreaElement>;
  readonly busy: boolean;
  readonly error: CodedError | null;
  readonly changed: boolean;
  readonly onDecide: (outcome: Outcome) => void;
  /** 上报总行, where nobody decides by step-up. */
  readonly onEscalate?: () => void;
  /** The password of step-up. */
  readonly children?: ReactNode;
  /** Left end of the buttons. */
  readonly leave?: ReactNode;
}

/** What this person may do: nothing at all, everything but approving, or all. */
export function allowedOutcomes(view: ApprovalView): readonly Outcome[] {
  if (view.refusal === null) return ['approve', 'return', 'reject'];
  return view.refusal.code === 'approval.aboveAuthority' ? ['return', 'reject'] : [];
}

/** Whether this person, who can't approve it, can send it up to headquarters. */
export function canSendUp(view: ApprovalView): boolean {
  return view.refusal !== null && view.above === 'possible';
}

export function DecideBar({
  view,
  edge,
  reason,
  onReason,
  busy,
  error,
  onDecide,
  onEscalate,
  ...props
}: DecideBarProps) {
  const { t } = useText();
  const keyText = useKeyText();
  const allowed = allowedOutcomes(view);
  const can = (outcome: Outcome): boolean => allowed.includes(outcome) && !busy;
  const sends = onEscalate !== undefined && canSendUp(view);
  const wayOn = useWayOn(view, props.approverName, sends);
  const hint = (outcome: Outcome): string => keyText(decideActions[outcome]);
  return (
    <Box
      role="group"
      {...(edge === 'page' ? footBar : {})}
      aria-label={t('approval:decide.reason')}
      sx={{
        position: 'sticky',
        [lowPage]: { position: 'static' },
        containerType: 'inline-size',
        containerName: 'decide',
        bottom: edge === 'page' ? { xs: -16, md: -24 } : 0,
        zIndex: 2,
        px: 2,
        py: 1,
        display: 'grid',
        gap: 1,
        backgroundColor: c.raised,
        border: `1px solid ${c.lineStrong}`,
        borderRadius: '10px 10px 0 0',
        boxShadow: c.shadow,
      }}
    >
      {props.changed && <Alert severity="warning">{t('approval:decide.reloaded')}</Alert>}
      {typeof view.above === 'object' ? (
        <SentUpNotice sent={view.above} />
      ) : (
        view.refusal !== null && <Alert severity="warning">{wayOn}</Alert>
      )}
      <ErrorNotice error={error} />
      {allowed.length === 0 && !sends && props.leave}
      {(allowed.length > 0 || sends) && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 1, alignItems: 'flex-end' }}>
          {/* Narrow enough to stand beside the buttons on a screen of 1366. */}
          <Box sx={{ flex: '1 1 13.5rem', minWidth: 0 }}>
            <TextField
              label={t('approval:decide.reason')}
              labelEnd={t('approval:decide.reasonHint')}
              rows={1}
              maxCharacters={2_000}
              value={reason}
              onChange={onReason}
              inputRef={props.reasonRef}
              problem={props.reasonMissing ? { severity: 'block', text: t('approval:decide.reasonMissing') } : null}
            />
          </Box>
          {props.children !== undefined && <Box sx={{ flex: '1 1 12rem', minWidth: 0 }}>{props.children}</Box>}
          <Box
            sx={{ flex: '0 1 auto', display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 1, ml: 'auto' }}
          >
            {props.leave}
            {allowed.length > 0 && (
              <>
                <Button
                  color="error"
                  title={hint('reject')}
                  disabled={!can('reject')}
                  onClick={() => onDecide('reject')}
                >
                  {t('approval:decide.reject')}
                  <Keys action={decideActions.reject} />
                </Button>
                <Button title={hint('return')} disabled={!can('return')} onClick={() => onDecide('return')}>
                  {t('approval:decide.return')}
                  <Keys action={decideActions.return} />
                </Button>
              </>
            )}
            {sends ? (
              <Button
                variant="contained"
                startIcon={<OutboxOutlined />}
                title={hint('approve')}
                disabled={busy}
                onClick={onEscalate}
              >
                {t('above:send.open')}
                <Keys action={decideActions.approve} />
              </Button>
            ) : (
              <Button
                variant="contained"
                startIcon={<DrawOutlined />}
                title={hint('approve')}
                disabled={!can('approve')}
                onClick={() => onDecide('approve')}
              >
                {t(view.final || view.refusal !== null ? 'approval:decide.approve' : 'authority:sheet.endorse')}
                <Keys action={decideActions.approve} />
              </Button>
            )}
          </Box>
        </Box>
      )}
    </Box>
  );
}

/** 已上报总行: it waits there, and stands only as long as nothing changes. */
function SentUpNotice({ sent }: { readonly sent: SentUp }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Alert severity="info">
      <Box>{t('above:send.sentBy', { name: sent.byName, time: format.dateTime(sent.atMs) })}</Box>
      {sent.signed > 0 && <Box>{t('above:send.signed', { count: sent.signed })}</Box>}
    </Alert>
  );
}

function Keys({ action }: { readonly action: ActionId }) {
  return (
    <Box
      component="span"
      aria-hidden
      // On a small screen one row of buttons is worth more; the keys stand in the tooltip then, and under F1.
      sx={{ ml: 1, display: 'none', '@container decide (min-width: 60rem)': { display: 'inline-flex' } }}
    >
      <KeyHint action={action} />
    </Box>
  );
}
