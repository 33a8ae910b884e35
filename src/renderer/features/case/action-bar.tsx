/** The next step as the page's one contained button, everything else in a menu with reasons for what can't be done now. */
import MoreHorizOutlined from '@mui/icons-material/MoreHorizOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { NextActionCode } from '../../../domain/complaint/next-actions';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { useSignedIn } from '../../app/use-signed-in';
import { StatusChip } from '../../components/status-chip';
import { actionGroups, availability, decidesThemselves, mainAction } from './case-actions';
import { useCaseEnvironment } from './case-context';

interface ActionBarProps {
  readonly busy: boolean;
  /** While a form has the main button, the header's is outlined. */
  readonly quiet: boolean;
  readonly onNext: (code: NextActionCode) => void;
}

export function ActionBar({ busy, quiet, onNext }: ActionBarProps) {
  const { t } = useText();
  const { view, state, person, act } = useCaseEnvironment();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const signedIn = useSignedIn();
  const mayMakePractice = state.status === 'closed' && signedIn?.session.permissions.includes('scripts.edit') === true;
  const main = mainAction(view.nextActions, state, person);
  const here = main === 'decideRemedy' && !decidesThemselves(state, person);
  const offers = actionGroups.flatMap((actions, group) =>
    actions
      .map((action) => ({ action, group, allowed: availability(action, state, person) }))
      .filter(({ action, allowed }) => allowed.kind !== 'hidden' && action !== main),
  );
  // What can be done comes first, in its groups; the rest says why not.
  const sorted = [
    ...offers.filter(({ allowed }) => allowed.kind === 'open'),
    ...offers.filter(({ allowed }) => allowed.kind === 'blocked').map((offer) => ({ ...offer, group: -1 })),
  ];
  return (
    <>
      {main === null && view.nextActions.length > 0 && <StatusChip label={t('case:header.waitingForOthers')} />}
      {(sorted.length > 0 || mayMakePractice) && (
        <Button
          startIcon={<MoreHorizOutlined />}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {t('case:act.more')}
        </Button>
      )}
      {main !== null && (
        <Button variant={quiet ? 'outlined' : 'contained'} size="large" disabled={busy} onClick={() => onNext(main)}>
          {t(here ? 'case:next.decideHere' : `case:next.${main}`)}
        </Button>
      )}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {sorted.map(({ action, group, allowed }, index) => (
          <MenuItem
            key={action}
            divider={group !== (sorted[index + 1]?.group ?? group)}
            disabled={allowed.kind === 'blocked'}
            onClick={() => {
              setAnchor(null);
              act(action);
            }}
          >
            <Box sx={{ flex: 1, display: 'flex', columnGap: 3, justifyContent: 'space-between' }}>
              <Box>{t(`case:act.${action}`)}</Box>
              {allowed.kind === 'blocked' && (
                <Box sx={{ color: c.inkSoft }}>
                  {allowed.by === 'wrongState'
                    ? t('case:blocked.wrongState', { status: t(`vocabulary:status.${state.status}`) })
                    : t(`case:blocked.${allowed.by}`)}
                </Box>
              )}
            </Box>
          </MenuItem>
        ))}
        {mayMakePractice && (
          <MenuItem onClick={() => navigate({ name: 'training', fromCase: state.id })}>
            {t('case:act.makePractice')}
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
