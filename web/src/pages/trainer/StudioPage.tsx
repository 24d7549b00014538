import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { StaffMember } from '@podium/shared/staff.ts'
import { useSeminars } from '../../features/staff/seminars.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { StudioRoom } from './StudioRoom.tsx'

/** The studio of one seminar, found by its name in the address. */
export function StudioPage({ member }: { readonly member: StaffMember }) {
  const { t } = useTranslation(['studio', 'staff', 'common'])
  const { slug } = useParams()
  const list = useSeminars()
  switch (list.kind) {
    case 'loading':
      return (
        <main className="sign-in" aria-busy="true">
          <p className="t-2">{t('common:loading')}</p>
        </main>
      )
    case 'failed':
      return (
        <main className="sign-in">
          <div className="card sign-in-card">
            <h1 className="h-sec">{t('staff:unreachable')}</h1>
            <Button variant="primary" icon="refresh" onPress={list.retry}>
              {t('common:retry')}
            </Button>
          </div>
        </main>
      )
    case 'known': {
      const seminar = list.seminars.find((candidate) => candidate.slug === slug)
      if (seminar) return <StudioRoom key={seminar.id} seminarId={seminar.id} member={member} />
      return (
        <main className="sign-in">
          <div className="card sign-in-card">
            <h1 className="h-sec">{t('notFound')}</h1>
            <Link className={buttonClass({ variant: 'primary' })} to="/studio?alle">
              {t('toSeminars')}
            </Link>
          </div>
        </main>
      )
    }
  }
}
