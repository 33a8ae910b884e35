/** A scrolling area whose content can be made larger and smaller: by buttons, + − 0, and the wheel with Ctrl. */
import FitScreenOutlined from '@mui/icons-material/FitScreenOutlined';
import ZoomInOutlined from '@mui/icons-material/ZoomInOutlined';
import ZoomOutOutlined from '@mui/icons-material/ZoomOutOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useFormat, useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';

/** 1 fits the width. */
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;
const FIT = STEPS.indexOf(1);

interface ZoomedRegionProps {
  readonly label: string;
  readonly height: string;
  /** False for what has no size of its own: it comes without buttons. */
  readonly zoomable: boolean;
  readonly children: (zoom: number) => ReactNode;
}

export function ZoomedRegion({ label, height, zoomable, children }: ZoomedRegionProps) {
  const { t } = useText();
  const format = useFormat();
  const region = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState(FIT);
  const zoom = zoomable ? (STEPS[step] ?? 1) : 1;
  const shown = useRef(zoom);
  const move = (by: number): void => setStep((at) => Math.min(Math.max(at + by, 0), STEPS.length - 1));

  useEffect(() => {
    const element = region.current;
    if (element === null || !zoomable) return undefined;
    // React listens to the wheel passively: the page would scroll as well.
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      move(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [zoomable]);

  useLayoutEffect(() => {
    const element = region.current;
    const ratio = zoom / shown.current;
    shown.current = zoom;
    if (element === null || ratio === 1) return;
    // What was in the middle stays there.
    const { clientWidth, clientHeight } = element;
    element.scrollLeft = (element.scrollLeft + clientWidth / 2) * ratio - clientWidth / 2;
    element.scrollTop = (element.scrollTop + clientHeight / 2) * ratio - clientHeight / 2;
  }, [zoom]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!zoomable || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === '+' || event.key === '=') move(1);
    else if (event.key === '-') move(-1);
    else if (event.key === '0') setStep(FIT);
    else return;
    event.preventDefault();
  };

  return (
    <Box sx={{ minWidth: 0, display: 'grid', gap: 0.5 }} onKeyDown={onKeyDown}>
      {zoomable && (
        <Box
          role="group"
          aria-label={t('common:zoom.label')}
          sx={{ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 0.5 }}
        >
          <IconButton aria-label={t('common:zoom.out')} disabled={step === 0} onClick={() => move(-1)}>
            <ZoomOutOutlined />
          </IconButton>
          <Box role="status" className="xt-number" sx={{ minWidth: '3.5rem', textAlign: 'center' }}>
            {format.percent(zoom)}
          </Box>
          <IconButton aria-label={t('common:zoom.in')} disabled={step === STEPS.length - 1} onClick={() => move(1)}>
            <ZoomInOutlined />
          </IconButton>
          <IconButton aria-label={t('common:zoom.fit')} onClick={() => setStep(FIT)}>
            <FitScreenOutlined />
          </IconButton>
        </Box>
      )}
      <Box
        ref={region}
        // A scrolling area must be reachable from the keyboard.
        tabIndex={0}
        role="region"
        aria-label={label}
        data-wide
        sx={{
          minWidth: 0,
          height,
          overflow: 'auto',
          borderRadius: `${radiusPx.field}px`,
          border: `1px solid ${c.line}`,
          backgroundColor: c.sunken,
        }}
      >
        {children(zoom)}
      </Box>
    </Box>
  );
}
