/** By what authority it would be decided: 代, several signatures, and what silence of headquarters leaves of a limit. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { ApprovalView, ContactView } from '../../../shared/contract/approval';
import { useFormat, useText } from '../../app/i18n/use-text';
import { StatusChip } from '../../components/status-chip';

export function AuthorityLines({ view }: { readonly view: ApprovalView }) {
  const { t } = useText();
  const format = useFormat();
  const contactText = useContactText();
  const { needed, signed, contact, onBehalfOfName, ratify, refusal, shown } = view;
  const levels = needed.map((level) => t(`vocabulary:role.${level}`)).join(t('case:list.separator'));
  return (
    <>
      {onBehalfOfName !== null && refusal === null && (
        <Alert severity="info" icon={<StatusChip tone="accent" strong label={t('authority:mark.onBehalfShort')} />}>
          {t('authority:sheet.onBehalf', { name: onBehalfOfName })}
        </Alert>
      )}
      {needed.length > 1 && (
        <Alert severity="info">
          <Box>
            {t('authority:sheet.several', {
              count: needed.length,
              amount: format.money(shown.content.amountFen),
              levels,
            })}
          </Box>
          {signed.map(({ name, level, onBehalfOfName: lender, atMs, comment }) => (
            <Box key={`${name} ${String(atMs)}`}>
              {[
                t('authority:sheet.signedBy', {
                  name: lender === null ? name : t('authority:mark.nameOnBehalf', { name, holder: lender }),
                  role: t(`vocabulary:role.${level}`),
                  time: format.dateTime(atMs),
                }),
                comment,
              ]
                .filter((text) => text !== '')
                .join(' · ')}
            </Box>
          ))}
          {refusal === null && (
            <Box sx={{ fontWeight: 600 }}>{t(view.final ? 'authority:sheet.last' : 'authority:sheet.notLast')}</Box>
          )}
        </Alert>
      )}
      {contact !== null && (
        <Alert severity={ratify ? 'warning' : 'info'}>
          <Box>{contactText(contact)}</Box>
          {ratify && view.nowFen !== null && (
            <Box sx={{ fontWeight: 600 }}>{t('authority:contact.ratify', { limit: format.money(view.nowFen) })}</Box>
          )}
        </Alert>
      )}
    </>
  );
}

/** When headquarters was last heard of, and what holds since. */
export function useContactText(): (contact: ContactView) => string {
  const { t } = useText();
  const format = useFormat();
  return ({ lastAtMs, days, percent, next }) =>
    [
      t('authority:contact.since', { count: days ?? 0, time: format.dateTime(lastAtMs) }),
      percent < 100
        ? t('authority:contact.share', { percent: format.percent(percent / 100) })
        : t('authority:contact.whole'),
      next === null
        ? ''
        : t('authority:contact.next', { count: next.afterDays, percent: format.percent(next.percent / 100) }),
    ]
      .filter((text) => text !== '')
      .join(t('authority:contact.joiner'));
}
