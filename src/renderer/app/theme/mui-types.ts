/** What our theme adds to MUI's types. */
import type {} from '@mui/material/styles';
import type { Density, Scheme } from './tokens';

interface XtTheme {
  readonly scheme: Scheme;
  readonly density: Density;
  /** Height of fields and ordinary buttons, a CSS length. */
  readonly control: string;
  /** Height of a table row in px at 100 % text. */
  readonly row: number;
  /** Padding of cards in px. */
  readonly pad: number;
}

declare module '@mui/material/styles' {
  interface Theme {
    readonly xt: XtTheme;
  }
  interface ThemeOptions {
    readonly xt?: XtTheme;
  }
  interface TypographyVariants {
    lead: React.CSSProperties;
    script: React.CSSProperties;
  }
  interface TypographyVariantsOptions {
    lead?: React.CSSProperties;
    script?: React.CSSProperties;
  }
}

declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    lead: true;
    script: true;
  }
}
