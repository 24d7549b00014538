import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import { AgendaList } from '../../features/agenda/AgendaList.tsx'
import { agendaProgress } from '../../features/agenda/progress.ts'
import { Ruler } from '../../features/agenda/Ruler.tsx'
import { clock, longDate, timeRange, zoneName } from '../../lib/i18n/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'
import { Frame } from '../public/Frame.tsx'

/** The entrance as a ticket: what, when and who on the left, what to do now (`stub`) on the right. */
export function Ticket({ card, hello, stub }: { readonly card: SeminarCard; readonly hello: ReactNode; readonly stub: ReactNode }) {
  const { t } = useTranslation('entry')
  const progress = agendaProgress(card, null, card.startsAt)
  const minutes = Math.round((card.endsAt - card.startsAt) / 60_000)
  const items = card.agenda.length
  const isCancelled = card.state === 'cancelled'
  return (
    <Frame provider={card.provider} skipTo="entrance" skipLabel={t('skip')} bodyClass="entry-page">
      <main className="wrap entry" id="entrance">
        <p className="entry-hello">{hello}</p>
        <div className="ticket">
          <section className="ticket-main" aria-label={t('seminar')}>
            <p className="ticket-kind">{t('kind')}</p>
            <h1>{card.subtitle ? `${card.title}: ${card.subtitle}` : card.title}</h1>
            <dl className="ticket-facts">
              <div>
                <dt>{t('day')}</dt>
                <dd>{isCancelled ? <s>{longDate(card.startsAt, card.timeZone)}</s> : longDate(card.startsAt, card.timeZone)}</dd>
                {isCancelled && (
                  <dd className="t-sm">
                    <Status tone="danger" icon="calendar-off">
                      {t('cancelled')}
                    </Status>
                  </dd>
                )}
              </div>
              <div>
                <dt>{t('time')}</dt>
                <dd>{timeRange(card.startsAt, card.endsAt, card.timeZone)}</dd>
                <dd className="t-sm t-2">{zoneNote(card, t)}</dd>
              </div>
              <div>
                <dt>{card.trainerRole}</dt>
                <dd>{card.trainerName}</dd>
              </div>
            </dl>
            <div className="ticket-ruler">
              <Ruler
                rows={progress.rows}
                label={progress.phase === 'over' ? t('rulerLabelDone', { minutes, items }) : t('rulerLabel', { minutes, items })}
              />
              <div className="ruler-ends">
                <span>{clock(card.startsAt, card.timeZone)}</span>
                <span>
                  {t('rulerMinutes', { minutes })}
                  <span className="wide-t">{t('rulerItems', { items })}</span>
                </span>
                <span>{clock(card.endsAt, card.timeZone)}</span>
              </div>
            </div>
            <details className="ticket-agenda">
              <summary>
                <span className="chev">
                  <Icon name="down" size="s" />
                </span>{' '}
                {t('showAgenda')}
              </summary>
              <AgendaList rows={progress.rows} timeZone={card.timeZone} />
              {card.agenda.some(({ isStarred }) => isStarred) && <p className="t-sm t-2">{t('asterisk')}</p>}
            </details>
          </section>
          {stub}
        </div>
        <div className="entry-foot">
          <p>
            <Icon name="headphones" />
            <span>
              <b>{t('listenOnly')}</b> {t('listenOnlyText')}
            </span>
          </p>
          <p>
            <Icon name="help" />
            <span>
              <b>{t('trouble')}</b> {t('troubleText', { phone: card.supportPhone })}
            </span>
          </p>
        </div>
      </main>
    </Frame>
  )
}

function zoneNote(card: SeminarCard, t: ReturnType<typeof useTranslation<'entry'>>['t']): string {
  const zone = zoneName(card.startsAt, card.timeZone)
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const range = timeRange(card.startsAt, card.endsAt, ownZone)
  return range === timeRange(card.startsAt, card.endsAt, card.timeZone) ? t('sameZone', { zone }) : t('otherZone', { zone, range })
}
