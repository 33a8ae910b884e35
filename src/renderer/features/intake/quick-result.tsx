/** The bar after Enter: the number, and what is usually next. Closing it leads back to the work before. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { belongsToIme } from '../../components/ime';
import { KeyHint } from '../../components/key-hint';
import { StatusChip } from '../../components/status-chip';
import type { Registered } from './draft-session';
import { useQuick } from './quick-store';
import { BigNumber, PrintButtons, usePrintSlip } from './slip-actions';

export interface QuickResultProps {
  readonly registered: Registered;
  readonly onHide: () => void;
}

export function QuickResult({ registered, onHide }: QuickResultProps) {
  const { t } = useText();
  const slip = usePrintSlip(registered.caseId);
  const again = useQuick((state) => state.again);
  const heading = useRef<HTMLHeadingElement>(null);
  const [commandId] = useState(newId);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => heading.current?.focus(), []);

  const complete = async (): Promise<void> => {
    const reply = await api['draft.create']({ commandId, caseId: registered.caseId });
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    onHide();
    navigate({ name: 'intake', draftId: reply.value.id });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.code !== 'Escape' || belongsToIme(event.nativeEvent)) return;
    event.preventDefault();
    onHide();
  };

  return (
    <Box onKeyDown={onKeyDown} sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Typography ref={heading} tabIndex={-1} component="h2" variant="h4" sx={{ outline: 'none' }}>
          {t('intake:quick.doneTitle')}
        </Typography>
        <StatusChip label={t('intake:quick.completeLater')} tone="warning" />
        <Box role="status">{t('intake:result.readAloud')}</Box>
      </Box>
      <BigNumber number={registered.number} size="2.5rem" />
      <ErrorNotice error={error ?? slip.error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.25 }}>
        <Button variant="contained" onClick={() => void complete()}>
          {t('intake:quick.completeNow')}
        </Button>
        <PrintButtons slip={slip} />
        <Box sx={{ flex: 1 }} />
        <Button onClick={again}>{t('intake:quick.next')}</Button>
        <Button endIcon={<KeyHint keys="Escape" />} onClick={onHide}>
          {t('common:action.close')}
        </Button>
      </Box>
    </Box>
  );
}
