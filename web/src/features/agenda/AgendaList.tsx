import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/i18n/format.ts'
import type { AgendaRow } from './progress.ts'
import { scaleOf } from './Ruler.tsx'

/** The programme to scale, with the current item marked. */
export function AgendaList({ rows, timeZone }: { readonly rows: readonly AgendaRow[]; readonly timeZone: string }) {
  const { t } = useTranslation('room')
  return (
    <ol className="agenda">
      {rows.map((row) => (
        <li
          key={row.id}
          className="agenda-item"
          data-state={row.state}
          style={scaleOf(row)}
          {...(row.state === 'now' ? { 'aria-current': 'step' } : {})}
        >
          <span className="at">{clock(row.startsAt, timeZone)}</span>
          <span className="agenda-rule" aria-hidden="true" />
          <span className="tt">
            {row.state === 'now' ? (
              <span className="mark">
                <ItemTitle row={row} />
              </span>
            ) : (
              <ItemTitle row={row} />
            )}
            <span className="sr">{t('itemMinutes', { minutes: row.minutes })}</span>
            {row.state === 'done' && <span className="sr">{t('itemDone')}</span>}
            {row.minutesLeft !== null && <span className="left">{t('itemLeft', { minutes: row.minutesLeft })}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** An item's title with the asterisk of "keine Rechtsberatung" where it belongs. */
export function ItemTitle({ row }: { readonly row: Pick<AgendaRow, 'title' | 'isStarred'> }) {
  const { t } = useTranslation('entry')
  return (
    <>
      {row.title}
      {row.isStarred && (
        <>
          <span className="ast" aria-hidden="true">
            *
          </span>
          <span className="sr">{t('noAdvice')}</span>
        </>
      )}
    </>
  )
}
