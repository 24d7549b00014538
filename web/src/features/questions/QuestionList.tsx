import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionId } from '@podium/shared/primitives.ts'
import { keepChoice, readChoice } from '../../lib/deviceStore.ts'
import { Button } from '../../ui/Button.tsx'
import { isSupported, type ListedQuestion, Order, sortQuestions } from './order.ts'
import { type QuestionActions, QuestionItem } from './QuestionItem.tsx'
import { useSteadyOrder } from './useSteadyOrder.ts'

const ORDER_KEY = 'podium.questionOrder'

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
  const [order, setOrder] = useState<Order>(() => readChoice(ORDER_KEY, Order, 'interest'))
  const [wantsMine, setWantsMine] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const mine = questions.filter(({ isOwn }) => isOwn)
  const isMine = wantsMine && mine.length > 0
  const chosen = isMine ? mine : questions
  const { held, waiting, refresh } = useSteadyOrder(sortQuestions(chosen, order), list, `${order} ${isMine}`)
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
        {mine.length === 0 ? (
          <span>{t('count', { count: questions.length })}</span>
        ) : (
          <button className="chip" type="button" aria-pressed={isMine} onClick={() => setWantsMine(!isMine)}>
            {t('mine')} <b>{mine.length}</b>
          </button>
        )}
        <label>
          <span className="sr">{t('sort')}</span>
          <select
            className="select select--quiet"
            value={order}
            onChange={(event) => {
              const wanted = Order.parse(event.target.value)
              setOrder(wanted)
              keepChoice(ORDER_KEY, wanted)
            }}
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
            isUpvoted={isSupported(question, ownUpvotes)}
            timeZone={timeZone}
            actions={actions}
          />
        ))}
      </ul>
    </>
  )
}
