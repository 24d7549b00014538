import type { CSSProperties, ReactNode } from 'react'

const LARGEST_DRAWN = 60

/** One dot per seat, filled for those the sentence is about; the rest warns (`off`) or waits. The sentence beside it carries the number. */
export function Pulse({
  filled,
  total,
  rest = 'off',
  children,
}: {
  readonly filled: number
  readonly total: number
  readonly rest?: 'off' | 'wait'
  readonly children: ReactNode
}) {
  const scale = total > LARGEST_DRAWN ? LARGEST_DRAWN / total : 1
  const dots = Math.round(total * scale)
  // --n is the number of columns of the dot field.
  const style: CSSProperties & { '--n': number } = { '--n': Math.max(1, Math.ceil(dots / 3)) }
  return (
    <span className="pulse">
      <span className="pulse-dots" style={style} aria-hidden="true">
        {Array.from({ length: dots }, (_unused, index) => (
          <i key={index} className={index < Math.round(filled * scale) ? undefined : rest} />
        ))}
      </span>
      <span>{children}</span>
    </span>
  )
}
