import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { SeatEntry } from '@podium/shared/seats.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type SeatHands, SeatRow } from './SeatRow.tsx'
import { isFound, isInFilter, SEAT_FILTERS, type SeatFilter } from './seats.ts'

const FIRST_ROWS = 100
const FILTER_WORDS = { all: 'filterAll', flagged: 'filterFlagged', noEmail: 'filterNoEmail', cancelled: 'filterCancelled' } as const

/** Every seat with where it comes from and what was written to it: first the sentence, then the table. */
export function SeatTable({
  seats,
  timeZone,
  onAdd,
  ...hands
}: { readonly seats: readonly SeatEntry[]; readonly timeZone: string; readonly onAdd: () => void } & SeatHands) {
  const { t } = useTranslation('tickets')
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<SeatFilter>('all')
  const [isUnfolded, setUnfolded] = useState(false)
  const found = seats.filter((seat) => isInFilter(seat, filter) && isFound(seat, search))
  const shown = isUnfolded ? found : found.slice(0, FIRST_ROWS)
  const valid = seats.filter(({ revokedBy }) => revokedBy === null).length
  const flagged = seats.filter((seat) => isInFilter(seat, 'flagged')).length

  return (
    <section aria-labelledby="seats-heading" className="people">
      <h2 id="seats-heading" className="area-sentence">
        <Trans
          t={t}
          i18nKey="seatsSentence"
          count={valid}
          values={{ flagged: flagged === 0 ? t('flaggedNone') : t('flagged', { count: flagged }) }}
          components={{ strong: <strong /> }}
        />
      </h2>
      <div className="people-bar">
        <div className="input-icon people-search">
          <Icon name="search" size="s" />
          <input
            className="input input--dense"
            type="search"
            aria-label={t('searchSeats')}
            placeholder={t('searchSeatsHint')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <div className="chips" role="group" aria-label={t('organiserFilter')}>
          {SEAT_FILTERS.map((key) => (
            <button key={key} className="chip" type="button" aria-pressed={filter === key} onClick={() => setFilter(key)}>
              {t(FILTER_WORDS[key])} <b>{seats.filter((seat) => isInFilter(seat, key)).length}</b>
            </button>
          ))}
        </div>
        <span className="grow" />
        <Button isDense icon="add-person" onPress={onAdd}>
          {t('organiserAddSeat')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <div className="empty" role="status">
          <h3>{seats.length === 0 ? t('noSeats') : t('noSeatMatch')}</h3>
          <p>{seats.length === 0 ? t('noSeatsHint') : t('noSeatMatchHint')}</p>
        </div>
      ) : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('seatTable')}>
          <table className="table table--cards seat-table">
            <thead>
              <tr>
                <th scope="col">{t('person')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('ticket')}</th>
                <th scope="col">{t('letters')}</th>
                <th scope="col">
                  <span className="sr">{t('actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((seat) => (
                <SeatRow key={seat.seatId} seat={seat} timeZone={timeZone} {...hands} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="people-foot">
        <p className="t-sm t-2">{t('seatsShown', { shown: shown.length, total: seats.length })}</p>
        {shown.length < found.length && (
          <Button variant="quiet" isDense onPress={() => setUnfolded(true)}>
            {t('showAllSeats', { total: found.length })}
          </Button>
        )}
      </div>
    </section>
  )
}
