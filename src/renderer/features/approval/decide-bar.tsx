/** 批准, 退回, 不同意: always in sight under what is decided on, with the reason and what was refused. */
import DrawOutlined from '@mui/icons-material/DrawOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode, Ref } from 'react';
import type { ApprovalView } from '../../../shared/contract/approval';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import { KeyHint } from '../../components/key-hint';
import { TextField } from '../../components/text-field';
import type { Outcome } from './use-approval';

export const decideKeys = { approve: 'Ctrl+Enter', return: 'Alt+KeyR', reject: 'Alt+KeyX' } as const;

interface DecideBarProps {
  readonly view: ApprovalView;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** A return or rejection was tried without a reason. */
  readonly reasonMissing: boolean;
  readonly reasonRef: Ref<HTMLInputElement | HTMLTextAreaElement>;
  readonly busy: boolean;
  readonly error: CodedError | null;
  readonly changed: boolean;
  readonly onDecide: (outcome: Outcome) => void;
  /** The password of step-up. */
  readonly children?: ReactNode;
}

/** What this person may do: nothing at all, everything but approving, or all. */
export function allowedOutcomes(view: ApprovalView): readonly Outcome[] {
  if (view.refusal === null) return ['approve', 'return', 'reject'];
  return view.refusal.code === 'approval.aboveAuthority' ? ['return', 'reject'] : [];
}

export function DecideBar({ view, reason, onReason, busy, error, onDecide, ...props }: DecideBarProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const allowed = allowedOutcomes(view);
  const can = (outcome: Outcome): boolean => allowed.includes(outcome) && !busy;
  return (
    <Box
      role="group"
      aria-label={t('approval:decide.reason')}
      sx={{
        position: 'sticky',
        bottom: 0,
        zIndex: 2,
        px: 2,
        py: 1.25,
        display: 'grid',
        gap: 1,
        backgroundColor: c.raised,
        border: `1px solid ${c.lineStrong}`,
        borderRadius: '10px 10px 0 0',
        boxShadow: c.shadow,
      }}
    >
      {props.changed && <Alert severity="warning">{t('approval:decide.reloaded')}</Alert>}
      {view.refusal !== null && (
        <Alert severity="warning">
          {messageOf(view.refusal)} {allowed.length > 0 ? t('approval:decide.canStillReturn') : ''}
        </Alert>
      )}
      <ErrorNotice error={error} />
      {allowed.length > 0 && (
        <>
          <Box
            sx={{
              display: 'grid',
              gap: 1.5,
              alignItems: 'start',
              gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 18rem), 1fr))',
            }}
          >
            <TextField
              label={t('approval:decide.reason')}
              hint={t('approval:decide.reasonHint')}
              rows={1}
              maxCharacters={2_000}
              value={reason}
              onChange={onReason}
              inputRef={props.reasonRef}
              problem={props.reasonMissing ? { severity: 'block', text: t('approval:decide.reasonMissing') } : null}
            />
            {props.children}
          </Box>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 1 }}>
            <Button color="error" disabled={!can('reject')} onClick={() => onDecide('reject')}>
              {t('approval:decide.reject')}
              <Keys keys={decideKeys.reject} />
            </Button>
            <Button disabled={!can('return')} onClick={() => onDecide('return')}>
              {t('approval:decide.return')}
              <Keys keys={decideKeys.return} />
            </Button>
            <Button
              variant="contained"
              startIcon={<DrawOutlined />}
              disabled={!can('approve')}
              onClick={() => onDecide('approve')}
            >
              {t('approval:decide.approve')}
              <Keys keys={decideKeys.approve} />
            </Button>
          </Box>
        </>
      )}
    </Box>
  );
}

function Keys({ keys }: { readonly keys: string }) {
  return (
    <Box component="span" aria-hidden sx={{ ml: 1, display: 'inline-flex' }}>
      <KeyHint keys={keys} />
    </Box>
  );
}
