/** The MUI theme for one scheme and density, made from the tokens. Overrides live one file per family. */
import { createTheme, type Theme } from '@mui/material/styles';
import type {} from './mui-types';
import { actionOverrides } from './overrides/actions';
import { feedbackOverrides } from './overrides/feedback';
import { fieldOverrides } from './overrides/fields';
import { globalStyles } from './overrides/global';
import { surfaceOverrides } from './overrides/surfaces';
import { colours, densities, fonts, motionMs, radiusPx, spacePx, typeScale, type Density, type Scheme } from './tokens';

export function createAppTheme(scheme: Scheme, density: Density): Theme {
  const s = colours[scheme];
  const intent = (name: 'primary' | 'accent' | 'info' | 'success' | 'warning' | 'error') => ({
    main: s[name].fill,
    light: s[name].line,
    dark: name === 'primary' ? s.primaryHover : s[name].onSoft,
    contrastText: s[name].onFill,
  });
  return createTheme({
    xt: { scheme, density, ...densities[density] },
    spacing: spacePx,
    shape: { borderRadius: radiusPx.field },
    palette: {
      mode: scheme === 'light' ? 'light' : 'dark',
      primary: intent('primary'),
      secondary: intent('accent'),
      info: intent('info'),
      success: intent('success'),
      warning: intent('warning'),
      error: intent('error'),
      background: { default: s.canvas, paper: s.surface },
      text: { primary: s.ink, secondary: s.inkSoft, disabled: s.inkSoft },
      divider: s.line,
    },
    typography: {
      fontFamily: fonts.text,
      htmlFontSize: 16,
      fontSize: 16,
      allVariants: { letterSpacing: 0 },
      h1: typeScale.display,
      h2: typeScale.title,
      h3: typeScale.heading,
      h4: typeScale.subheading,
      h5: typeScale.subheading,
      h6: typeScale.subheading,
      subtitle1: typeScale.subheading,
      subtitle2: typeScale.label,
      body1: typeScale.body,
      body2: typeScale.body,
      caption: typeScale.body,
      overline: { ...typeScale.label, textTransform: 'none' },
      button: { ...typeScale.label, textTransform: 'none' },
      lead: typeScale.lead,
      script: typeScale.script,
    },
    transitions: {
      duration: {
        shortest: motionMs.quick,
        shorter: motionMs.quick,
        short: motionMs.quick,
        standard: motionMs.normal,
        complex: motionMs.normal,
        enteringScreen: motionMs.normal,
        leavingScreen: motionMs.quick,
      },
    },
    components: {
      ...globalStyles(scheme),
      ...actionOverrides,
      ...fieldOverrides,
      ...surfaceOverrides,
      ...feedbackOverrides,
    },
  });
}
