import { useTranslation } from 'react-i18next'
import { buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Frame } from './Frame.tsx'

/** The address without a seminar: says where the way in is. */
export function StartPage() {
  const { t } = useTranslation('entry')
  return (
    <Frame provider="Podium" skipTo="content" skipLabel={t('landingSkip')} bodyClass="landing">
      <main id="content" className="wrap hero">
        <div className="hero-text">
          <h1>{t('startTitle')}</h1>
          <p className="hero-lead">{t('startText')}</p>
          <ul className="hero-facts">
            <li>
              <Icon name="headphones" /> {t('factListen')}
            </li>
            <li>
              <Icon name="question" /> {t('factAsk')}
            </li>
          </ul>
        </div>
        <section className="booking" aria-labelledby="access-title">
          <h2 className="h-sub" id="access-title">
            {t('navAccess')}
          </h2>
          <p className="stack">{t('numberText')}</p>
          <a className={buttonClass({ variant: 'primary', isBlock: true })} href="/zugang">
            {t('byNumber')}
          </a>
        </section>
      </main>
    </Frame>
  )
}
