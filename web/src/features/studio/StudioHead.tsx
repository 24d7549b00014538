import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { AudienceCount } from '@podium/shared/attendance.ts'
import { stopwatch } from '../../lib/i18n/format.ts'
import { Brand } from '../../ui/Brand.tsx'
import { Pulse } from '../../ui/Pulse.tsx'

export interface StudioHeadProps {
  readonly title: string
  readonly provider: string
  readonly audience: AudienceCount
  /** Milliseconds since going live; null in the green room. */
  readonly liveForMs: number | null
  readonly skipTo: string
  readonly skipText: string
  /** Status and buttons at the end of the row. */
  readonly children: ReactNode
}

/** The head of the studio: what runs, since when, who is there. */
export function StudioHead({ title, provider, audience, liveForMs, skipTo, skipText, children }: StudioHeadProps) {
  const { t } = useTranslation(['studio', 'common'])
  return (
    <header className="studio-head">
      <a className="skip" href={`#${skipTo}`}>
        {skipText}
      </a>
      <Brand name={t('title')} mark={provider} />
      <h1>{title}</h1>
      {liveForMs !== null && (
        <span className="studio-clock">
          <span className="live">{t('common:live')}</span>
          <b className="t-num" role="timer" aria-label={t('elapsed', { time: stopwatch(liveForMs) })}>
            {stopwatch(liveForMs)}
          </b>
        </span>
      )}
      <Audience audience={audience} isLive={liveForMs !== null} />
      <span className="grow" />
      {children}
    </header>
  )
}

function Audience({
  audience: { seats, present, hearing, confirmed },
  isLive,
}: {
  readonly audience: AudienceCount
  readonly isLive: boolean
}) {
  const { t } = useTranslation('studio')
  if (!isLive) {
    return (
      <Pulse filled={present} total={seats} rest="wait">
        <Trans t={t} i18nKey="waiting" values={{ present, seats }} components={{ b: <b /> }} />
      </Pulse>
    )
  }
  if (present === 0) return <span className="pulse t-2">{t('nobodyYet')}</span>
  return (
    <Pulse filled={hearing} total={present}>
      <Trans
        t={t}
        i18nKey={confirmed > 0 ? 'hearingConfirmed' : 'hearing'}
        values={{ hearing, present, confirmed }}
        components={{ b: <b /> }}
      />
    </Pulse>
  )
}
