import { useId, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { Poll, Wave } from '@podium/shared/polls.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { Status } from '../../ui/Status.tsx'
import type { PollHands } from './hands.ts'
import { NewPoll } from './NewPoll.tsx'
import { PollActions } from './PollActions.tsx'
import { type PollAsk, PollDialog } from './PollDialogs.tsx'
import { PollHeadline } from './PollHeadline.tsx'
import { PollNumbers } from './PollNumbers.tsx'
import { PollStatistics } from './PollStatistics.tsx'
import { canArchive, canEdit, canRevealEarly, reopenable, standingOf, stepsOf } from './steps.ts'
import { WordModeration } from './WordModeration.tsx'

export interface PollBoxProps {
  readonly poll: Poll
  readonly hands: PollHands
  readonly agenda: readonly AgendaItem[]
  /** Of all prepared polls the one that comes next. */
  readonly isNext: boolean
  /** People in the room now. */
  readonly present: number
  /** Whether the seminar is live: only then can anything be opened. */
  readonly isLive: boolean
  /** Whether anything can still change: false once the seminar is over. */
  readonly isOver: boolean
  readonly nowMs: number
  readonly timeZone: string
}

/** One poll in the trainer's hand. */
export function PollBox(props: PollBoxProps) {
  const { poll, hands, agenda, present, nowMs, timeZone, isOver } = props
  const { t } = useTranslation('studio')
  const headingId = useId()
  const [asks, setAsks] = useState<PollAsk | 'edit' | 'words' | null>(null)
  const standing = standingOf(poll)
  const again = reopenable(poll)
  const index = agenda.findIndex(({ id }) => id === poll.itemId)
  const entries: MenuEntry[] = isOver
    ? []
    : [
        ...(canEdit(poll) ? [{ key: 'edit', label: t('editPoll'), icon: 'edit' as const, onSelect: () => setAsks('edit') }] : []),
        ...(again && props.isLive
          ? [{ key: 'reopen', label: t('reopenWave'), icon: 'undo' as const, onSelect: () => setAsks('reopen') }]
          : []),
        ...(canRevealEarly(poll)
          ? [{ key: 'early', label: t('revealEarly'), icon: 'eye' as const, onSelect: () => setAsks('early') }]
          : []),
        ...(canArchive(poll)
          ? [{ key: 'archive', label: t('archivePoll'), icon: 'remove' as const, onSelect: () => setAsks('archive') }]
          : []),
      ]
  const close = () => setAsks(null)
  return (
    <section className={standing.kind === 'open' ? 'pollbox pollbox--open' : 'pollbox'} aria-labelledby={headingId}>
      <div className="pollbox-head">
        <div>
          <p className="t-sm t-2">
            <PollHeadline standing={standing} itemIndex={index < 0 ? null : index + 1} isNext={props.isNext} nowMs={nowMs} />
          </p>
          <h2 id={headingId}>{poll.text}</h2>
          <p className="pollbox-tags">
            <span className="tag">{t(`kind_${poll.kind}`)}</span>{' '}
            <span className="tag">{poll.isConfidential ? t('modeConfidential') : t('modeOpen')}</span>{' '}
            {(poll.early !== null || (poll.result?.kind === 'debate' && poll.result.isInfluenced)) && (
              <Status tone="warn" icon="alert">
                {t('influenced')}
              </Status>
            )}
          </p>
        </div>
        {entries.length > 0 && <Menu label={t('pollMenu', { text: poll.text })} entries={entries} />}
      </div>
      <ol className="poll-steps" aria-label={t('steps')}>
        {stepsOf(poll).map(({ key, state }) => (
          <li key={key} {...(state === 'now' ? { 'aria-current': 'step' as const } : state === 'done' ? { 'data-state': 'done' } : {})}>
            {t(key)}
          </li>
        ))}
      </ol>
      {standing.kind === 'open' && <Turnout wave={standing.wave} present={present} isDebate={poll.kind === 'debate'} />}
      {(standing.kind === 'between' || standing.kind === 'counted') && <ClosedTurnout wave={standing.last} />}
      <PollNumbers poll={poll} />
      {poll.result?.kind === 'debate' && poll.result.margin !== null && <PollStatistics poll={poll} onRead={hands.readStatistics} />}
      {!isOver && (
        <PollActions
          poll={poll}
          standing={standing}
          hands={hands}
          isLive={props.isLive}
          nowMs={nowMs}
          timeZone={timeZone}
          onWords={() => setAsks('words')}
        />
      )}
      {asks === 'edit' && (
        <NewPoll poll={poll} agenda={agenda} currentItemId={null} onClose={close} onSave={(draft) => hands.edit(poll, draft)} />
      )}
      {asks === 'words' && <WordModeration poll={poll} onClose={close} onRead={hands.readWords} onGroup={hands.groupWords} />}
      {asks !== null && asks !== 'edit' && asks !== 'words' && (
        <PollDialog
          asks={asks}
          again={again}
          onClose={close}
          onDone={() => {
            close()
            if (asks === 'reopen' && again) hands.open(poll, again.name, null)
            if (asks === 'early') hands.revealEarly(poll)
            if (asks === 'archive') hands.archive(poll)
          }}
        />
      )}
    </section>
  )
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

function ClosedTurnout({ wave }: { readonly wave: Wave }) {
  const { t } = useTranslation('studio')
  if (wave.ballots === null) return null
  return (
    <p className="t-sm t-2">
      {wave.present !== null && wave.present >= wave.ballots
        ? t('ballotsOfPlain', { ballots: wave.ballots, present: wave.present })
        : t('resultChoice', { count: wave.ballots })}
      {wave.version > 1 && `, ${t('versionN', { version: wave.version })}`}
    </p>
  )
}
