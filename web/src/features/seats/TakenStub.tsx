import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** "Dieser Platz ist auf einem anderen Gerät aktiv – hier fortsetzen?" */
export function TakenStub({
  untilMs,
  isPending,
  supportEmail,
  onTakeOver,
  onStay,
}: {
  readonly untilMs: number | null
  readonly isPending: boolean
  readonly supportEmail: string
  readonly onTakeOver: () => void
  readonly onStay: () => void
}) {
  const { t } = useTranslation('entry')
  const heading = useRef<HTMLHeadingElement>(null)
  const waitS = useSecondsUntil(untilMs)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="ticket-stub" aria-label={t('takenRegion')}>
      <Icon name="devices" size="l" />
      <h2 className="h-sec" tabIndex={-1} ref={heading}>
        {t('takenTitle')}
      </h2>
      <p>{t('takenText')}</p>
      <div className="stack stack--s">
        <Button variant="primary" isBig isBlock isPending={isPending} onPress={() => waitS === 0 && onTakeOver()}>
          {t('takeOver')}
        </Button>
        <p className="hint">{waitS > 0 ? t('tooSoon', { seconds: waitS }) : t('takeOverHint')}</p>
      </div>
      <Button isBlock onPress={onStay}>
        {t('stayThere')}
      </Button>
      <p className="hint">
        {t('notYou')} <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
      </p>
    </section>
  )
}

/** Whole seconds until a moment on this device's clock; 0 when it has passed or there is none. */
function useSecondsUntil(untilMs: number | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (untilMs === null) return
    const timer = setInterval(() => setNowMs(Date.now()), 500)
    return () => clearInterval(timer)
  }, [untilMs])
  return untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1000))
}
