import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { NewPoll, type PollDraft } from './NewPoll.tsx'
import { PollBox, type PollBoxProps } from './PollBox.tsx'
import { sortPolls } from './steps.ts'

export interface PollPanelProps extends Omit<PollBoxProps, 'poll' | 'itemIndex'> {
  readonly polls: readonly Poll[]
  readonly agenda: readonly AgendaItem[]
  readonly onCreate: (draft: PollDraft) => Promise<string | null>
}

/** All polls of a seminar: what runs first, then what is prepared, earlier ones folded away. */
export function PollPanel({ polls, agenda, onCreate, ...hands }: PollPanelProps) {
  const { t } = useTranslation('studio')
  const [isCreating, setCreating] = useState(false)
  const { running, prepared, over } = sortPolls(polls)
  const box = (poll: Poll) => {
    const index = agenda.findIndex(({ id }) => id === poll.itemId)
    return <PollBox key={poll.id} poll={poll} itemIndex={index < 0 ? null : index + 1} {...hands} />
  }
  return (
    <>
      {running.map(box)}
      {prepared.map(box)}
      {over.length > 0 && (
        <details className="polls-more">
          <summary>
            <Icon name="down" size="s" /> {t('earlierPolls')} ({over.length})
          </summary>
          {over.map(box)}
        </details>
      )}
      <div className="polls-add">
        <Button variant="quiet" isDense icon="plus" onPress={() => setCreating(true)}>
          {t('newPoll')}
        </Button>
      </div>
      {isCreating && <NewPoll onClose={() => setCreating(false)} onCreate={onCreate} />}
    </>
  )
}
