import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionId } from '@podium/shared/primitives.ts'
import { Button } from '../../ui/Button.tsx'
import { type ListedQuestion, type Order, sortQuestions } from './order.ts'
import { type QuestionActions, QuestionItem } from './QuestionItem.tsx'
import { useSteadyOrder } from './useSteadyOrder.ts'

/** All questions this seat may see, in an order that holds still while somebody is reading. */
export function QuestionList({
  isOpen,
  questions,
  ownUpvotes,
  timeZone,
  actions,
}: {
  readonly isOpen: boolean
  readonly questions: readonly ListedQuestion[]
  readonly ownUpvotes: readonly QuestionId[]
  readonly timeZone: string
  readonly actions: QuestionActions
}) {
  const { t } = useTranslation('questions')
  const [order, setOrder] = useState<Order>('interest')
  const list = useRef<HTMLUListElement>(null)
  const { held, waiting, refresh } = useSteadyOrder(sortQuestions(questions, order), list, order)
  if (questions.length === 0) {
    return (
      <div className="empty">
        <h2>{t('empty')}</h2>
        <p>{isOpen ? t('emptyText') : t('emptyClosed')}</p>
      </div>
    )
  }
  return (
    <>
      <div className="q-tools">
        <span>{t('count', { count: questions.length })}</span>
        <label>
          <span className="sr">{t('sort')}</span>
          <select
            className="select select--quiet"
            value={order}
            onChange={(event) => setOrder(event.target.value === 'time' ? 'time' : 'interest')}
          >
            <option value="interest">{t('byInterest')}</option>
            <option value="time">{t('byTime')}</option>
          </select>
        </label>
      </div>
      {waiting > 0 && (
        <Button variant="quiet" isBlock isDense icon="refresh" onPress={refresh}>
          {t('fresh', { count: waiting })}
        </Button>
      )}
      <ul className="qs" ref={list}>
        {held.map((question) => (
          <QuestionItem
            isOpen={isOpen}
            key={question.id}
            question={question}
            isUpvoted={ownUpvotes.includes(question.id)}
            timeZone={timeZone}
            actions={actions}
          />
        ))}
      </ul>
    </>
  )
}
