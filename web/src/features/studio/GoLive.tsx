import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOBBY_OPENS_BEFORE_MS, type SeminarCard } from '@podium/shared/seminars.ts'
import { clock, stopwatch } from '../../lib/i18n/format.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

const COUNT_FROM = 3
const SECOND_MS = 1_000

export interface GoLiveProps {
  readonly seminar: SeminarCard
  readonly nowMs: number
  readonly hasMicrophone: boolean
  /** Called at zero; answers with an explanation when it was refused, null when it worked. */
  readonly onGoLive: () => Promise<string | null>
}

/** The countdown to the planned start and the button that goes live, three seconds after the press. */
export function GoLive({ seminar, nowMs, hasMicrophone, onGoLive }: GoLiveProps) {
  const { t } = useTranslation('studio')
  const [count, setCount] = useState<number | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const opensAt = seminar.startsAt - LOBBY_OPENS_BEFORE_MS
  const isTooEarly = nowMs < opensAt

  function press() {
    if (isTooEarly) return setComplaint(t('goLiveFrom', { time: clock(opensAt, seminar.timeZone) }))
    if (!hasMicrophone) return setComplaint(t('goLiveMicrophone'))
    setComplaint(null)
    announce(`${t('liveIn')} ${COUNT_FROM}`)
    setCount(COUNT_FROM)
  }

  useEffect(() => {
    if (count === null || count === 0) return
    const timer = setTimeout(() => setCount(count - 1), SECOND_MS)
    return () => clearTimeout(timer)
  }, [count])

  useEffect(() => {
    if (count !== 0) return
    void onGoLive().then((refusal) => {
      if (refusal === null) return
      setComplaint(refusal)
      setCount(null)
    })
    // Reaching zero is the one reason to go live; a new callback is none.
  }, [count]) // oxlint-disable-line react-hooks/exhaustive-deps

  return (
    <section className="green-go">
      {count === null ? (
        <>
          <p className="k">{nowMs < seminar.startsAt ? t('startsIn') : t('startsNow')}</p>
          <p className="count t-num" role="timer">
            {nowMs < seminar.startsAt ? stopwatch(seminar.startsAt - nowMs) : clock(seminar.startsAt, seminar.timeZone)}
          </p>
          <Button variant="danger" isBig isBlock icon="live" onPress={press}>
            {t('goLive')}
          </Button>
        </>
      ) : (
        <>
          <p className="k">{count > 0 ? t('liveIn') : t('goingLive')}</p>
          <p className="count t-num" role="timer">
            {count}
          </p>
          <Button isBig isBlock onPress={() => count > 0 && setCount(null)} isPending={count === 0}>
            {t('stopCount')}
          </Button>
        </>
      )}
      {complaint !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{complaint}</span>
        </p>
      )}
      <p className="hint">{isTooEarly ? t('goLiveFrom', { time: clock(opensAt, seminar.timeZone) }) : t('goLiveHint')}</p>
    </section>
  )
}
