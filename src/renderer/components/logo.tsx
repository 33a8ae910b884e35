/** 听: a mouth (口) on the left that speaks, an ear on the right that takes it in, on a seal. */
export function LogoMark({ size = 40 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden focusable="false" style={{ flex: 'none' }}>
      <rect width="48" height="48" rx="11" fill="#a83a23" />
      <g fill="none" stroke="#fdf8ee" strokeWidth="3.4" strokeLinecap="round" strokeLinejoin="round">
        <rect x="8" y="17.6" width="11" height="12.4" rx="2.2" />
        <path d="M25 22.4c-.9-6.6 2.9-11.2 8-11.2 4.6 0 7.8 3.4 7.8 7.9 0 6.4-5.4 7.6-6.2 12.6-.5 3.2-2 5.1-4.6 5.1-2.4 0-4-1.5-4.3-3.9" />
        <path d="M30 21.6c0-2.6 1.4-4.2 3.2-4.2 1.8 0 2.8 1.2 2.6 3-.3 2.6-3.4 2.4-3.2 5.6" />
      </g>
    </svg>
  );
}
