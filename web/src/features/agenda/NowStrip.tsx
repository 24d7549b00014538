import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/i18n/format.ts'
import { ItemTitle } from './AgendaList.tsx'
import type { AgendaProgress } from './progress.ts'

/** What is happening now, beside the small camera picture on narrow screens. */
export function NowStrip({ progress, timeZone }: { readonly progress: AgendaProgress; readonly timeZone: string }) {
  const { t } = useTranslation('room')
  const { phase, current, rows } = progress
  const first = rows[0]
  if (phase === 'over') {
    return (
      <div className="now">
        <p className="tt">{t('allDone')}</p>
      </div>
    )
  }
  if (current) {
    return (
      <div className="now">
        <p className="k">
          <span>{t('nowItem', { number: progress.currentNumber, total: rows.length })}</span>
          {current.minutesLeft !== null && <span>{t('itemLeft', { minutes: current.minutesLeft })}</span>}
        </p>
        <p className="tt">
          <span className="mark">
            <ItemTitle row={current} />
          </span>
        </p>
      </div>
    )
  }
  return (
    <div className="now">
      {first && <p className="k">{t('firstAt', { time: clock(first.startsAt, timeZone) })}</p>}
      {first && (
        <p className="tt">
          <ItemTitle row={first} />
        </p>
      )}
    </div>
  )
}
