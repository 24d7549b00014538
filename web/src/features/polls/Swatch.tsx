import type { PollOption } from '@podium/shared/polls.ts'

/** Colour and pattern of an answer, the same in ballot, picture and table; null for ordinary polls. */
export function Swatch({ stance, isSmall = false }: { readonly stance: PollOption['stance']; readonly isSmall?: boolean }) {
  if (stance === null) return null
  const [fill, pattern] = LOOKS[stance]
  return (
    <svg className={isSmall ? 'swatch swatch--s' : 'swatch'} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <rect className={fill} width="40" height="40" />
      {pattern}
    </svg>
  )
}

// Drawn, not referenced: a pattern by url(#id) would have to be unique on the page.
const LOOKS = {
  for: [
    'f-ja',
    <path key="p" className="pat" strokeWidth="4" d="M-4 12 12 -4M-4 24 24 -4M-4 36 36 -4M4 44 44 4M16 44 44 16M28 44 44 28" />,
  ],
  against: ['f-nein', <g key="p">{DOTS()}</g>],
  undecided: ['f-un', <path key="p" className="pat" strokeWidth="2.2" d="M0 4h40M0 12h40M0 20h40M0 28h40M0 36h40" />],
} as const

function DOTS() {
  const at = [5, 15, 25, 35]
  return at.flatMap((x) => at.map((y) => <circle key={`${x}.${y}`} className="pat-dot" cx={x} cy={y} r="2.2" />))
}
