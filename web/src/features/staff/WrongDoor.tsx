import { useTranslation } from 'react-i18next'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { useAccountChange } from './account.ts'

/** For an account that belongs on the other side of the house. */
export function WrongDoor({ belongs }: { readonly belongs: 'studio' | 'organisation' }) {
  const { t } = useTranslation('staff')
  const { leave } = useAccountChange()
  const isStudio = belongs === 'studio'
  return (
    <main className="sign-in" id="content">
      <div className="card sign-in-card">
        <h1 className="h-page">{isStudio ? t('wrongDoorOrganiserTitle') : t('wrongDoorTitle')}</h1>
        <p className="t-2">{isStudio ? t('wrongDoorOrganiser') : t('wrongDoorStudio')}</p>
        {/* Another document with other headers, so a plain link and not a route. */}
        <a className={buttonClass({ variant: 'primary', isBig: true, isBlock: true })} href={isStudio ? '/studio' : '/orga'}>
          {isStudio ? t('toStudio') : t('toOrganisation')}
        </a>
        <Button variant="quiet" onPress={() => void leave()}>
          {t('otherAccount')}
        </Button>
      </div>
    </main>
  )
}
