import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../ui/Announcer.tsx'
import { Icon } from '../../ui/Icon.tsx'

const PATIENCE_MS = 3_000

/** Says that the line to the server is down once that lasted three seconds; `sinceMs` is null while it stands. */
export function ConnectionBanner({
  sinceMs,
  nowMs,
  text,
}: {
  readonly sinceMs: number | null
  readonly nowMs: number
  readonly text: string
}) {
  const { t } = useTranslation('staff')
  const isShown = sinceMs !== null && nowMs - sinceMs >= PATIENCE_MS
  const wasShown = useRef(false)
  useEffect(() => {
    if (wasShown.current && !isShown) announce(t('connectionBack'))
    wasShown.current = isShown
  }, [isShown, t])
  if (!isShown) return null
  return (
    <div className="banner" data-tone="danger" role="alert">
      <Icon name="offline" /> <span>{text}</span>
    </div>
  )
}
