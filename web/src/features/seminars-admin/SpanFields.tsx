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

/** What is wrong with a span: something is missing, the clocks skip that time, or the end does not come after the beginning. */
export type SpanProblem = 'missing' | 'skipped' | 'order'

/** The moments of a span in a zone, or why there are none. */
export function momentsOf({ date, from, to }: Span, timeZone: string): { startsAt: number; endsAt: number } | SpanProblem {
  if ([date, from, to].includes('')) return 'missing'
  const startsAt = momentOf({ date, time: from }, timeZone)
  const endsAt = momentOf({ date, time: to }, timeZone)
  if (startsAt === null || endsAt === null) return 'skipped'
  return endsAt <= startsAt ? 'order' : { startsAt, endsAt }
}

const PROBLEM_WORDS = { missing: 'timeMissing', skipped: 'timeSkipped', order: 'timeWrong' } as const

/** A span as it is now. */
export function spanOf(startsAt: number, endsAt: number, timeZone: string): Span {
  const [start, end] = [wallTimeOf(startsAt, timeZone), wallTimeOf(endsAt, timeZone)]
  return { date: start.date, from: start.time, to: end.time }
}

/** Day, beginning and end of a seminar in its own zone. */
export function SpanFields({
  span,
  timeZone,
  problem,
  onChange,
}: {
  readonly span: Span
  readonly timeZone: string
  /** Said in place of the zone; null while nothing is wrong. */
  readonly problem: SpanProblem | null
  readonly onChange: (span: Span) => void
}) {
  const { t } = useTranslation('tickets')
  const id = useId()
  return (
    <div className="stack stack--s">
      <div className="form-grid form-grid--span">
        <div className="field">
          <label htmlFor={`${id}-date`}>{t('date')}</label>
          <input
            id={`${id}-date`}
            className="input"
            type="date"
            value={span.date}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-note`}
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
            aria-invalid={problem !== null}
            aria-describedby={`${id}-note`}
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
            aria-invalid={problem !== null}
            aria-describedby={`${id}-note`}
            onChange={(event) => onChange({ ...span, to: event.target.value })}
          />
        </div>
      </div>
      <div id={`${id}-note`}>
        {problem !== null ? (
          <p className="error" role="alert">
            <Icon name="alert" /> <span>{t(PROBLEM_WORDS[problem])}</span>
          </p>
        ) : (
          <p className="hint">{t('zoneNote', { zone: timeZone })}</p>
        )}
      </div>
    </div>
  )
}
