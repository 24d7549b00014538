import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { Masthead } from '../../features/staff/Masthead.tsx'
import { SeminarNav } from '../../features/staff/SeminarNav.tsx'
import { useSeminars } from '../../features/staff/seminars.ts'
import { SeminarActions } from '../../features/seminars-admin/SeminarActions.tsx'
import { longDate, timeRange } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Status } from '../../ui/Status.tsx'

/** Finds the seminar named in the address and gives it to the page. */
export function SeminarGate({ children }: { readonly children: (seminar: SeminarSummary) => ReactNode }) {
  const { t } = useTranslation(['organiser', 'common'])
  const { slug } = useParams()
  const list = useSeminars()
  const seminar = list.kind === 'known' ? list.seminars.find((candidate) => candidate.slug === slug) : undefined
  if (seminar) return children(seminar)
  return (
    <div className="org">
      <Masthead name={t('common:product')} area={t('title')}>
        <Link className="nav-text" to="/orga">
          {t('seminars')}
        </Link>
      </Masthead>
      <main className="wrap wrap--wide org-main stack" id="content">
        {list.kind === 'loading' && <p className="t-2">{t('common:loading')}</p>}
        {list.kind === 'known' && <h1 className="h-page">{t('notFound')}</h1>}
        {list.kind === 'failed' && (
          <div className="row">
            <p>{t('unreachable')}</p>
            <Button icon="refresh" onPress={list.retry}>
              {t('common:retry')}
            </Button>
          </div>
        )}
      </main>
    </div>
  )
}

/** The head and navigation every page of one seminar shares; `name` is the page's own. */
export function SeminarFrame({
  seminar,
  name,
  children,
}: {
  readonly seminar: SeminarSummary
  readonly name: string
  readonly children: ReactNode
}) {
  const { t } = useTranslation(['organiser', 'staff', 'common'])
  return (
    <div className="org">
      <title>{`${name} · ${seminar.title}`}</title>
      <Masthead name={t('common:product')} area={t('title')}>
        <Link className="nav-text" to="/orga" aria-current="true">
          {t('seminars')}
        </Link>
      </Masthead>
      <main id="content" className="wrap wrap--wide org-main">
        <div className="org-head">
          <div>
            <p className="t-sm t-2">
              <Link to="/orga">{t('seminars')}</Link> / {longDate(seminar.startsAt, seminar.timeZone)},{' '}
              {timeRange(seminar.startsAt, seminar.endsAt, seminar.timeZone)}
            </p>
            <h1 className="h-page">{seminar.title}</h1>
          </div>
          <div className="row row--s">
            {seminar.state === 'live' ? (
              <span className="live">{t('common:live')}</span>
            ) : (
              <Status icon={seminar.state === 'cancelled' ? 'calendar-off' : 'clock'}>{t(`staff:state_${seminar.state}`)}</Status>
            )}
            <SeminarActions seminar={seminar} />
          </div>
        </div>
        <SeminarNav slug={seminar.slug} />
        {children}
      </main>
    </div>
  )
}
