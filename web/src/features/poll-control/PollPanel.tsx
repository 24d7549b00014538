import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { NewPoll, type PollDraft } from './NewPoll.tsx'
import { PollBox, type PollBoxProps } from './PollBox.tsx'
import { nextPoll, sortPolls } from './steps.ts'

export interface PollPanelProps extends Omit<PollBoxProps, 'poll' | 'itemIndex' | 'isNext'> {
  readonly polls: readonly Poll[]
  readonly agenda: readonly AgendaItem[]
  readonly currentItemId: string | null
  readonly onCreate: (draft: PollDraft) => Promise<string | null>
}

/** All polls of a seminar: what runs first, then what is prepared, earlier ones folded away. */
export function PollPanel({ polls, agenda, currentItemId, onCreate, ...hands }: PollPanelProps) {
  const { t } = useTranslation('studio')
  const [isCreating, setCreating] = useState(false)
  const { running, prepared, over } = sortPolls(polls)
  const next = nextPoll(prepared, agenda, currentItemId)
  const later = prepared.filter((poll) => poll !== next)
  const box = (poll: Poll) => {
    const index = agenda.findIndex(({ id }) => id === poll.itemId)
    return <PollBox key={poll.id} poll={poll} isNext={poll === next} itemIndex={index < 0 ? null : index + 1} {...hands} />
  }
  return (
    <>
      {running.map(box)}
      {next && box(next)}
      <Folded title={t('morePolls')} polls={later} box={box} />
      <Folded title={t('earlierPolls')} polls={over} box={box} />
      <div className="polls-add">
        <Button variant="quiet" isDense icon="plus" className="flush" onPress={() => setCreating(true)}>
          {t('newPoll')}
        </Button>
      </div>
      {isCreating && <NewPoll onClose={() => setCreating(false)} onCreate={onCreate} />}
    </>
  )
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
