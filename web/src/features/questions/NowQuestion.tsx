import { useTranslation } from 'react-i18next'
import { PersonText } from '../../ui/PersonText.tsx'
import { AskerLine } from './AskerLine.tsx'
import type { ListedQuestion } from './order.ts'

/** The question being answered, large under the stage. */
export function NowQuestion({
  question,
  trainerName,
  timeZone,
}: {
  readonly question: ListedQuestion
  readonly trainerName: string
  readonly timeZone: string
}) {
  const { t } = useTranslation('questions')
  return (
    <figure className="nowq only-l">
      <figcaption className="k">{t('answering', { ns: 'room', name: trainerName })}</figcaption>
      <blockquote>
        <PersonText text={question.text} more={t('showMore')} less={t('showLess')} />
      </blockquote>
      <AskerLine question={question} timeZone={timeZone}>
        <span>{t('votes', { count: question.upvotes })}</span>
      </AskerLine>
    </figure>
  )
}
