/** 移交: where the complaint went, or where it came from. */
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { CaseOrigin, MovedAway } from '../../../domain/complaint/move';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { copyText } from '../../components/copy-text';
import { useCaseEnvironment } from './case-context';

export function MovedBanner() {
  const { movedAway, origin } = useCaseEnvironment().state;
  if (movedAway) return <Away move={movedAway} />;
  return origin ? <Here origin={origin} /> : null;
}

function Away({ move }: { readonly move: MovedAway }) {
  const { t } = useText();
  const format = useFormat();
  const { to, number, atMs } = move;
  return (
    <Alert severity="warning" action={<CopyNumber number={number} />}>
      <Box>{t('move:banner.away', { date: format.date(atMs), branch: to.name, number })}</Box>
      <Why move={move} />
      <Box>{t('move:banner.ask')}</Box>
    </Alert>
  );
}

function Here({ origin }: { readonly origin: CaseOrigin }) {
  const { t } = useText();
  const format = useFormat();
  const { from, number, atMs, earlierNumbers } = origin;
  return (
    <Alert severity="info" action={<CopyNumber number={number} />}>
      <Box>{t('move:banner.here', { date: format.date(atMs), branch: from.name, number })}</Box>
      <Why move={origin} />
      {earlierNumbers.length > 0 && (
        <Box>{t('move:banner.earlier', { numbers: earlierNumbers.join(t('case:list.separator')) })}</Box>
      )}
      <Box>{t('move:banner.clock')}</Box>
    </Alert>
  );
}

function Why({ move: { why, reason, officer } }: { readonly move: Pick<MovedAway, 'why' | 'reason' | 'officer'> }) {
  const { t } = useText();
  return <Box>{t('move:banner.why', { why: t(`move:why.${why}`), reason, officer })}</Box>;
}

function CopyNumber({ number }: { readonly number: string }) {
  const { t } = useText();
  return (
    <Button
      color="inherit"
      size="small"
      startIcon={<ContentCopyOutlined aria-hidden />}
      onClick={() =>
        void copyText(number).then((copied) => {
          if (copied) notify({ severity: 'success', text: t('case:header.copied') });
        })
      }
    >
      {t('move:banner.copy')}
    </Button>
  );
}
