/** From what was verified to what the customer is told: what is open is said, and nothing is typed twice. */
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { factsOf } from '../../../../domain/complaint/findings';
import { openInquiries } from '../../../../domain/complaint/inquiries';
import { useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { useCaseEnvironment } from '../case-context';

/** What nobody has verified or answered yet; a warning, as the person who proposes may know why. */
export function OpenFacts() {
  const { t, language } = useText();
  const { view, state, goTo } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const open = factsOf(state, view.checklist).filter(({ finding }) => finding === null);
  const mandatory = open.filter(({ item }) => item?.mandatory === true);
  const unanswered = openInquiries(state).length;
  if (open.length === 0 && unanswered === 0) return null;
  return (
    <Alert
      severity="warning"
      action={
        <Button color="inherit" size="small" onClick={() => goTo('investigation')}>
          {t('investigation:takeOver.look')}
        </Button>
      }
    >
      <AlertTitle sx={{ mb: 0 }}>
        {[
          open.length === 0 ? '' : t('investigation:takeOver.openTitle', { count: open.length }),
          unanswered === 0 ? '' : t('investigation:takeOver.openInquiries', { count: unanswered }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </AlertTitle>
      {mandatory.length > 0 && (
        <Box>
          {t('investigation:takeOver.openMandatory', {
            items: mandatory.map((fact) => fact[word]).join(t('case:list.separator')),
          })}
        </Box>
      )}
    </Alert>
  );
}

/** Adds what was found below what is there already; a second press adds only what is new. */
export function TakeOver({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const { t, language } = useText();
  const { view, state } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const lines = factsOf(state, view.checklist).flatMap((fact) => {
    const { finding } = fact;
    if (finding === null || finding.outcome === 'notApplicable') return [];
    const values = { fact: fact[word], found: finding.found };
    return [
      finding.outcome === 'verified'
        ? t('investigation:takeOver.line', values)
        : t('investigation:takeOver.lineNotFound', values),
    ];
  });
  const fresh = lines.filter((line) => !text.includes(line));
  if (lines.length === 0) return null;
  return (
    <Box>
      <Button
        size="small"
        disabled={fresh.length === 0}
        onClick={() => {
          onText([text.trimEnd(), ...fresh].filter((part) => part !== '').join('\n'));
          notify({ severity: 'success', text: t('investigation:takeOver.done') });
        }}
      >
        {t(fresh.length === 0 ? 'investigation:takeOver.none' : 'investigation:takeOver.button')}
      </Button>
    </Box>
  );
}
