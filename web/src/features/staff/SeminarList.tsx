import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { longDate, timeRange } from '../../lib/i18n/format.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Status } from '../../ui/Status.tsx'

/** The seminars of the person signed in, the running and coming ones first; `base` is where each one opens. */
export function SeminarList({ seminars, base }: { readonly seminars: readonly SeminarSummary[]; readonly base: string }) {
  const { t } = useTranslation('staff')
  if (seminars.length === 0) {
    return (
      <div className="empty">
        <h2>{t('noSeminars')}</h2>
        <p>{t('noSeminarsHint')}</p>
      </div>
    )
  }
  return (
    <ul className="seminar-list">
      {inOrder(seminars).map((seminar) => (
        <li key={seminar.id} className="card card-pad seminar-row">
          <div className="stack stack--s">
            <p className="t-sm t-2">
              {longDate(seminar.startsAt, seminar.timeZone)}, {timeRange(seminar.startsAt, seminar.endsAt, seminar.timeZone)}
            </p>
            <h2>{seminar.title}</h2>
            <p>
              {seminar.state === 'live' ? (
                <span className="live">{t('state_live')}</span>
              ) : (
                <Status icon={seminar.state === 'open' ? 'people' : 'clock'}>{t(`state_${seminar.state}`)}</Status>
              )}
            </p>
          </div>
          <Link
            className={buttonClass({ variant: seminar.state === 'live' || seminar.state === 'open' ? 'primary' : 'secondary' })}
            to={`${base}/${seminar.slug}`}
            aria-label={`${t('open')}: ${seminar.title}`}
          >
            {t('open')}
          </Link>
        </li>
      ))}
    </ul>
  )
}

const OVER: ReadonlySet<SeminarSummary['state']> = new Set(['ended', 'archived', 'cancelled'])

function inOrder(seminars: readonly SeminarSummary[]): SeminarSummary[] {
  return seminars.toSorted((a, b) => Number(OVER.has(a.state)) - Number(OVER.has(b.state)) || a.startsAt - b.startsAt)
}
