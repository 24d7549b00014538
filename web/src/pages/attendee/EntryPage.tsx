import { useTranslation } from 'react-i18next'
import { enterByLink, type OwnSeat } from '@podium/shared/seats.ts'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import { EntryForm } from '../../features/seats/EntryForm.tsx'
import { StubNotice } from '../../features/seats/StubNotice.tsx'
import { TakenStub } from '../../features/seats/TakenStub.tsx'
import { ToneTest } from '../../features/seats/ToneTest.tsx'
import { useEntry } from '../../features/seats/useEntry.ts'
import { call } from '../../lib/api.ts'
import { Countdown } from './Countdown.tsx'
import { DeadStub } from './DeadStub.tsx'
import { Ticket } from './Ticket.tsx'

export interface EntryPageProps {
  readonly card: SeminarCard
  readonly clockOffsetMs: number
  readonly token: string
  /** Runs inside the click: unlocks sound. */
  readonly onGesture: () => void
  readonly onEntered: (seat: OwnSeat) => void
}

/** The page behind a personal link, the same for every link until the code is accepted (AL-04). */
export function EntryPage({ card, clockOffsetMs, token, onGesture, onEntered }: EntryPageProps) {
  const { t } = useTranslation('entry')
  const entry = useEntry('link', (code: string, takeOver) => call(enterByLink, { slug: card.slug, token, code, takeOver }), onEntered)
  const hello = (
    <>
      {t('welcome')} <span className="t-2">{t('linkIsYours')}</span>
    </>
  )
  return <Ticket card={card} hello={hello} stub={stub()} />

  function stub() {
    if (typeof RTCPeerConnection === 'undefined') {
      return (
        <StubNotice icon="alert" title={t('oldTitle')}>
          <p>{t('oldText')}</p>
        </StubNotice>
      )
    }
    if (card.state === 'cancelled') return <DeadStub reason="cancelled" card={card} />
    if (card.state === 'ended' || card.state === 'archived') return <DeadStub reason="ended" card={card} />
    switch (entry.screen.kind) {
      case 'dead':
        return <DeadStub reason={entry.screen.reason} card={card} takesFocus />
      case 'taken':
        return (
          <TakenStub
            untilMs={entry.screen.untilMs}
            isPending={entry.isPending}
            supportEmail={card.supportEmail}
            onStay={entry.back}
            onTakeOver={() => {
              onGesture()
              entry.takeOver()
            }}
          />
        )
      case 'form':
        return (
          <section className="ticket-stub" aria-label={t('entrance')}>
            <Countdown card={card} clockOffsetMs={clockOffsetMs} />
            <EntryForm
              by="link"
              screen={entry.screen}
              isPending={entry.isPending}
              action={t('join')}
              timeZone={card.timeZone}
              onEnter={({ code }) => {
                onGesture()
                entry.attempt(code)
              }}
            />
            <ToneTest />
          </section>
        )
    }
  }
}
