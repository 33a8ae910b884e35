/** 异常提示: what of the last weeks is worth a question, each with the entries behind it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import type { AuditKind } from '../../../domain/audit/audit-kinds';
import type { FindingKind } from '../../../domain/audit/findings';
import { anyAudit, type AuditFilter, type AuditFindingView } from '../../../shared/contract/audit';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** Entries behind a finding. A failed sign-in is written by who signs in next, so it can't be asked for by person. */
const kindsOf: Readonly<Record<FindingKind, readonly AuditKind[]>> = {
  manyViews: ['view'],
  viewsOutsideOwn: ['view'],
  manyReveals: ['reveal'],
  failedSignIns: ['signIn'],
  refusedCalls: ['refused'],
  exportsAtNight: ['export'],
};

interface Answer {
  readonly findings: readonly AuditFindingView[];
  readonly complete: boolean;
}

export interface AuditFindingsProps {
  readonly nowMs: number;
  readonly onShow: (filter: AuditFilter) => void;
}

export function AuditFindings({ nowMs, onShow }: AuditFindingsProps) {
  const { t } = useText();
  const format = useFormat();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [turn, setTurn] = useState(0);
  // The time at which the page was opened: a moving end would ask again and again.
  const [toMs] = useState(nowMs);
  useEffect(() => {
    let current = true;
    void api['audit.findings']({ fromMs: Math.max(0, toMs - DAYS * DAY_MS), toMs }).then((reply) => {
      if (!current) return;
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setAnswer(reply.value);
    });
    return () => {
      current = false;
    };
  }, [toMs, turn]);

  return (
    <SectionCard title={t('settings:audit.findings.title')}>
      <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('settings:audit.findings.intro', { days: DAYS })}</Box>
      <ErrorNotice error={error} onRetry={() => setTurn(turn + 1)} />
      {answer !== null && answer.findings.length === 0 && <Box>{t('settings:audit.findings.none')}</Box>}
      {answer !== null && answer.findings.length > 0 && (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {answer.findings.map((finding) => {
            const { kind, userId, userName, count, fromMs, toMs: untilMs } = finding;
            const name = userName === '' ? t('settings:audit.nobody') : userName;
            const what = t(`settings:audit.findings.kind.${kind}`, { name, count: format.number(count) });
            return (
              <Box
                component="li"
                key={`${kind} ${userId} ${String(fromMs)}`}
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  columnGap: 2,
                  alignItems: 'center',
                  justifyContent: 'space-between',
                  py: 0.75,
                  borderTop: `1px solid ${c.line}`,
                }}
              >
                <Box sx={{ minWidth: 0, flex: '1 1 18rem', overflowWrap: 'anywhere' }}>
                  {what}
                  <Box sx={{ color: c.inkSoft }}>
                    {t('settings:audit.findings.between', {
                      from: format.dateTime(fromMs),
                      to: format.dateTime(untilMs),
                    })}
                  </Box>
                </Box>
                <Button
                  aria-label={t('settings:audit.findings.showOf', { what })}
                  onClick={() =>
                    onShow({
                      ...anyAudit,
                      userId: kind === 'failedSignIns' ? null : userId,
                      kinds: [...kindsOf[kind]],
                      fromMs,
                      toMs: untilMs,
                    })
                  }
                >
                  {t('settings:audit.findings.show')}
                </Button>
              </Box>
            );
          })}
        </Box>
      )}
      {answer !== null && !answer.complete && (
        <Box sx={{ color: c.inkSoft, mt: 1 }}>{t('settings:audit.findings.incomplete')}</Box>
      )}
    </SectionCard>
  );
}
