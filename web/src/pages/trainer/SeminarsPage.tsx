import { useTranslation } from 'react-i18next'
import { Navigate, useSearchParams } from 'react-router'
import { Masthead } from '../../features/staff/Masthead.tsx'
import { SeminarList } from '../../features/staff/SeminarList.tsx'
import { useSeminars } from '../../features/staff/seminars.ts'
import { Button } from '../../ui/Button.tsx'

/** The trainer's seminars; with a single one the studio opens at once, unless the address asks for the list. */
export function SeminarsPage() {
  const { t } = useTranslation(['staff', 'common'])
  const [parameters] = useSearchParams()
  const list = useSeminars()
  const [only, second] = list.kind === 'known' ? list.seminars : []
  if (only && !second && !parameters.has('alle')) return <Navigate to={`/studio/${only.slug}`} replace />
  return (
    <>
      <title>{`${t('seminars')} · ${t('studio')}`}</title>
      <Masthead name={t('common:product')} area={t('studio')} />
      <main className="wrap wrap--wide org-main stack" id="content">
        <h1 className="h-page">{t('seminars')}</h1>
        {list.kind === 'loading' && <p className="t-2">{t('common:loading')}</p>}
        {list.kind === 'failed' && (
          <div className="row">
            <p>{t('unreachable')}</p>
            <Button icon="refresh" onPress={list.retry}>
              {t('common:retry')}
            </Button>
          </div>
        )}
        {list.kind === 'known' && <SeminarList seminars={list.seminars} base="/studio" />}
      </main>
    </>
  )
}
