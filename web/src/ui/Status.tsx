import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'primary' | 'now'

/** A state as icon and word, never colour alone. */
export function Status({
  tone = 'neutral',
  icon,
  isFilled = false,
  children,
}: {
  readonly tone?: Tone
  readonly icon?: IconName
  readonly isFilled?: boolean
  readonly children: ReactNode
}) {
  return (
    <span className="status" {...(tone === 'neutral' ? {} : { 'data-tone': tone })} {...(isFilled ? { 'data-fill': '' } : {})}>
      {icon && <Icon name={icon} />} <span>{children}</span>
    </span>
  )
}
