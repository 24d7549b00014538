import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { NewPoll } from './NewPoll.tsx'
import { PollBox, type PollBoxProps } from './PollBox.tsx'
import { nextPoll, sortPolls } from './steps.ts'

export interface PollPanelProps extends Omit<PollBoxProps, 'poll' | 'isNext'> {
  readonly polls: readonly Poll[]
  readonly currentItemId: string | null
}

/** All polls of a seminar: what runs first, then what is prepared, earlier ones folded away. */
export function PollPanel({ polls, currentItemId, ...props }: PollPanelProps) {
  const { t } = useTranslation('studio')
  const [isCreating, setCreating] = useState(false)
  const { running, prepared, over, archived } = sortPolls(polls)
  const next = nextPoll(prepared, props.agenda, currentItemId)
  const later = prepared.filter((poll) => poll !== next)
  useEndOfWaves(polls)
  const box = (poll: Poll) => <PollBox key={poll.id} poll={poll} isNext={poll === next} {...props} />
  return (
    <>
      {running.map(box)}
      {next && box(next)}
      <Folded title={t('morePolls')} polls={later} box={box} />
      {props.isOver ? over.map(box) : <Folded title={t('earlierPolls')} polls={over} box={box} />}
      <Folded title={t('archivedPolls')} polls={archived} box={box} />
      {!props.isOver && (
        <div className="polls-add">
          <Button variant="quiet" isDense icon="plus" className="flush" onPress={() => setCreating(true)}>
            {t('newPoll')}
          </Button>
        </div>
      )}
      {isCreating && (
        <NewPoll
          poll={null}
          agenda={props.agenda}
          currentItemId={currentItemId}
          onClose={() => setCreating(false)}
          onSave={props.hands.create}
        />
      )}
    </>
  )
}

/** Says that a wave is closed, whether by hand, by its own end or from another studio. */
function useEndOfWaves(polls: readonly Poll[]): void {
  const { t } = useTranslation('studio')
  const open = polls.find((poll) => poll.waves.some(({ state }) => state === 'open'))?.id ?? null
  const known = useRef(open)
  useEffect(() => {
    if (known.current !== null && open === null) announce(t('pollWasClosed'))
    known.current = open
  }, [open, t])
}

function Folded({
  title,
  polls,
  box,
}: {
  readonly title: string
  readonly polls: readonly Poll[]
  readonly box: (poll: Poll) => ReactNode
}) {
  if (polls.length === 0) return null
  return (
    <details className="polls-more">
      <summary>
        <Icon name="down" size="s" /> {title} ({polls.length})
      </summary>
      {polls.map(box)}
    </details>
  )
}
