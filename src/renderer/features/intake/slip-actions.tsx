/** The number, large enough to be read out, and what is done with it: copy, print the slip. */
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import type { CodedError } from '../../app/i18n/message-of';
import { fonts } from '../../app/theme/tokens';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { copyText } from '../../components/copy-text';

export type SlipFormat = 'a4' | 'roll80';

export interface PrintSlip {
  readonly printing: boolean;
  readonly error: CodedError | null;
  readonly print: (format: SlipFormat) => void;
}

/** Prints the slip of a case. Each press is a copy of its own; a press while the dialog is open does nothing. */
export function usePrintSlip(caseId: string): PrintSlip {
  const { t, language } = useText();
  const [printing, setPrinting] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const busy = useRef(false);

  const print = async (format: SlipFormat): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setPrinting(true);
    setError(null);
    const reply = await api['document.output']({
      commandId: newId(),
      caseId,
      kind: 'slip',
      format,
      language,
      target: 'print',
    });
    busy.current = false;
    setPrinting(false);
    if (!reply.ok) setError(reply.error);
    else if (!reply.value.cancelled)
      notify({ severity: 'success', text: t('intake:result.printed', { copyNo: reply.value.copyNo ?? 1 }) });
  };
  return { printing, error, print: (format) => void print(format) };
}

export function PrintButtons({
  slip,
  main = false,
}: {
  readonly slip: PrintSlip;
  /** The A4 slip is the main action of the panel. */
  readonly main?: boolean;
}) {
  const { t } = useText();
  return (
    <>
      <Button
        variant={main ? 'contained' : 'outlined'}
        startIcon={<PrintOutlined />}
        disabled={slip.printing}
        onClick={() => slip.print('a4')}
      >
        {t('intake:result.printA4')}
      </Button>
      <Button disabled={slip.printing} onClick={() => slip.print('roll80')}>
        {t('intake:result.printRoll')}
      </Button>
    </>
  );
}

/** 受理编号 for the phone: large, in groups, with a copy button. */
export function BigNumber({ number, size }: { readonly number: string; readonly size: string }) {
  const { t } = useText();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: 1 }}>
      <Box
        sx={{ fontFamily: fonts.number, fontWeight: 700, fontSize: size, lineHeight: 1.2, overflowWrap: 'anywhere' }}
      >
        {number}
      </Box>
      <Button
        startIcon={<ContentCopyOutlined />}
        onClick={() => {
          void copyText(number).then((copied) => {
            if (copied) notify({ severity: 'success', text: t('intake:result.copied') });
          });
        }}
      >
        {t('common:action.copy')}
      </Button>
    </Box>
  );
}
