import GppBadOutlined from '@mui/icons-material/GppBadOutlined';
import VerifiedOutlined from '@mui/icons-material/VerifiedOutlined';
import Box from '@mui/material/Box';
import { useFormat, useText } from '../app/i18n/use-text';
import { tone } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';

export interface SignaturePreviewProps {
  readonly valid: boolean;
  readonly signer: string;
  readonly atMs: number;
  /** SHA-256 of what was on the screen, hex; shown shortened. */
  readonly digest?: string;
}

/** Who signed a decision, when, and whether it still matches. */
export function SignaturePreview({ valid, signer, atMs, digest }: SignaturePreviewProps) {
  const { t } = useText();
  const format = useFormat();
  const colours = tone(valid ? 'success' : 'error');
  const Icon = valid ? VerifiedOutlined : GppBadOutlined;
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'center',
        p: 1.5,
        borderRadius: `${radiusPx.field}px`,
        border: `1px solid ${colours.line}`,
        backgroundColor: colours.soft,
        color: colours.onSoft,
      }}
    >
      <Icon aria-hidden sx={{ fontSize: '2rem', color: colours.fill }} />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 600 }}>{t(valid ? 'common:signature.valid' : 'common:signature.invalid')}</Box>
        <Box>{t('common:signature.by', { signer, time: format.dateTime(atMs) })}</Box>
        {digest !== undefined && (
          <Box className="xt-number">
            {t('common:signature.digest', { digest: `${digest.slice(0, 8)}…${digest.slice(-8)}` })}
          </Box>
        )}
      </Box>
    </Box>
  );
}
