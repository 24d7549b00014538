import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StubNotice } from '../../features/seats/StubNotice.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Frame } from '../public/Frame.tsx'

const SLOW_AFTER_MS = 5_000

/** The page while there is nothing to show: loading, server away, no such seminar. */
export function FaultPage({ kind }: { readonly kind: 'loading' | 'offline' | 'not_found' }) {
  const { t } = useTranslation('entry')
  return (
    <Frame provider="Podium" skipTo="entrance" skipLabel={t('landingSkip')} bodyClass="entry-page">
      <main className="wrap entry" id="entrance">
        {kind === 'loading' ? (
          <Loading />
        ) : (
          <div className="ticket ticket--alone">
            {kind === 'offline' ? (
              <StubNotice icon="offline" title={t('offlineTitle')} isPageTitle>
                <p role="status">{t('offlineText')}</p>
              </StubNotice>
            ) : (
              <StubNotice icon="alert" title={t('notFoundTitle')} isPageTitle>
                <p>{t('notFoundText')}</p>
                <a className={buttonClass({ variant: 'primary', isBig: true, isBlock: true })} href="/zugang">
                  {t('byNumber')}
                </a>
              </StubNotice>
            )}
          </div>
        )}
      </main>
    </Frame>
  )
}

function Loading() {
  const { t } = useTranslation('common')
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="ticket ticket--loading" aria-busy="true">
      <h1 className="sr">{t('loading')}</h1>
      {isSlow && <p role="status">{t('loadingLong')}</p>}
    </div>
  )
}
