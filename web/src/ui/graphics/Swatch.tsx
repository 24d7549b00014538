import { useId } from 'react'

/** What an answer of a debate stands for; decides colour and pattern, never the order. */
export type Stance = 'for' | 'undecided' | 'against'

const FILL: Record<Stance, string> = { for: 'f-ja', undecided: 'f-un', against: 'f-nein' }

/** The class that fills a shape with the colour of a stance. */
export function stanceFill(stance: Stance): string {
  return FILL[stance]
}

/** The `fill` of a stance's pattern; `prefix` is the one given to `StancePatterns` in the same drawing. */
export function stancePattern(prefix: string, stance: Stance): string {
  return `url(#${prefix}-${stance})`
}

// Each drawing carries its own patterns: a pattern inside a hidden drawing would paint nothing anywhere else.
/** The three patterns that tell the answers apart without colour. */
export function StancePatterns({ prefix }: { readonly prefix: string }) {
  return (
    <defs>
      <pattern id={`${prefix}-for`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className="pat" d="M0 0v8" strokeWidth="3" />
      </pattern>
      <pattern id={`${prefix}-undecided`} width="8" height="6" patternUnits="userSpaceOnUse">
        <path className="pat" d="M0 3h8" strokeWidth="1.6" />
      </pattern>
      <pattern id={`${prefix}-against`} width="8" height="8" patternUnits="userSpaceOnUse">
        <circle className="pat-dot" cx="4" cy="4" r="1.7" />
      </pattern>
    </defs>
  )
}

/** Colour and pattern of one answer, beside its word. */
export function Swatch({ stance, isSmall = false }: { readonly stance: Stance; readonly isSmall?: boolean }) {
  const prefix = useId()
  return (
    <svg className={isSmall ? 'swatch swatch--s' : 'swatch'} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <StancePatterns prefix={prefix} />
      <rect className={stanceFill(stance)} width="40" height="40" />
      <rect width="40" height="40" fill={stancePattern(prefix, stance)} />
    </svg>
  )
}
