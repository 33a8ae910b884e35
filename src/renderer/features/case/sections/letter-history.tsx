/** 打印和送达: every copy of a letter, which text it told, and how it reached its reader, with the proof. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Delivered } from '../../../../domain/complaint/state';
import { toldKinds, type PaperKind } from '../../../../domain/complaint/values';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { useCaseEnvironment } from '../case-context';
import { LetterDeliveryDialog } from '../dialogs/delivery-dialog';

export function LetterHistory({ kind }: { readonly kind: PaperKind }) {
  const { t } = useText();
  const format = useFormat();
  const { state, may, nameOf } = useCaseEnvironment();
  const [delivering, setDelivering] = useState(false);
  const copies = (state.printed ?? []).filter((copy) => copy.kind === kind);
  const deliveries = useDeliveries(kind);
  const told = toldKinds.find((one) => one === kind);
  return (
    <Box component="section" aria-label={t('letters:history.title')} sx={{ minWidth: 0 }}>
      <Box sx={{ fontWeight: 600, mb: 0.5 }}>{t('letters:history.title')}</Box>
      {copies.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('letters:history.none')}</Box>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {copies.map(({ copyNo, format: paper, language, version, by, atMs }) => (
          <Box component="li" key={copyNo} sx={{ overflowWrap: 'anywhere' }}>
            {[
              t('letters:history.copy', { copyNo }),
              t(`letters:history.format.${paper}`),
              t(`letters:history.language.${language}`),
              ...(version === null ? [] : [t('letters:history.version', { version })]),
            ].join(' · ')}
            <Box sx={{ color: c.inkSoft }}>
              {t('letters:history.made', { time: format.dateTime(atMs), person: nameOf(by) })}
            </Box>
          </Box>
        ))}
        {deliveries.map((delivery) => (
          <Box component="li" key={`delivery ${String(delivery.atMs)}`} sx={{ overflowWrap: 'anywhere' }}>
            <DeliveryLine {...delivery} />
          </Box>
        ))}
      </Box>
      {told !== undefined && copies.length > 0 && may('case.deliver') && (
        <Button sx={{ mt: 1 }} onClick={() => setDelivering(true)}>
          {t('letters:history.record')}
        </Button>
      )}
      {told !== undefined && delivering && <LetterDeliveryDialog kind={told} onClose={() => setDelivering(false)} />}
    </Box>
  );
}

/** Deliveries of letters of this kind, oldest first. */
function useDeliveries(kind: PaperKind): readonly (Delivered & { readonly copyNo?: number })[] {
  const { state } = useCaseEnvironment();
  switch (kind) {
    case 'letter':
      return state.delivery === null ? [] : [state.delivery];
    case 'reviewLetter':
      return (state.reviews ?? []).flatMap(({ told }) => (told === null ? [] : [told]));
    default:
      return (state.letterDeliveries ?? []).filter((delivery) => delivery.kind === kind);
  }
}

function DeliveryLine({
  method,
  deliveredOn,
  receivedBy,
  note,
  proof,
  copyNo,
}: Delivered & { readonly copyNo?: number }) {
  const { t } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const date = format.localDate(deliveredOn);
  const files = state.evidence.filter(({ id }) => proof?.evidenceIds.includes(id)).map(({ name }) => name);
  const what =
    method === 'refusedToTake'
      ? t('letters:history.refused', { date })
      : t('letters:history.delivered', { date, method: t(`vocabulary:deliveryMethod.${method}`) });
  const details = [
    ...(receivedBy === '' ? [] : [t('letters:history.receivedBy', { name: receivedBy })]),
    ...(proof?.receiptNo ? [t('letters:history.receiptNo', { number: proof.receiptNo })] : []),
    ...(proof?.witness ? [t('letters:history.witness', { name: proof.witness })] : []),
    ...(files.length === 0 ? [] : [t('letters:history.files', { files: files.join(t('case:list.separator')) })]),
    ...(note === '' ? [] : [note]),
  ];
  return (
    <>
      {copyNo === undefined ? what : `${t('letters:history.copy', { copyNo })} · ${what}`}
      {details.length > 0 && <Box sx={{ color: c.inkSoft }}>{details.join(' · ')}</Box>}
    </>
  );
}
