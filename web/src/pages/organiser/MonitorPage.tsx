import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Masthead } from '../../features/staff/Masthead.tsx'
import { useSeminars } from '../../features/staff/seminars.ts'
import { Button } from '../../ui/Button.tsx'
import { MonitorRoom } from './MonitorRoom.tsx'

/** The monitor of one seminar, found by its name in the address. */
export function MonitorPage() {
  const { t } = useTranslation(['organiser', 'common'])
  const { slug } = useParams()
  const list = useSeminars()
  const seminar = list.kind === 'known' ? list.seminars.find((candidate) => candidate.slug === slug) : undefined
  if (seminar) return <MonitorRoom key={seminar.id} seminarId={seminar.id} />
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
