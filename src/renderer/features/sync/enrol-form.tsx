/** 接入总行: an address and a one-time code from headquarters. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { CodedError } from '../../app/i18n/message-of';
import { useMessageOf, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';

/** Refusals that are about one of the two fields. */
const aboutUrl: readonly string[] = ['sync.unreachable', 'sync.insecureUrl', 'sync.tls', 'sync.notHq'];
const aboutCode: readonly string[] = [
  'sync.codeRefused',
  'sync.codeUsed',
  'sync.codeExpired',
  'sync.codeForJoining',
  'sync.codeForNewBranch',
  'sync.tooManyTries',
];

export function EnrolForm({ mayEnrol, onEnrolled }: { readonly mayEnrol: boolean; readonly onEnrolled: () => void }) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const [hqUrl, setHqUrl] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);

  const block = (text: string): FieldProblem => ({ severity: 'block', text });
  const urlProblem = (): FieldProblem | null => {
    if (error !== null && aboutUrl.includes(error.code)) return block(messageOf(error));
    if (!tried) return null;
    if (hqUrl.trim() === '') return block(t('sync:enrol.urlMissing'));
    return looksLikeUrl(hqUrl.trim()) ? null : block(t('sync:enrol.urlBad'));
  };
  const codeProblem = (): FieldProblem | null => {
    if (error !== null && aboutCode.includes(error.code)) return block(messageOf(error));
    return tried && code.trim().length < 4 ? block(t('sync:enrol.codeMissing')) : null;
  };

  const enrol = async (): Promise<void> => {
    setTried(true);
    if (busy || !looksLikeUrl(hqUrl.trim()) || code.trim().length < 4) return;
    setBusy(true);
    setError(null);
    const reply = await api['sync.enrol']({ hqUrl: hqUrl.trim(), code: code.trim() });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('sync:enrol.done') });
    onEnrolled();
  };

  return (
    <SectionCard title={t('sync:enrol.title')}>
      <Box sx={{ display: 'grid', gap: 2, maxWidth: '36rem' }}>
        <Box sx={{ color: c.inkSoft }}>{t(mayEnrol ? 'sync:enrol.intro' : 'sync:enrol.notYours')}</Box>
        {mayEnrol && (
          <>
            <TextField
              required
              inputMode="url"
              label={t('sync:enrol.url')}
              hint={t('sync:enrol.urlHint')}
              value={hqUrl}
              onChange={(text) => {
                setHqUrl(text);
                setError(null);
              }}
              problem={urlProblem()}
            />
            <TextField
              required
              numeric
              label={t('sync:enrol.code')}
              hint={t('sync:enrol.codeHint')}
              value={code}
              onChange={(text) => {
                setCode(text);
                setError(null);
              }}
              onEnter={() => void enrol()}
              problem={codeProblem()}
            />
            <ErrorNotice error={error !== null && !urlProblem() && !codeProblem() ? error : null} />
            <Box>
              <Button variant="contained" disabled={busy} onClick={() => void enrol()}>
                {busy ? t('sync:enrol.working') : t('sync:enrol.submit')}
              </Button>
            </Box>
          </>
        )}
      </Box>
    </SectionCard>
  );
}

function looksLikeUrl(text: string): boolean {
  try {
    return new URL(text).hostname !== '';
  } catch (cause) {
    if (cause instanceof TypeError) return false;
    throw cause;
  }
}
