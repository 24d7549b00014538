import { Trans, useTranslation } from 'react-i18next'
import type { SeatAttendance } from '@podium/shared/attendance.ts'
import type { SeminarState } from '@podium/shared/seminars.ts'
import { segmentsOf, sentenceOf, summarise } from './summary.ts'

/** How many are there, as a sentence, a bar and a key. */
export function AttendanceSummary({ rows, state }: { readonly rows: readonly SeatAttendance[]; readonly state: SeminarState }) {
  const { t } = useTranslation('organiser')
  const summary = summarise(rows)
  const segments = segmentsOf(summary, state)
  const sentence = sentenceOf(state)
  const present = sentence === 'werePresent' ? summary.attended : summary.present
  return (
    <div className="att-sum">
      <h2 id="attendance-heading" className="att-big">
        <Trans t={t} i18nKey={sentence} values={{ present, seats: summary.seats }} components={{ strong: <strong /> }} />
      </h2>
      <div className="seg" role="img" aria-label={segments.map(({ key, count }) => `${count} ${t(key)}`).join(', ')}>
        {segments
          .filter(({ count }) => count > 0)
          .map(({ key, count, look }) => (
            <i key={key} className={look} style={{ flex: count }} />
          ))}
      </div>
      <dl className="seg-key">
        {segments.map(({ key, count, look }) => (
          <div key={key}>
            <dt>
              <i className={`k ${look}`} aria-hidden="true" />
              {t(key)}
            </dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
