import type { ReactNode } from 'react'

/** On or off; the whole row is the target. */
export function Switch({
  isOn,
  onChange,
  isDense = false,
  children,
}: {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly isDense?: boolean
  readonly children: ReactNode
}) {
  return (
    <label className={isDense ? 'switch switch--dense' : 'switch'}>
      <input type="checkbox" role="switch" aria-checked={isOn} checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span className="track" aria-hidden="true" />
      <span>{children}</span>
    </label>
  )
}
