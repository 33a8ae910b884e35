import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { c, tone } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';

/** The last character of a Chinese name that is not masked, the initials of a Latin one. */
export function shortName(name: string): string {
  const plain = name.replaceAll('*', '').trim();
  if (/\p{Script=Han}/u.test(plain)) return [...plain].at(-1) ?? '';
  return plain
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase();
}

export interface AvatarProps {
  readonly name: string;
  readonly size?: string;
}

/** A name as a small seal. Decoration: the name itself stands beside it. */
export function NameSeal({ name, size = '2.25rem' }: AvatarProps) {
  return (
    <Box
      aria-hidden
      component="span"
      sx={{
        width: size,
        height: size,
        flex: 'none',
        display: 'inline-grid',
        placeItems: 'center',
        borderRadius: `${radiusPx.field}px`,
        backgroundColor: tone('primary').soft,
        color: tone('primary').onSoft,
        border: `1px solid ${tone('primary').line}`,
        fontWeight: 600,
        lineHeight: 1,
      }}
    >
      {shortName(name)}
    </Box>
  );
}

export interface PersonCardProps {
  readonly name: ReactNode;
  /** Plain name for the seal; masked names are fine. */
  readonly sealName: string;
  /** Role, or kind of party. */
  readonly role?: string;
  /** Phone, ID number, …: usually `MaskedText`. */
  readonly lines?: readonly { readonly label: string; readonly value: ReactNode }[];
  readonly actions?: ReactNode;
}

/** A person of a case or of the branch. */
export function PersonCard({ name, sealName, role, lines = [], actions }: PersonCardProps) {
  return (
    <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
      <NameSeal name={sealName} size="2.75rem" />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.25, alignItems: 'baseline' }}>
          <Box sx={{ fontWeight: 600, fontSize: '1.125rem' }}>{name}</Box>
          {role !== undefined && <Box sx={{ color: c.inkSoft }}>{role}</Box>}
        </Box>
        {lines.map((line) => (
          <Box key={line.label} sx={{ display: 'flex', gap: 1, alignItems: 'center', minHeight: '2rem' }}>
            <Box sx={{ color: c.inkSoft, minWidth: '4.5em' }}>{line.label}</Box>
            <Box sx={{ minWidth: 0 }}>{line.value}</Box>
          </Box>
        ))}
      </Box>
      {actions}
    </Box>
  );
}
