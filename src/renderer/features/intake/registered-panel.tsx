/** After registering: the number for the phone, the slip, and on to the next customer. */
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import type { MajorLevel } from '../../../domain/complaint/values';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c, tone } from '../../app/theme/css-vars';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import type { Registered } from './draft-session';
import { EarlierCase } from './earlier-case';
import { BigNumber, PrintButtons, usePrintSlip } from './slip-actions';

export interface RegisteredPanelProps {
  readonly registered: Registered;
  /** It completed a case that was there already. */
  readonly completing: boolean;
  /** It complains of the person who has just registered it. */
  readonly namesSelf: boolean;
  /** What so many people make of it; null where it is no major complaint by their number. */
  readonly level: MajorLevel | null;
  readonly printAtOnce: boolean;
  readonly onNext: () => void;
}

export function RegisteredPanel({
  registered,
  completing,
  namesSelf,
  level,
  printAtOnce,
  onNext,
}: RegisteredPanelProps) {
  const { t } = useText();
  const slip = usePrintSlip(registered.caseId);
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useRef(false);

  useEffect(() => {
    heading.current?.focus();
    if (!printAtOnce || asked.current) return;
    asked.current = true;
    slip.print('a4');
  }, [printAtOnce, slip]);

  return (
    <Box sx={{ maxWidth: '52rem', mx: 'auto', mt: { xs: 1, md: 4 } }}>
      <SectionCard tone="success">
        <Box sx={{ display: 'grid', gap: 2.5, p: { xs: 0, md: 1.5 } }}>
          <Typography
            ref={heading}
            tabIndex={-1}
            variant="h2"
            component="h1"
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1.25,
              outline: 'none',
              '& svg': { color: tone('success').fill, fontSize: '2rem' },
            }}
          >
            <CheckCircleOutlined aria-hidden />
            {t(completing ? 'intake:result.completed' : 'intake:result.registered')}
          </Typography>
          <Box>
            <Box sx={{ color: c.inkSoft, mb: 0.5 }}>{t('intake:result.number')}</Box>
            <BigNumber number={registered.number} size="clamp(2rem, 5vw, 3.25rem)" />
            <Box sx={{ color: c.inkSoft, mt: 1 }}>{t('intake:result.readAloud')}</Box>
          </Box>
          {level !== null && (
            <Alert
              severity="error"
              action={
                namesSelf ? undefined : (
                  <Button onClick={() => navigate({ name: 'case', caseId: registered.caseId, section: 'major' })}>
                    {t('major:intake.open')}
                  </Button>
                )
              }
            >
              {t('major:intake.registered', { level: t(`major:levels.${level}`) })}
            </Alert>
          )}
          {!namesSelf && <EarlierCase caseId={registered.caseId} />}
          {namesSelf && <Alert severity="warning">{t('intake:result.named')}</Alert>}
          <ErrorNotice error={slip.error} onRetry={() => slip.print('a4')} />
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.25 }}>
            <PrintButtons slip={slip} main />
            {!namesSelf && (
              <Button onClick={() => navigate({ name: 'case', caseId: registered.caseId })}>
                {t('intake:result.openCase')}
              </Button>
            )}
            <Box sx={{ flex: 1 }} />
            <Button onClick={onNext}>{t('intake:result.nextCustomer')}</Button>
          </Box>
        </Box>
      </SectionCard>
    </Box>
  );
}
