import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/i18n/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { AgendaList } from './AgendaList.tsx'
import type { AgendaProgress } from './progress.ts'
import { Ruler } from './Ruler.tsx'

const WIDE = '(min-width: 64rem)'

/** The programme of the room: always open beside the stage, behind the ruler on narrow screens. */
export function AgendaRail({
  progress,
  startsAt,
  endsAt,
  timeZone,
}: {
  readonly progress: AgendaProgress
  readonly startsAt: number
  readonly endsAt: number
  readonly timeZone: string
}) {
  const { t } = useTranslation('room')
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const wide = matchMedia(WIDE)
    const follow = () => {
      if (details.current) details.current.open = wide.matches
    }
    follow()
    wide.addEventListener('change', follow)
    return () => wide.removeEventListener('change', follow)
  }, [])
  return (
    <details className="rail" ref={details}>
      <summary className="only-s">
        <Ruler rows={progress.rows} label={rulerLabel()} />
        <span className="rail-sum">
          <span>{clock(startsAt, timeZone)}</span>
          <span>
            {t('agenda')} <Icon name="down" size="s" />
          </span>
          <span>{clock(endsAt, timeZone)}</span>
        </span>
      </summary>
      <div className="rail-head only-l">
        <h2 className="h-sub">{t('agenda')}</h2>
        <span className="t-sm t-2">{summary()}</span>
      </div>
      <div className="rail-fill" tabIndex={0} role="region" aria-label={t('agenda')}>
        <AgendaList rows={progress.rows} timeZone={timeZone} />
      </div>
    </details>
  )

  function summary(): string {
    switch (progress.phase) {
      case 'before':
        return t('total', { minutes: progress.totalMinutes, total: progress.totalMinutes })
      case 'running':
        return t('leftOfTotal', { left: progress.minutesLeft, total: progress.totalMinutes })
      case 'over':
        return t('finished')
    }
  }

  function rulerLabel(): string {
    switch (progress.phase) {
      case 'before':
        return t('rulerBefore')
      case 'running':
        return t('rulerRunning', {
          gone: Math.max(0, progress.totalMinutes - progress.minutesLeft),
          total: progress.totalMinutes,
          number: progress.currentNumber,
          items: progress.rows.length,
        })
      case 'over':
        return t('rulerOver')
    }
  }
}
