import type { KeyboardEvent, ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { Stage } from '@podium/shared/stage.ts'
import { stopwatch } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { neighbours, timedItems } from './timing.ts'

const MINUTE_MS = 60_000

export interface AgendaDeckProps {
  readonly seminar: SeminarCard
  readonly stage: Stage
  readonly nowMs: number
  readonly onShow: (itemId: string) => void
  readonly onExtend: () => void
  /** Stands at the end of the row. */
  readonly children: ReactNode
}

/** Moves through the agenda: buttons, and the arrow keys while one of them has the focus. */
export function AgendaDeck({ seminar, stage, nowMs, onShow, onExtend, children }: AgendaDeckProps) {
  const { t } = useTranslation(['studio', 'common'])
  const items = timedItems(seminar.agenda, stage, nowMs)
  const { previous, next, index } = neighbours(items)
  const current = items[index]
  const leftMs = current ? current.item.plannedMinutes * MINUTE_MS - current.spentMs : 0

  function turn(event: KeyboardEvent) {
    const target = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : null
    if (!target) return
    event.preventDefault()
    onShow(target.id)
  }

  return (
    <>
      {/* The arrows belong to the buttons inside; the group only hears them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div className="deck" role="group" aria-label={t('itemControls')} onKeyDown={turn}>
        <Button icon="chevron-left" onPress={() => previous && onShow(previous.id)}>
          {t('back')}
        </Button>
        <p className="deck-n">
          <Trans t={t} i18nKey="itemOf" values={{ index: index + 1, total: items.length }} components={{ b: <b className="t-num" /> }} />
        </p>
        <Button variant="primary" onPress={() => next && onShow(next.id)}>
          {t('forward')} <Icon name="chevron-right" />
        </Button>
        {current && (
          <span className={leftMs < 0 ? 'deck-left status' : 'deck-left t-sm t-2'} {...(leftMs < 0 ? { 'data-tone': 'warn' } : {})}>
            {leftMs < 0 ? t('timeOver', { time: stopwatch(-leftMs) }) : t('timeLeft', { time: stopwatch(leftMs) })}
          </span>
        )}
        <span className="grow" />
        {children}
      </div>
      <div className="next-up">
        <div>
          <p className="t-sm t-2">{next ? t('nextUp') : t('agenda')}</p>
          <p>
            <b>{next ? next.title : t('lastItem')}</b>
            {next && <span className="t-2"> {t('common:minutes', { count: next.plannedMinutes })}</span>}
          </p>
        </div>
        <Button variant="quiet" isDense icon="plus" onPress={onExtend}>
          {t('extend')}
        </Button>
      </div>
    </>
  )
}
