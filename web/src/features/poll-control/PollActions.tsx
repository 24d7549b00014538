import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll, WaveName } from '@podium/shared/polls.ts'
import { clock, shortStopwatch } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { PollHands } from './hands.ts'
import type { PollStanding } from './steps.ts'

const TO_OPEN = {
  before: 'openBefore',
  middle: 'openMiddle',
  after: 'openAfter',
  only: 'openOnly',
} as const satisfies Record<WaveName, string>
const MINUTES = [1, 2, 3, 5] as const
const BY_HAND = 'hand'

export interface PollActionsProps {
  readonly poll: Poll
  readonly standing: PollStanding
  readonly hands: PollHands
  readonly isLive: boolean
  readonly nowMs: number
  readonly timeZone: string
  /** Opens the sorting of answers in words. */
  readonly onWords: () => void
}

/** Exactly the next steps of a poll. */
export function PollActions({ poll, standing, hands, isLive, nowMs, timeZone, onWords }: PollActionsProps) {
  const { t } = useTranslation('studio')
  switch (standing.kind) {
    case 'prepared':
    case 'between':
      return (
        <div className="row poll-act">
          {isLive && (
            <Open
              label={t(TO_OPEN[standing.next])}
              isPrimary={standing.kind === 'between' || standing.isArmed}
              onOpen={(seconds) => hands.open(poll, standing.next, seconds)}
            />
          )}
          {!standing.isArmed && (
            <Button variant={isLive ? 'quiet' : 'secondary'} isDense icon="flag" onPress={() => hands.arm(poll, standing.next)}>
              {t('armWave')}
            </Button>
          )}
        </div>
      )
    case 'open': {
      const { name, closesAt } = standing.wave
      return (
        <>
          {closesAt !== null && (
            <p className="t-sm poll-closes">
              <Icon name="clock" size="s" /> {t('closesAtIn', { time: clock(closesAt, timeZone), left: shortStopwatch(closesAt - nowMs) })}
            </p>
          )}
          <div className="row poll-act">
            <Button variant="primary" isDense icon="lock" onPress={() => hands.close(poll, name)}>
              {name === 'only' ? t('closeOnly') : t('closeWave')}
            </Button>
            {closesAt !== null && (
              <Button isDense onPress={() => hands.extend(poll, name)}>
                {t('extendWave')}
              </Button>
            )}
          </div>
        </>
      )
    }
    case 'counted':
      return (
        <div className="row poll-act">
          <Button variant="primary" isDense icon="poll" onPress={() => hands.reveal(poll)}>
            {t('reveal')}
          </Button>
          {poll.kind === 'words' && (
            <Button isDense icon="edit" onPress={onWords}>
              {t('sortWords')}
            </Button>
          )}
        </div>
      )
    case 'revealed':
      return null
  }
}

function Open({
  label,
  isPrimary,
  onOpen,
}: {
  readonly label: string
  readonly isPrimary: boolean
  readonly onOpen: (closesAfterSeconds: number | null) => void
}) {
  const { t } = useTranslation('studio')
  const id = useId()
  const [end, setEnd] = useState(BY_HAND)
  return (
    <>
      <Button
        variant={isPrimary ? 'primary' : 'secondary'}
        isDense
        icon="ballot"
        onPress={() => onOpen(end === BY_HAND ? null : Number(end) * 60)}
      >
        {label}
      </Button>
      <span className="poll-end">
        <label htmlFor={id} className="sr">
          {t('endOf')}
        </label>
        <select id={id} className="select select--dense" value={end} onChange={(event) => setEnd(event.target.value)}>
          <option value={BY_HAND}>{t('endByHand')}</option>
          {MINUTES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {t('endAfter', { count: minutes })}
            </option>
          ))}
        </select>
      </span>
    </>
  )
}
