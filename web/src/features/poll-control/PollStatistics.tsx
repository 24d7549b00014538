import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DebateStatistics, PointsInterval, Poll } from '@podium/shared/polls.ts'
import { signedPoints } from '../../lib/i18n/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Answered, PollHands } from './hands.ts'

/** "Would a small wobble tip it?", for the stage alone: intervals in points and what they mean, never a p-value. */
export function PollStatistics({ poll, onRead }: { readonly poll: Poll; readonly onRead: PollHands['readStatistics'] }) {
  const { t } = useTranslation('studio')
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="polls-more statistics" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="down" size="s" /> {t('statistics')}
      </summary>
      {isOpen && <Numbers poll={poll} onRead={onRead} />}
    </details>
  )
}

function Numbers({ poll, onRead }: { readonly poll: Poll; readonly onRead: PollHands['readStatistics'] }) {
  const { t } = useTranslation(['studio', 'common'])
  const [answer, setAnswer] = useState<Answered<DebateStatistics> | null>(null)
  useEffect(() => {
    let isGone = false
    void onRead(poll).then((read) => {
      if (!isGone) setAnswer(read)
    })
    return () => {
      isGone = true
    }
    // Again for another poll or another version of its waves alone: the numbers of a closed wave never change.
  }, [poll.id, poll.waves.map(({ version }) => version).join()]) // oxlint-disable-line react-hooks/exhaustive-deps

  if (!answer) return <p className="t-sm t-2">{t('common:loading')}</p>
  if (answer.kind === 'refused') return <p className="t-sm t-2">{answer.reason}</p>
  const { margin, shifts } = answer.value
  if (!margin && !shifts) return <p className="t-sm t-2">{t('statisticsNone')}</p>
  return (
    <div className="stack stack--s t-sm">
      {margin && (
        <p>
          {margin.interval && (
            <>
              <b>{t('intervalMargin', interval(margin.interval))}</b>{' '}
            </>
          )}
          {margin.excludesZero ? t('excludesZero') : t('includesZero')} {!margin.interval && t('intervalSmall')}
        </p>
      )}
      {shifts && (
        <ul className="plain">
          {shifts.map((shift) => (
            <li key={shift.optionId}>
              {t('intervalShift', {
                label: poll.options.find(({ id }) => id === shift.optionId)?.label ?? '',
                ...interval(shift.interval),
              })}
            </li>
          ))}
        </ul>
      )}
      <p className="t-2">{t('statisticsMeaning')}</p>
    </div>
  )
}

function interval({ from, to }: PointsInterval): { from: string; to: string } {
  return { from: signedPoints(from), to: signedPoints(to) }
}
