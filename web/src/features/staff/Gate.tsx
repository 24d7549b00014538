import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffMember } from '@podium/shared/staff.ts'
import { Button } from '../../ui/Button.tsx'
import { useAccount } from './account.ts'
import { SignIn } from './SignIn.tsx'

/** Lets signed-in staff through and shows the door to everybody else. */
export function Gate({ place, children }: { readonly place: string; readonly children: (member: StaffMember) => ReactNode }) {
  const { t } = useTranslation('common')
  const account = useAccount()
  switch (account.kind) {
    case 'loading':
      return (
        <main className="sign-in" aria-busy="true">
          <p className="t-2">{t('loading')}</p>
        </main>
      )
    case 'failed':
      return (
        <main className="sign-in">
          <div className="card sign-in-card">
            <h1 className="h-sec">{t('pageFailed')}</h1>
            <p className="t-2">{t('pageFailedHint')}</p>
            <Button variant="primary" icon="refresh" onPress={account.retry}>
              {t('retry')}
            </Button>
          </div>
        </main>
      )
    case 'signed_out':
      return <SignIn place={place} />
    case 'signed_in':
      return children(account.member)
  }
}
