import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Announcer } from '../../ui/Announcer.tsx'
import { Brand } from '../../ui/Brand.tsx'
import { DisplayMenu } from './DisplayMenu.tsx'
import { LanguageButton } from './LanguageButton.tsx'

/** Head and foot of every page outside the room. */
export function Frame({
  provider,
  skipTo,
  skipLabel,
  nav,
  children,
  isFlush = false,
  bodyClass,
}: {
  readonly provider: string
  readonly skipTo: string
  readonly skipLabel: string
  readonly nav?: ReactNode
  readonly children: ReactNode
  readonly isFlush?: boolean
  readonly bodyClass: string
}) {
  const { t } = useTranslation('entry')
  return (
    <div className={bodyClass}>
      <Announcer />
      <header className="masthead">
        <a className="skip" href={`#${skipTo}`}>
          {skipLabel}
        </a>
        <div className="wrap masthead-in">
          <Brand name={provider} />
          <nav aria-label={nav ? t('mainNav') : t('settings')}>
            {nav}
            <DisplayMenu />
            <LanguageButton />
          </nav>
        </div>
      </header>
      {children}
      <footer className={isFlush ? 'foot foot--flush' : 'foot'}>
        <div className="wrap">
          <span>{provider === 'Podium' ? t('operated') : t('footer', { provider })}</span>
        </div>
      </footer>
    </div>
  )
}
