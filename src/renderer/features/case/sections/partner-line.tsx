/** 代理与合作机构 of a complaint, and the way to record it while the complaint is still open. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { settledStatuses, toldStatuses } from '../../../../domain/complaint/states';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { StatusChip } from '../../../components/status-chip';
import { barOf } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { PartnerDialog } from '../dialogs/partner-dialog';

export function PartnerLine() {
  const { t } = useText();
  const { state, may, person, userId } = useCaseEnvironment();
  const [editing, setEditing] = useState(false);
  const { partner } = state.details;
  const open = ![...settledStatuses, ...toldStatuses].includes(state.status);
  const canEdit = open && may('case.edit') && barOf(person, userId, 'handle') === undefined;
  if (!partner && !canEdit) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Box sx={{ color: c.inkSoft }}>{t('partner:title')}</Box>
      {partner && (
        <>
          <Box>
            {[t(`vocabulary:partnerKind.${partner.kind}`), partner.name, partner.contractNo]
              .filter((part) => part !== '')
              .join(' · ')}
          </Box>
          {partner.soldForUs && <StatusChip tone="warning" label={t('partner:ours')} />}
        </>
      )}
      {canEdit && (
        <Button size="small" onClick={() => setEditing(true)}>
          {t(partner ? 'partner:change' : 'partner:record')}
        </Button>
      )}
      {editing && <PartnerDialog onClose={() => setEditing(false)} />}
    </Box>
  );
}
