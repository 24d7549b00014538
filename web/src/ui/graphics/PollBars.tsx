import type { CSSProperties } from 'react'
import { Icon } from '../Icon.tsx'
import { type Stance, Swatch } from './Swatch.tsx'

export interface PollBar {
  readonly key: string
  readonly label: string
  readonly count: number
  readonly stance: Stance | null
  /** Says that this was the reader's own answer, "Ihre Stimme"; null where it was not or must not be said. */
  readonly own: string | null
}

/** The result of an ordinary poll, every number written beside its bar. `total` is the number of ballots, `countText` writes "12 Stimmen". */
export function PollBars({
  bars,
  total,
  countText,
  label,
}: {
  readonly bars: readonly PollBar[]
  readonly total: number
  readonly countText: (count: number) => string
  readonly label: string
}) {
  const most = Math.max(...bars.map(({ count }) => count))
  return (
    <ul className="poll-bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key} {...(bar.count === most && most > 0 ? { 'data-most': '' } : {})}>
          <span className="poll-bars-label">
            {bar.stance && <Swatch stance={bar.stance} isSmall />}
            {bar.label}
            {bar.own !== null && (
              <span className="poll-bars-own">
                <Icon name="check" size="s" /> {bar.own}
              </span>
            )}
          </span>
          <span className="poll-bars-count">{countText(bar.count)}</span>
          <span className="poll-bars-bar" aria-hidden="true" style={shareOf(bar.count, total)} />
        </li>
      ))}
    </ul>
  )
}

function shareOf(count: number, total: number): CSSProperties {
  // Custom properties are valid style keys; React's type does not list them.
  return { '--share': total === 0 ? 0 : count / total } as CSSProperties
}
