import type { CSSProperties } from 'react'
import type { AgendaRow } from './progress.ts'

/** The time ruler: one tick per minute, items true to scale. */
export function Ruler({ rows, label }: { readonly rows: readonly AgendaRow[]; readonly label: string }) {
  return (
    <div className="ruler" role="img" aria-label={label}>
      {rows.map((row) => (
        <i key={row.id} data-state={row.state} style={scaleOf(row)} />
      ))}
    </div>
  )
}

/** The item's length and progress as the custom properties the blocks read. */
export function scaleOf(row: AgendaRow): CSSProperties {
  // Custom properties are valid style keys; React's type does not list them.
  return { '--min': row.minutes, ...(row.state === 'now' ? { '--p': row.progress } : {}) } as CSSProperties
}
