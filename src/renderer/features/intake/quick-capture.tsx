/**
 * F2 快速登记: a bar at the bottom, over any page. The eyes stay with the person: every part works from the keyboard, and
 * Enter registers from wherever the focus is, except the Enter of an input method.
 */
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import type { InstitutionType } from '../../../domain/complaint/values';
import { useText } from '../../app/i18n/use-text';
import { useCommand } from '../../app/palette/commands';
import { useQuickCaptureWish } from '../../app/quick-capture';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c } from '../../app/theme/css-vars';
import { QuickForm } from './quick-form';
import { QuickResult } from './quick-result';
import { useQuick } from './quick-store';

export interface QuickCaptureHostProps {
  readonly userId: string;
  readonly institutionType: InstitutionType;
}

/** Mounted once beside the frame, for those who may register. */
export function QuickCaptureHost({ userId, institutionType }: QuickCaptureHostProps) {
  const { t } = useText();
  const open = useQuick((state) => state.open);
  const show = useQuick((state) => state.show);
  useShortcut({
    action: 'quickCapture',
    label: t('shell:shortcuts.quickCapture'),
    group: 'page',
    run: () => show(userId),
  });
  useCommand({ id: 'intake.quick', label: t('shell:shortcuts.quickCapture'), run: () => show(userId) });
  useEffect(() => useQuickCaptureWish.subscribe(() => show(userId)), [show, userId]);
  // The next person begins with the bar closed.
  useEffect(() => () => useQuick.getState().hide(), [userId]);
  return open ? <QuickBar institutionType={institutionType} /> : null;
}

function QuickBar({ institutionType }: { readonly institutionType: InstitutionType }) {
  const { t } = useText();
  const registered = useQuick((state) => state.registered);
  const hide = useQuick((state) => state.hide);
  // Read while drawing for the first time: the form moves the focus as soon as it is there.
  const [before] = useState(() => document.activeElement);

  useEffect(
    () => () => {
      // Back to where the hands were; an input gets its caret back by itself.
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );

  return (
    <Box
      role="dialog"
      aria-label={t('intake:quick.title')}
      sx={{
        position: 'fixed',
        left: 0,
        right: 0,
        bottom: 0,
        zIndex: 'appBar',
        maxHeight: '70vh',
        overflow: 'auto',
        px: { xs: 2, md: 3 },
        py: 1.5,
        backgroundColor: c.raised,
        borderTop: `2px solid ${c.lineStrong}`,
        boxShadow: c.shadow,
      }}
    >
      {registered === null ? (
        <QuickForm institutionType={institutionType} onHide={hide} />
      ) : (
        <QuickResult registered={registered} onHide={hide} />
      )}
    </Box>
  );
}
