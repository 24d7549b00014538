import { type RefObject, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { Delivery, LetterSummary } from '@podium/shared/letters.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LetterRow } from './LetterRow.tsx'
import {
  countStates,
  isLetterFound,
  LETTER_FILTERS,
  LETTER_LOOK,
  type LetterFilter,
  RETRY_ALL_STATES,
  type RetryAllState,
  sayStates,
} from './outbox.ts'

const FIRST_ROWS = 100
/** A single failed letter has its own button in its row. */
const WORTH_A_NOTICE = { failed: 2, kept: 1 } as const

/** Every letter: first the sentence, then the table. */
export function LetterTable({
  heading,
  letters,
  delivery,
  timeZone,
  onOpen,
  onRetry,
  onRetryAll,
  retrying,
}: {
  /** Where the focus goes when a button is no longer there. */
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly letters: readonly LetterSummary[]
  readonly delivery: Delivery
  readonly timeZone: string
  readonly onOpen: (letter: LetterSummary) => void
  readonly onRetry: (letter: LetterSummary) => void
  readonly onRetryAll: (state: RetryAllState) => void
  /** Whose letters are being sent once more; null for none. */
  readonly retrying: RetryAllState | null
}) {
  const { t } = useTranslation('letters')
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<LetterFilter>('all')
  const [isUnfolded, setUnfolded] = useState(false)
  const counts = countStates(letters)
  const found = letters.filter((letter) => (filter === 'all' || letter.state === filter) && isLetterFound(letter, search))
  const shown = isUnfolded ? found : found.slice(0, FIRST_ROWS)
  return (
    <section aria-labelledby="letters-heading" className="people">
      <h2 id="letters-heading" className="area-sentence" tabIndex={-1} ref={heading}>
        {letters.length === 0 ? (
          t('none')
        ) : (
          <Trans
            t={t}
            i18nKey="sentence"
            count={letters.length}
            values={{ parts: sayStates(t, counts) }}
            components={{ strong: <strong /> }}
          />
        )}
      </h2>
      {delivery.mode === 'kept' ? (
        <div className="notice" data-tone="info">
          <Icon name="inbox" />
          <h3>{t('keptTitle')}</h3>
          <p>{t('keptText')}</p>
        </div>
      ) : (
        <p className="t-sm t-2">{t('smtpText', { host: delivery.host ?? '', from: delivery.from })}</p>
      )}
      {RETRY_ALL_STATES.map((state) => ({ state, count: letters.filter((letter) => letter.canBeSent && letter.state === state).length }))
        .filter(({ state, count }) => count >= WORTH_A_NOTICE[state])
        .map(({ state, count }) => (
          <div key={state} className="notice" data-tone={state === 'failed' ? 'danger' : 'info'}>
            <Icon name={LETTER_LOOK[state].icon} />
            <h3>{t(`retryAllTitle_${state}`, { count })}</h3>
            <p>{t(`retryAllText_${state}`, { count })}</p>
            <div className="row">
              <Button isPending={retrying === state} onPress={() => onRetryAll(state)}>
                {t(`retryAll_${state}`, { count })}
              </Button>
            </div>
          </div>
        ))}
      {letters.length > 0 && (
        <div className="people-bar letters-bar">
          <div className="input-icon people-search">
            <Icon name="search" size="s" />
            <input
              className="input input--dense"
              type="search"
              aria-label={t('search')}
              placeholder={t('searchHint')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <div className="chips" role="group" aria-label={t('filter')}>
            {LETTER_FILTERS.filter((key) => key === 'all' || key === filter || counts[key] > 0).map((key) => (
              <button key={key} className="chip" type="button" aria-pressed={filter === key} onClick={() => setFilter(key)}>
                {key === 'all' ? t('all') : t(`state_${key}`)} <b>{key === 'all' ? letters.length : counts[key]}</b>
              </button>
            ))}
          </div>
        </div>
      )}
      {shown.length === 0 ? (
        <div className="empty" role="status">
          {letters.length > 0 && <h3>{t('noMatch')}</h3>}
          <p>{letters.length === 0 ? t('noneHint') : t('noMatchHint')}</p>
        </div>
      ) : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('table')}>
          <table className="table table--cards letter-table">
            <thead>
              <tr>
                <th scope="col">{t('recipient')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('time')}</th>
                <th scope="col">
                  <span className="sr">{t('actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((letter) => (
                <LetterRow key={letter.id} letter={letter} timeZone={timeZone} onOpen={onOpen} onRetry={onRetry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="people-foot">
        <p className="t-sm t-2">{t('shown', { shown: shown.length, total: letters.length })}</p>
        {shown.length < found.length && (
          <Button variant="quiet" isDense onPress={() => setUnfolded(true)}>
            {t('showAll', { total: found.length })}
          </Button>
        )}
      </div>
    </section>
  )
}
