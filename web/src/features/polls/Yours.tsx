import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice, OwnBallot, Poll } from '@podium/shared/polls.ts'
import { Swatch } from '../../ui/graphics/Swatch.tsx'
import { chosenOptions, optionText, ownAnswer } from './view.ts'

/** What this seat answered, in a debate wave by wave; nothing for those who never voted. */
export function Yours({ poll, ballots }: { readonly poll: Poll; readonly ballots: readonly OwnBallot[] }) {
  const { t } = useTranslation('polls')
  const answers = poll.waves.map(({ name }) => ({ name, choice: ownAnswer(poll, ballots, name) }))
  if (answers.every(({ choice }) => choice === null)) return null
  return (
    <div className="yours">
      <span className="t-sm t-2 yours-head">{t('yourVote')}</span>
      {answers.map(({ name, choice }, index) => (
        <Fragment key={name}>
          {index > 0 && (
            <>
              <span aria-hidden="true">→</span>
              <span className="sr">{t('andThen')}</span>
            </>
          )}
          <Answer poll={poll} choice={choice} />
        </Fragment>
      ))}
    </div>
  )
}

/** One answer in words, with its swatch in a debate. */
export function Answer({ poll, choice }: { readonly poll: Poll; readonly choice: Choice | null }) {
  const { t } = useTranslation('polls')
  if (!choice) return <span>{t('notVoted')}</span>
  if (choice.kind === 'word') return <b className="word">{t('quoted', { word: choice.word })}</b>
  const options = chosenOptions(poll, choice)
  const [only] = options
  return (
    <span className="yours-one">
      {only?.stance && <Swatch stance={only.stance} isSmall />} <b>{options.map((option) => optionText(poll, option)).join(' · ')}</b>
    </span>
  )
}
