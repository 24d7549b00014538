import { useTranslation } from 'react-i18next'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import { ItemTitle } from '../../features/agenda/AgendaList.tsx'
import { agendaProgress } from '../../features/agenda/progress.ts'
import { scaleOf } from '../../features/agenda/Ruler.tsx'
import { clock, longDate, timeRange } from '../../lib/i18n/format.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'
import { Frame } from './Frame.tsx'

/** The public page of one seminar. */
export function LandingPage({ card }: { readonly card: SeminarCard }) {
  const { t } = useTranslation('entry')
  const minutes = Math.round((card.endsAt - card.startsAt) / 60_000)
  const { rows } = agendaProgress(card, null, card.startsAt)
  const nav = (
    <>
      <a className="nav-text" href="#agenda">
        {t('navAgenda')}
      </a>
      <a className="nav-text" href="/zugang">
        {t('navAccess')}
      </a>
    </>
  )
  return (
    <Frame provider={card.provider} skipTo="content" skipLabel={t('landingSkip')} nav={nav} isFlush bodyClass="landing">
      <main id="content">
        <section className="wrap hero">
          <div className="hero-text">
            <p className="hero-kind">{t('landingKind', { minutes })}</p>
            <h1>{card.title}</h1>
            {card.subtitle && <p className="hero-lead">{card.subtitle}</p>}
            <ul className="hero-facts">
              <li>
                <Icon name="headphones" /> {t('factListen')}
              </li>
              <li>
                <Icon name="question" /> {t('factAsk')}
              </li>
              <li>
                <Icon name="poll" /> {t('factPolls')}
              </li>
            </ul>
          </div>
          <section className="booking" aria-labelledby="date-title">
            <h2 className="h-sub" id="date-title">
              {t('date')}
            </h2>
            <ul className="dates">
              <li>
                <div>
                  <b>{longDate(card.startsAt, card.timeZone)}</b>
                  <span>{timeRange(card.startsAt, card.endsAt, card.timeZone)}</span>
                </div>
                {card.state === 'cancelled' && (
                  <Status tone="danger" icon="calendar-off">
                    {t('cancelled')}
                  </Status>
                )}
                {card.state === 'live' && <span className="live">{t('live', { ns: 'common' })}</span>}
                <a className={buttonClass({ variant: 'primary', isBlock: true })} href="/zugang">
                  {t('byNumber')}
                </a>
              </li>
            </ul>
            <p className="hint">{t('haveLink')}</p>
          </section>
        </section>
        <section className="band" id="agenda" aria-labelledby="agenda-title">
          <div className="wrap band-in">
            <div className="band-head">
              <h2 id="agenda-title" className="h-page">
                {t('agendaTitle', { minutes, items: rows.length })}
              </h2>
              <p className="t-2">{t('agendaText')}</p>
              {rows.some(({ isStarred }) => isStarred) && (
                <p className="ast-note">
                  <b>{t('noAdviceBold')}</b> {t('noAdviceText')}
                </p>
              )}
            </div>
            <ol className="programme">
              {rows.map((row) => (
                <li key={row.id} className="prog" style={scaleOf(row)}>
                  <span className="at">{clock(row.startsAt, card.timeZone)}</span>
                  <span className="agenda-rule" aria-hidden="true" />
                  <h3 className="tt">
                    <ItemTitle row={row} />
                  </h3>
                  <span className="mn">{t('minutesShort', { minutes: row.minutes })}</span>
                </li>
              ))}
            </ol>
          </div>
        </section>
        <section className="wrap trio">
          <div>
            <h2 className="h-sec">{t('needTitle')}</h2>
            <p>{t('needText1')}</p>
            <p>{t('needText2')}</p>
          </div>
          <div>
            <h2 className="h-sec">{t('legalTitle')}</h2>
            <p>{t('legalText')}</p>
          </div>
          <div>
            <h2 className="h-sec">{t('helpTitle')}</h2>
            <p>
              {t('helpText', { phone: card.supportPhone })} <a href={`mailto:${card.supportEmail}`}>{card.supportEmail}</a>
            </p>
          </div>
        </section>
        <section className="closing">
          <div className="wrap closing-in">
            <p className="display">
              {t('closing', { date: longDate(card.startsAt, card.timeZone), time: clock(card.startsAt, card.timeZone) })}
            </p>
            <a className={buttonClass({ variant: 'mark', isBig: true })} href="/zugang">
              {t('byNumber')}
            </a>
          </div>
        </section>
      </main>
    </Frame>
  )
}
