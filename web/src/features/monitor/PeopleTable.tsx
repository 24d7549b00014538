import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeatAttendance } from '@podium/shared/attendance.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Button } from '../../ui/Button.tsx'
import { filtersFor, isShown, matches, type PeopleColumn, type PeopleFilter, type PeopleOrder, sortPeople } from './people.ts'
import { PersonRow, type PersonHands } from './PersonRow.tsx'

const FILTER_WORDS = {
  all: 'all',
  hearing: 'filterHearing',
  silent: 'filterSilent',
  away: 'filterAway',
  attended: 'filterAttended',
  never: 'filterNever',
} as const
const FIRST_ROWS = 100

export interface PeopleTableProps extends PersonHands {
  readonly rows: readonly SeatAttendance[]
  readonly timeZone: string
  readonly isOver: boolean
  readonly onAdd: () => void
}

/** Everybody who is registered, to search, filter and sort. */
export function PeopleTable({ rows, timeZone, isOver, onAdd, ...hands }: PeopleTableProps) {
  const { t } = useTranslation('organiser')
  const [search, setSearch] = useState('')
  const [chosen, setFilter] = useState<PeopleFilter>('all')
  const [order, setOrder] = useState<PeopleOrder>({ column: 'state', isDescending: true })
  const [isUnfolded, setUnfolded] = useState(false)
  const filters = filtersFor(isOver)
  const filter = filters.includes(chosen) ? chosen : 'all'
  const found = sortPeople(
    rows.filter((row) => isShown(row, filter) && matches(row, search)),
    order,
  )
  const shown = isUnfolded ? found : found.slice(0, FIRST_ROWS)

  return (
    <section aria-labelledby="people-heading" className="people">
      <div className="people-bar">
        <h2 id="people-heading" className="h-sec">
          {t('people')}
        </h2>
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
          {filters.map((key) => (
            <button key={key} className="chip" type="button" aria-pressed={filter === key} onClick={() => setFilter(key)}>
              {t(FILTER_WORDS[key])} <b>{rows.filter((row) => isShown(row, key)).length}</b>
            </button>
          ))}
        </div>
        <span className="grow" />
        <Button isDense icon="add-person" onPress={onAdd}>
          {t('addSeat')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <div className="empty" role="status">
          <h3>{rows.length === 0 ? t('noSeats') : t('noMatch')}</h3>
          <p>{rows.length === 0 ? t('noSeatsHint') : t('noMatchHint')}</p>
        </div>
      ) : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('table')}>
          <table className="table table--cards people-table">
            <thead>
              <tr>
                <Head column="person" label={t('person')} order={order} onSort={setOrder} />
                <Head column="state" label={t('state')} order={order} onSort={setOrder} />
                <th scope="col">{t('number')}</th>
                <Head column="minutes" label={t('minutes')} order={order} onSort={setOrder} isNumber />
                <Head column="firstSeen" label={t('firstSeen')} order={order} onSort={setOrder} />
                <Head column="changes" label={t('changes')} order={order} onSort={setOrder} />
                <th scope="col">
                  <span className="sr">{t('actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <PersonRow key={row.seatId} row={row} timeZone={timeZone} isOver={isOver} {...hands} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="people-foot">
        <p className="t-sm t-2">{t('shown', { shown: shown.length, total: rows.length })}</p>
        {shown.length < found.length && (
          <Button variant="quiet" isDense onPress={() => setUnfolded(true)}>
            {t('showAll', { total: found.length })}
          </Button>
        )}
      </div>
    </section>
  )
}

interface HeadProps {
  readonly column: PeopleColumn
  readonly label: string
  readonly order: PeopleOrder
  readonly onSort: (order: PeopleOrder) => void
  readonly isNumber?: boolean
}

function Head({ column, label, order, onSort, isNumber = false }: HeadProps) {
  const isSorted = order.column === column
  const sorted = !isSorted ? 'none' : order.isDescending ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={sorted} className={isNumber ? 'num' : undefined}>
      <button type="button" onClick={() => onSort({ column, isDescending: isSorted ? !order.isDescending : column !== 'person' })}>
        {label} <Icon name={!isSorted ? 'sortable' : order.isDescending ? 'sort-down' : 'up'} size="s" />
      </button>
    </th>
  )
}
