import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { momentOf, wallTimeOf } from '../../lib/i18n/wallTime.ts'
import { Icon } from '../../ui/Icon.tsx'

/** A day with two times, as typed. */
export interface Span {
  readonly date: string
  readonly from: string
  readonly to: string
}

/** The moments of a span in a zone; null while something is missing or the end does not come after the beginning. */
export function momentsOf({ date, from, to }: Span, timeZone: string): { startsAt: number; endsAt: number } | null {
  const startsAt = momentOf({ date, time: from }, timeZone)
  const endsAt = momentOf({ date, time: to }, timeZone)
  return startsAt === null || endsAt === null || endsAt <= startsAt ? null : { startsAt, endsAt }
}

/** A span as it is now. */
export function spanOf(startsAt: number, endsAt: number, timeZone: string): Span {
  const [start, end] = [wallTimeOf(startsAt, timeZone), wallTimeOf(endsAt, timeZone)]
  return { date: start.date, from: start.time, to: end.time }
}

/** Day, beginning and end of a seminar in its own zone. */
export function SpanFields({
  span,
  timeZone,
  isWrong,
  onChange,
}: {
  readonly span: Span
  readonly timeZone: string
  readonly isWrong: boolean
  readonly onChange: (span: Span) => void
}) {
  const { t } = useTranslation('tickets')
  const id = useId()
  return (
    <div className="stack stack--s">
      <div className="form-grid">
        <div className="field">
          <label htmlFor={`${id}-date`}>{t('date')}</label>
          <input
            id={`${id}-date`}
            className="input"
            type="date"
            value={span.date}
            aria-invalid={isWrong}
            onChange={(event) => onChange({ ...span, date: event.target.value })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-from`}>{t('startsAt')}</label>
          <input
            id={`${id}-from`}
            className="input"
            type="time"
            value={span.from}
            aria-invalid={isWrong}
            onChange={(event) => onChange({ ...span, from: event.target.value })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-to`}>{t('endsAt')}</label>
          <input
            id={`${id}-to`}
            className="input"
            type="time"
            value={span.to}
            aria-invalid={isWrong}
            aria-describedby={`${id}-note`}
            onChange={(event) => onChange({ ...span, to: event.target.value })}
          />
        </div>
      </div>
      <div id={`${id}-note`}>
        {isWrong ? (
          <p className="error" role="alert">
            <Icon name="alert" /> <span>{t('timeWrong')}</span>
          </p>
        ) : (
          <p className="hint">{t('zoneNote', { zone: timeZone })}</p>
        )}
      </div>
    </div>
  )
}
