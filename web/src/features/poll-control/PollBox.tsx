import { useId } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { Poll, Wave, WaveName } from '@podium/shared/polls.ts'
import { shortStopwatch } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { PollNumbers } from './PollNumbers.tsx'
import { type PollStanding, standingOf, stepsOf } from './steps.ts'

const OPEN = { before: 'pollOpenBefore', middle: 'pollOpenMiddle', after: 'pollOpenAfter', only: 'pollOpenOnly' } as const satisfies Record<
  WaveName,
  string
>
const TO_OPEN = { before: 'openBefore', middle: 'openMiddle', after: 'openAfter', only: 'openOnly' } as const satisfies Record<
  WaveName,
  string
>

export interface PollBoxProps {
  readonly poll: Poll
  /** Of all prepared polls the one that comes next. */
  readonly isNext: boolean
  /** The number of the agenda item it belongs to, from 1; null where it belongs to none. */
  readonly itemIndex: number | null
  /** People in the room now. */
  readonly present: number
  readonly nowMs: number
  readonly onOpen: (poll: Poll, wave: WaveName) => void
  readonly onClose: (poll: Poll, wave: WaveName) => void
  readonly onReveal: (poll: Poll) => void
}

/** One poll in the trainer's hand. */
export function PollBox(props: PollBoxProps) {
  const { poll, present, nowMs } = props
  const { t } = useTranslation('studio')
  const headingId = useId()
  const standing = standingOf(poll)
  return (
    <section className={standing.kind === 'open' ? 'pollbox pollbox--open' : 'pollbox'} aria-labelledby={headingId}>
      <div>
        <p className="t-sm t-2">
          <Headline standing={standing} itemIndex={props.itemIndex} isNext={props.isNext} nowMs={nowMs} />
        </p>
        <h2 id={headingId}>{poll.text}</h2>
      </div>
      <ol className="poll-steps" aria-label={t('steps')}>
        {stepsOf(poll).map(({ key, state }) => (
          <li key={key} {...(state === 'now' ? { 'aria-current': 'step' as const } : state === 'done' ? { 'data-state': 'done' } : {})}>
            {t(key)}
          </li>
        ))}
      </ol>
      {standing.kind === 'open' && <Turnout wave={standing.wave} present={present} isDebate={poll.kind === 'debate'} />}
      {standing.kind === 'between' && standing.first.ballots !== null && (
        <p className="t-sm t-2">{t('ballotsFinal', { count: standing.first.ballots })}</p>
      )}
      <PollNumbers poll={poll} />
      <Actions {...props} standing={standing} />
    </section>
  )
}

function Headline({
  standing,
  itemIndex,
  isNext,
  nowMs,
}: {
  readonly standing: PollStanding
  readonly itemIndex: number | null
  readonly isNext: boolean
  readonly nowMs: number
}) {
  const { t } = useTranslation('studio')
  switch (standing.kind) {
    case 'prepared':
      if (itemIndex === null) return isNext ? t('pollNext') : t('pollPrepared')
      return isNext ? t('pollNextItem', { index: itemIndex }) : t('pollPreparedItem', { index: itemIndex })
    case 'open':
      return (
        <Trans
          t={t}
          i18nKey={OPEN[standing.wave.name]}
          values={{ time: shortStopwatch(nowMs - (standing.wave.openedAt ?? nowMs)) }}
          components={{ b: <b /> }}
        />
      )
    case 'between':
      return t('pollBetween')
    case 'counted':
      return t('pollClosed')
    case 'revealed':
      return t('pollRevealed')
  }
}

function Turnout({ wave, present, isDebate }: { readonly wave: Wave; readonly present: number; readonly isDebate: boolean }) {
  const { t } = useTranslation('studio')
  const { ballots } = wave
  // People who left after voting still count, so the audience can be smaller than the ballots.
  const total = Math.max(present, ballots ?? 0)
  return (
    <div className="turnout">
      {ballots === null ? (
        <p>{t('ballotsFew')}</p>
      ) : (
        <>
          <p>
            <Trans t={t} i18nKey="ballotsOf" values={{ ballots, present: total }} components={{ b: <b className="t-num" /> }} />
          </p>
          <div className="bar" role="img" aria-label={t('ballotsOfPlain', { ballots, present: total })}>
            <i style={{ width: `${(ballots / Math.max(1, total)) * 100}%` }} />
          </div>
        </>
      )}
      {isDebate && <p className="hint">{t('ballotsHidden')}</p>}
    </div>
  )
}

function Actions({ poll, standing, onOpen, onClose, onReveal }: PollBoxProps & { readonly standing: PollStanding }) {
  const { t } = useTranslation('studio')
  switch (standing.kind) {
    case 'prepared':
    case 'between':
      return (
        <div className="row">
          <Button
            variant={standing.kind === 'between' ? 'primary' : 'secondary'}
            isDense
            icon="ballot"
            onPress={() => onOpen(poll, standing.next)}
          >
            {t(TO_OPEN[standing.next])}
          </Button>
        </div>
      )
    case 'open':
      return (
        <div className="row">
          <Button variant="primary" isDense icon="lock" onPress={() => onClose(poll, standing.wave.name)}>
            {standing.wave.name === 'only' ? t('closeOnly') : t('closeWave')}
          </Button>
        </div>
      )
    case 'counted':
      return (
        <div className="row">
          <Button variant="primary" isDense icon="poll" onPress={() => onReveal(poll)}>
            {t('reveal')}
          </Button>
        </div>
      )
    case 'revealed':
      return null
  }
}
