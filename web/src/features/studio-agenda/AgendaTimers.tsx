import { Trans, useTranslation } from 'react-i18next'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { Stage } from '@podium/shared/stage.ts'
import { clock, shortStopwatch, stopwatch } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Status } from '../../ui/Status.tsx'
import { expectedEnd, minutesBehind, neighbours, type TimedItem, timedItems } from './timing.ts'

const MINUTE_MS = 60_000

export interface AgendaTimersProps {
  readonly seminar: SeminarCard
  readonly stage: Stage
  readonly nowMs: number
  readonly onShow: (itemId: string) => void
}

/** The agenda with planned and actual minutes. */
export function AgendaTimers({ seminar, stage, nowMs, onShow }: AgendaTimersProps) {
  const { t } = useTranslation('studio')
  const items = timedItems(seminar.agenda, stage, nowMs)
  const { next } = neighbours(items)
  return (
    <>
      <div className="timers-head">
        <h2 className="h-sub">{t('agenda')}</h2>
        <Plan behind={minutesBehind(items, stage.wentLiveAt, nowMs)} />
      </div>
      <div className="timers-wrap" tabIndex={0} role="region" aria-label={t('agendaRegion')}>
        <table className="timers">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr">{t('itemNumber')}</span>
              </th>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('planned')}</th>
              <th scope="col">{t('actual')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((timed, index) => (
              <Row key={timed.item.id} timed={timed} index={index} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="timers-foot">
        <span className="t-sm t-2">
          <Trans t={t} i18nKey="endAbout" values={{ time: clock(expectedEnd(items, nowMs), seminar.timeZone) }} components={{ b: <b /> }} />
        </span>
        {next && (
          <Button isDense onPress={() => onShow(next.id)}>
            {t('nextItem')}
          </Button>
        )}
      </div>
    </>
  )
}

function Plan({ behind }: { readonly behind: number }) {
  const { t } = useTranslation('studio')
  if (behind > 0)
    return (
      <Status tone="warn" icon="late">
        {t('behind', { count: behind })}
      </Status>
    )
  return (
    <Status tone="ok" icon={behind < 0 ? 'clock' : 'check'}>
      {behind < 0 ? t('ahead', { count: -behind }) : t('onTime')}
    </Status>
  )
}

function Row({ timed: { item, state, spentMs }, index }: { readonly timed: TimedItem; readonly index: number }) {
  const { t } = useTranslation('studio')
  const minutes = Math.round(spentMs / MINUTE_MS)
  const over = minutes - item.plannedMinutes
  const leftMs = item.plannedMinutes * MINUTE_MS - spentMs
  const share = Math.min(100, (spentMs / (item.plannedMinutes * MINUTE_MS)) * 100)
  return (
    <>
      <tr {...(state === 'now' ? { 'aria-current': 'step' as const } : state === 'done' ? { 'data-state': 'done' } : {})}>
        <td>{index + 1}</td>
        <td className={state === 'now' ? 'tt' : undefined}>
          {item.title}
          {item.isStarred && (
            <>
              <span className="ast" aria-hidden="true">
                *
              </span>
              <span className="sr"> ({t('legal')})</span>
            </>
          )}
        </td>
        <td className="n">{item.plannedMinutes}</td>
        <td className={state === 'done' && over > 0 ? 'n over' : 'n'}>
          {state === 'now' && <b className="run">{shortStopwatch(spentMs)}</b>}
          {state === 'done' && minutes}
          {state === 'done' && over > 0 && <span className="sr"> {t('minutesOver', { count: over })}</span>}
        </td>
      </tr>
      {state === 'now' && (
        <tr className="prog-row">
          <td colSpan={4}>
            <span className="sr">
              {leftMs < 0 ? t('timeOver', { time: stopwatch(-leftMs) }) : t('timeLeft', { time: stopwatch(leftMs) })}
            </span>
            <div className="timebar" aria-hidden="true">
              <i style={{ width: `${share}%` }} />
            </div>
          </td>
        </tr>
      )}
    </>
  )
}
