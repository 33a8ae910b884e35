/** 听: a mouth (口) on the left that speaks, an ear on the right that takes it in, on a seal. */
export function LogoMark({ size = 40 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden focusable="false" style={{ flex: 'none' }}>
      <rect width="48" height="48" rx="11" fill="#a83a23" />
      <g fill="none" stroke="#fdf8ee" strokeWidth="3.4" strokeLinecap="round" strokeLinejoin="round">
        <rect x="8.6" y="17.5" width="11.4" height="12.6" rx="2.4" />
        <path d="M26.2 15.6C29.6 9.8 38.4 10.6 39.6 17.6c1 5.8-4.6 8.2-5.6 12.6-.9 4.2-3 7.2-7.2 6.6" />
        <path d="M29.2 21.6c.4-3.8 5-4.2 5.4-.8.2 2.6-3.4 3.6-4 6.6" />
      </g>
    </svg>
  );
}
