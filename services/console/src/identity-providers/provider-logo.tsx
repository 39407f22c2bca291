import type { ProviderState } from '../api/shapes.js';

/** Plain signs in the providers' colours: their logos belong to them. */
const signs = {
  azure: { letters: 'AD', colour: '#0f6cbd' },
  google: { letters: 'GW', colour: '#1a7340' },
  scim: { letters: 'SC', colour: '#5c4a9c' },
};

export function ProviderLogo({ provider }: { provider: ProviderState['provider'] }) {
  const { letters, colour } = signs[provider];
  return (
    <svg width={36} height={36} viewBox="0 0 36 36" aria-hidden focusable={false}>
      <rect width={36} height={36} rx={8} fill={colour} />
      <text
        x={18}
        y={23}
        textAnchor="middle"
        fontSize={14}
        fontWeight={700}
        fill="#fff"
        fontFamily="system-ui, sans-serif"
      >
        {letters}
      </text>
    </svg>
  );
}
