const STEPS = 24

/** A sound level from 0 to 1 in 24 steps; `label` names it, a sentence beside it must say what it means. */
export function Level({ level, label }: { readonly level: number; readonly label: string }) {
  const lit = Math.round(Math.min(1, Math.max(0, level)) * STEPS)
  return (
    <div
      className="level"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((lit / STEPS) * 100)}
    >
      {Array.from({ length: STEPS }, (_unused, index) => (
        <i key={index} className={index < lit ? 'on' : undefined} />
      ))}
    </div>
  )
}
