import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Brand } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { useAccountChange } from './account.ts'
import { DisplayMenu } from './DisplayMenu.tsx'

/** The head of the staff's pages; `children` are the links of the main navigation. */
export function Masthead({ name, area, children }: { readonly name: string; readonly area: string; readonly children?: ReactNode }) {
  const { t } = useTranslation('staff')
  const { leave } = useAccountChange()
  return (
    <header className="masthead">
      <a className="skip" href="#content">
        {t('toContent')}
      </a>
      <div className="wrap wrap--wide masthead-in">
        <Brand name={name} area={area} />
        <nav aria-label={t('navigation')}>
          {children}
          <DisplayMenu />
          <Button variant="quiet" isDense icon="leave" onPress={() => void leave()}>
            <span className="lbl">{t('signOut')}</span>
          </Button>
        </nav>
      </div>
    </header>
  )
}
