import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { CreateSeminar } from '../../features/seminars-admin/CreateSeminar.tsx'
import { Masthead } from '../../features/staff/Masthead.tsx'
import { SeminarList } from '../../features/staff/SeminarList.tsx'
import { useSeminars } from '../../features/staff/seminars.ts'
import { Button } from '../../ui/Button.tsx'

/** All seminars of the house. */
export function SeminarsPage() {
  const { t } = useTranslation(['organiser', 'staff', 'common', 'tickets'])
  const go = useNavigate()
  const [isCreating, setCreating] = useState(false)
  const list = useSeminars()
  return (
    <div className="org">
      <title>{`${t('seminars')} · ${t('title')}`}</title>
      <Masthead name={t('common:product')} area={t('title')} />
      <main className="wrap wrap--wide org-main stack" id="content">
        <div className="org-head">
          <h1 className="h-page">{t('seminars')}</h1>
          <Button icon="plus" onPress={() => setCreating(true)}>
            {t('tickets:createSeminar')}
          </Button>
        </div>
        {list.kind === 'loading' && <p className="t-2">{t('common:loading')}</p>}
        {list.kind === 'failed' && (
          <div className="row">
            <p>{t('unreachable')}</p>
            <Button icon="refresh" onPress={list.retry}>
              {t('common:retry')}
            </Button>
          </div>
        )}
        {list.kind === 'known' && <SeminarList seminars={list.seminars} base="/orga" />}
      </main>
      {isCreating && <CreateSeminar onClose={() => setCreating(false)} onCreated={(slug) => void go(`/orga/${slug}/tickets`)} />}
    </div>
  )
}
