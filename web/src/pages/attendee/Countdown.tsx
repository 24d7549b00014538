import { useTranslation } from 'react-i18next'
import { LOBBY_OPENS_BEFORE_MS, type SeminarCard } from '@podium/shared/seminars.ts'
import { clock, longDate, stopwatch } from '../../lib/i18n/format.ts'
import { useServerNow } from '../../lib/useServerNow.ts'

/** How long until the doors open or the seminar starts, by the server's clock. */
export function Countdown({ card, clockOffsetMs }: { readonly card: SeminarCard; readonly clockOffsetMs: number }) {
  const { t } = useTranslation('entry')
  const nowMs = useServerNow(clockOffsetMs)
  const opensAt = card.startsAt - LOBBY_OPENS_BEFORE_MS
  if (card.state === 'live') return <Line title={t('isRunning')} note={t('sinceTime', { time: clock(card.startsAt, card.timeZone) })} />
  if (nowMs >= card.startsAt) return <Line title={t('beginsSoon')} note={t('isOpen')} />
  if (nowMs >= opensAt) return <Figure title={t('beginsIn')} leftMs={card.startsAt - nowMs} note={t('isOpen')} />
  const day = opensAt - nowMs > 24 * 3_600_000 ? `${longDate(opensAt, card.timeZone)}. ` : ''
  return <Figure title={t('opensIn')} leftMs={opensAt - nowMs} note={day + t('opensAt', { time: clock(opensAt, card.timeZone) })} />
}

function Line({ title, note }: { readonly title: string; readonly note: string }) {
  return (
    <div>
      <p className="h-sec display">{title}</p>
      <p className="t-sm t-2">{note}</p>
    </div>
  )
}

function Figure({ title, leftMs, note }: { readonly title: string; readonly leftMs: number; readonly note: string }) {
  const { t } = useTranslation('entry')
  const minutes = Math.ceil(leftMs / 60_000)
  return (
    <div>
      <p className="k">{title}</p>
      <p className="count t-num" role="timer" aria-label={t('hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}>
        {stopwatch(leftMs)}
      </p>
      <p className="t-sm t-2">{note}</p>
    </div>
  )
}
