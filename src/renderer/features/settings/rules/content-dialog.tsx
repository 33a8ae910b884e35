/** What stands in a pack, for everybody to read: rules, years, the matrix, the steps of the plan, the reminders. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import { useId } from 'react';
import type { InstitutionType } from '../../../../domain/complaint/values';
import type { PackContentView, PackView } from '../../../../shared/contract/packs';
import { useText } from '../../../app/i18n/use-text';
import { ErrorNotice } from '../../../components/error-notice';
import { CrisisPlanParts } from '../../../components/crisis-plan-parts';
import { usePackContent } from '../../../components/use-pack-content';
import { CalendarContent } from './content/calendar-content';
import { LadderContent } from './content/ladder-content';
import { MatrixContent } from './content/matrix-content';
import { RulesContent } from './content/rules-content';
import { ScriptsContent, StopsContent } from './content/scripts-content';

interface ContentDialogProps {
  readonly pack: PackView;
  /** Whose lines come first where a pack is for several. */
  readonly institution: InstitutionType;
  readonly onClose: () => void;
}

export function ContentDialog({ pack, institution, onClose }: ContentDialogProps) {
  const { t } = useText();
  const titleId = useId();
  const { key, kind, id, version } = pack;
  const { content, error } = usePackContent(key);
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t(`rules:content.title.${kind}`, { name: id, version })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start', pt: '8px !important' }}>
        <ErrorNotice error={error} />
        {content === null && error === null && <LinearProgress aria-label={t('common:state.loading')} />}
        {content !== null && <Content content={content} institution={institution} />}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Content({
  content,
  institution,
}: {
  readonly content: PackContentView;
  readonly institution: InstitutionType;
}) {
  switch (content.kind) {
    case 'rules':
      return <RulesContent rules={content.pack} />;
    case 'calendar':
      return <CalendarContent calendar={content.pack} />;
    case 'authority':
      return <MatrixContent pack={content.pack} institution={institution} />;
    case 'plan':
      return <CrisisPlanParts plan={content.pack} />;
    case 'reminders':
      return <LadderContent ladder={content.pack} />;
    case 'scripts':
      return <ScriptsContent release={content.pack} />;
    case 'stops':
      return <StopsContent stops={content.pack} />;
  }
}
