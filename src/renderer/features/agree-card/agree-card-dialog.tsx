/** 约定卡 on this screen, turned to the customer: the card first, the signature below it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useId, useState } from 'react';
import type { Signature } from '../../../domain/complaint/agree-card';
import type { DocumentLanguage } from '../../../domain/documents/format';
import type { UserTile } from '../../../shared/contract/session';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { CardView } from '../../components/agree-card/card-view';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { SignatureField } from './signature-field';
import { useAgreeCard } from './use-agree-card';

const languages = ['zh-CN', 'en'] as const satisfies readonly DocumentLanguage[];
const nobody = 'nobody';

interface AgreeCardDialogProps {
  readonly caseId: string;
  /** Who may be a witness: everybody but whoever shows the card. */
  readonly colleagues: readonly UserTile[];
  readonly onClose: () => void;
}

export function AgreeCardDialog({ caseId, colleagues, onClose }: AgreeCardDialogProps) {
  const { t } = useText();
  const titleId = useId();
  const [language, setLanguage] = useState<DocumentLanguage>('zh-CN');
  const card = useAgreeCard(caseId, language);
  return (
    <Dialog open fullScreen onClose={onClose} aria-labelledby={titleId}>
      <Box sx={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr)', height: '100%', backgroundColor: c.canvas }}>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1.5,
            alignItems: 'center',
            px: 3,
            py: 1,
            borderBottom: `1px solid ${c.line}`,
            backgroundColor: c.surface,
          }}
        >
          <Box component="h2" id={titleId} sx={{ m: 0, fontSize: '1.125rem', fontWeight: 600 }}>
            {t('agreeCard:title')}
          </Box>
          <Box sx={{ color: c.inkSoft, flex: 1 }}>{t('agreeCard:lead')}</Box>
          <ToggleButtonGroup
            role="toolbar"
            exclusive
            size="small"
            aria-label={t('agreeCard:language')}
            value={language}
            onChange={(_event, next: DocumentLanguage | null) => {
              if (next !== null) setLanguage(next);
            }}
          >
            {languages.map((one) => (
              <ToggleButton key={one} value={one} sx={{ px: 2, textTransform: 'none', fontSize: '1rem' }}>
                {t(`letters:history.language.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Button variant="outlined" onClick={() => card.display(!card.displayed)}>
            {t(card.displayed ? 'agreeCard:hideDisplay' : 'agreeCard:showOnDisplay')}
          </Button>
          <Button onClick={onClose}>{t('common:action.close')}</Button>
        </Box>
        <Box
          role="region"
          aria-label={t('agreeCard:forCustomer')}
          tabIndex={0}
          sx={{ overflow: 'auto', minHeight: 0, px: { xs: 2, md: 5 }, py: 3 }}
        >
          <Box sx={{ maxWidth: '76rem', mx: 'auto', display: 'grid', gap: 4 }}>
            {card.view === null ? (
              card.error === null && <Box role="status">{t('common:state.loading')}</Box>
            ) : (
              <>
                <CardView card={card.view.card} dates={card.view.dates.map((date) => ({ ...date, caseId }))} />
                <SignPart key={card.view.digest} card={card} colleagues={colleagues} onDone={onClose} />
              </>
            )}
            {card.view === null && card.error !== null && <ErrorNotice error={card.error} onRetry={card.load} />}
          </Box>
        </Box>
      </Box>
    </Dialog>
  );
}

interface SignPartProps {
  readonly card: ReturnType<typeof useAgreeCard>;
  readonly colleagues: readonly UserTile[];
  readonly onDone: () => void;
}

/** Signing and not signing stand side by side, equally large: neither is the way on. */
function SignPart({ card, colleagues, onDone }: SignPartProps) {
  const { t } = useText();
  const [signature, setSignature] = useState<Signature | null>(null);
  const [declining, setDeclining] = useState(false);
  const [words, setWords] = useState('');
  const [witness, setWitness] = useState(nobody);
  const [missing, setMissing] = useState(false);
  const witnessId = witness === nobody ? null : witness;
  const finish = (done: boolean): void => {
    if (done) onDone();
  };
  const sign = (): void => {
    if (signature === null) {
      setMissing(true);
      return;
    }
    void card.reply({ answer: 'signed', signature, witnessId }).then(finish);
  };
  const decline = (): void => {
    if (declining) void card.reply({ answer: 'declined', words, witnessId }).then(finish);
    else setDeclining(true);
  };
  return (
    <Box
      component="section"
      aria-label={t('agreeCard:sign.title')}
      sx={{ display: 'grid', gap: 2, borderTop: `1px solid ${c.line}`, pt: 2, maxWidth: '48rem' }}
    >
      <Box sx={{ fontSize: '24px', lineHeight: 1.5 }}>{t('agreeCard:sign.lead')}</Box>
      {card.displayed && <Alert severity="info">{t('agreeCard:displayOpen')}</Alert>}
      <SignatureField
        onChange={(next) => {
          setSignature(next);
          setMissing(false);
        }}
      />
      {missing && <ErrorNotice error={{ code: 'agreeCard.noSignature' }} />}
      {declining && (
        <TextField
          label={t('agreeCard:sign.declineWords')}
          rows={2}
          maxCharacters={500}
          autoFocus
          value={words}
          onChange={setWords}
        />
      )}
      {colleagues.length > 0 && (
        <ChoiceChips
          label={t('agreeCard:sign.witness')}
          options={[
            { value: nobody, label: t('agreeCard:sign.noWitness') },
            ...colleagues.map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
          value={witness}
          onChange={setWitness}
        />
      )}
      <ErrorNotice error={card.error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Button
          variant="contained"
          size="large"
          disabled={card.busy}
          onClick={sign}
          sx={{ minHeight: 60, minWidth: 180 }}
        >
          {t('agreeCard:sign.done')}
        </Button>
        <Button
          variant="outlined"
          size="large"
          disabled={card.busy}
          onClick={decline}
          sx={{ minHeight: 60, minWidth: 180 }}
        >
          {t(declining ? 'agreeCard:sign.declineDone' : 'agreeCard:sign.decline')}
        </Button>
      </Box>
    </Box>
  );
}
