import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/i18n/format.ts'
import type { ListedQuestion } from './order.ts'

/** Who asked and when, as much as the asker wanted to show. */
export function AskerLine({
  question,
  timeZone,
  children,
}: {
  readonly question: Pick<ListedQuestion, 'asker' | 'askedAt' | 'isOwn'>
  readonly timeZone: string
  readonly children?: React.ReactNode
}) {
  const { t } = useTranslation('questions')
  const { asker } = question
  return (
    <p className="q-meta">
      <bdi>{question.isOwn ? t('own') : asker.kind === 'name' ? asker.name : t('anonymous')}</bdi>
      {asker.kind === 'field' && <span className="tag">{t(`field_${asker.field}`)}</span>}
      {children ?? <span>{clock(question.askedAt, timeZone)}</span>}
    </p>
  )
}
