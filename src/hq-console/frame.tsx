/** The frame around the pages of the console: where one is, who one is, and the way out. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { radiusPx } from '../renderer/app/theme/tokens';
import { EmptyState } from '../renderer/components/empty-state';
import { LogoMark } from '../renderer/components/logo';
import type { HqPerson, Look } from '../shared/hq-console/session';
import { AuditPage } from './audit-page';
import { BranchesPage } from './branches-page';
import { CasesPage } from './cases-page';
import { CourierPage } from './courier-page';
import { EscalationsPage } from './escalations-page';
import { LookControl } from './look';
import { MetricsPage } from './metrics-page';
import { PasswordDialog } from './password-dialog';
import { PeoplePage } from './people-page';
import { PacksPage } from './packs-page';
import { RefusalsPage } from './refusals-page';
import { consolePages, usePage, type ConsolePage } from './route';

/** Beside the title where the screen is wide, under it where the pages would not all fit. */
const navRow = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 0.5,
  flex: '1 1 auto',
  '@media (max-width: 1535px)': { order: 1, flexBasis: '100%' },
} as const;

interface FrameProps {
  readonly person: HqPerson;
  /** After a sign-in with a recovery code: how many are left. */
  readonly recoveryCodesLeft: number | null;
  readonly look: Look;
  readonly onLook: (look: Look) => void;
  readonly onSignOut: () => void;
}

export function Frame({ person, recoveryCodesLeft, look, onLook, onSignOut }: FrameProps) {
  const { t } = useText();
  const [told, setTold] = useState(recoveryCodesLeft);
  const [changing, setChanging] = useState(false);
  const allowed = consolePages.filter(([, right]) => person.permissions.includes(right)).map(([page]) => page);
  const page = usePage(allowed);
  return (
    <Box sx={{ height: '100vh', display: 'flex', flexDirection: 'column', backgroundColor: c.canvas }}>
      <Box
        component="header"
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 2,
          rowGap: 0.5,
          px: 3,
          py: 1,
          backgroundColor: c.surface,
          borderBottom: `1px solid ${c.line}`,
        }}
      >
        <LogoMark size={32} />
        <Typography sx={{ fontWeight: 700, mr: 'auto' }}>{t('console:title')}</Typography>
        <Box component="nav" aria-label={t('console:nav.label')} sx={navRow}>
          {allowed.map((one) => (
            <PageLink key={one} page={one} current={one === page} />
          ))}
        </Box>
        <LookControl look={look} onChange={onLook} />
        <ButtonBase
          aria-haspopup="dialog"
          title={t('console:password.title')}
          onClick={() => setChanging(true)}
          sx={{
            display: 'block',
            textAlign: 'left',
            font: 'inherit',
            px: 1,
            py: 0.5,
            borderRadius: `${radiusPx.field}px`,
          }}
        >
          <Typography sx={{ fontWeight: 500, lineHeight: 1.3 }}>{person.name}</Typography>
          <Typography sx={{ color: c.inkSoft, lineHeight: 1.3, textDecoration: 'underline dotted' }}>
            {t(`console:role.${person.role}`)}
          </Typography>
        </ButtonBase>
        <Button onClick={onSignOut}>{t('console:signOut')}</Button>
      </Box>
      <Box component="main" sx={{ flex: '1 1 auto', minHeight: 0, overflow: 'auto', px: 3, py: 2 }}>
        {told !== null && (
          <Alert severity="warning" onClose={() => setTold(null)} sx={{ mb: 2 }}>
            {t('console:signIn.recoveryLeft', { count: told })}
          </Alert>
        )}
        {page === 'branches' && <BranchesPage permissions={person.permissions} />}
        {page === 'refusals' && <RefusalsPage permissions={person.permissions} />}
        {page === 'courier' && <CourierPage />}
        {page === 'cases' && <CasesPage permissions={person.permissions} />}
        {page === 'metrics' && <MetricsPage permissions={person.permissions} />}
        {page === 'people' && <PeoplePage account={person.account} />}
        {page === 'escalations' && <EscalationsPage permissions={person.permissions} />}
        {page === 'packs' && <PacksPage person={person} />}
        {page === 'audit' && <AuditPage />}
        {page === undefined && <EmptyState title={t('console:nav.none')} />}
      </Box>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </Box>
  );
}

function PageLink({ page, current }: { readonly page: ConsolePage; readonly current: boolean }) {
  const { t } = useText();
  return (
    <Box
      component="a"
      href={`#${page}`}
      aria-current={current ? 'page' : undefined}
      sx={{
        px: 1.5,
        py: 1,
        borderRadius: `${radiusPx.field}px`,
        textDecoration: 'none',
        color: c.ink,
        fontWeight: current ? 600 : 400,
        // Not by colour alone: the current page has a line under it.
        boxShadow: current ? `inset 0 -3px 0 ${c.ink}` : 'none',
        '&:hover': { backgroundColor: c.sunken },
      }}
    >
      {t(`console:nav.${page}`)}
    </Box>
  );
}
