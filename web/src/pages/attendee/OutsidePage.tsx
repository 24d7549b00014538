import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'
import { continueHere, type OwnSeat } from '@podium/shared/seats.ts'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import { keptToken } from '../../features/seats/keptLink.ts'
import { StubNotice } from '../../features/seats/StubNotice.tsx'
import { call } from '../../lib/api.ts'
import { Button } from '../../ui/Button.tsx'
import { DeadStub } from './DeadStub.tsx'
import { Ticket } from './Ticket.tsx'

export type Why = 'replaced' | 'revoked' | 'left' | 'signed_out'

export interface OutsidePageProps {
  readonly why: Why
  readonly card: SeminarCard
  /** Runs inside the click: unlocks sound. */
  readonly onGesture: () => void
  readonly onBack: (seat: OwnSeat) => void
  readonly onWhy: (why: Why) => void
  /** Looks again who this browser is: after leaving, with the link still at hand. */
  readonly onFormer: () => void
}

/** After losing or leaving the seat: why, and the way back. */
export function OutsidePage({ why, card, onGesture, onBack, onWhy, onFormer }: OutsidePageProps) {
  const { t } = useTranslation('entry')
  const [isPending, setPending] = useState(false)
  const [note, setNote] = useState<string | null>(null)
  const [isOver, setOver] = useState(false)

  const back = async (): Promise<void> => {
    if (isPending) return
    setPending(true)
    setNote(null)
    try {
      onBack(await call(continueHere, { slug: card.slug }))
    } catch (error) {
      if (!(error instanceof Refusal)) setNote(t('unreachable'))
      else if (error.code === 'seat_revoked') onWhy('revoked')
      else if (error.code === 'take_over_too_soon') setNote(t('tooSoon', { seconds: Math.ceil((error.retryAfterMs ?? 5_000) / 1000) }))
      else if (error.code === 'seminar_ended') setOver(true)
      else if (error.code === 'signed_out') onWhy('signed_out')
      else setNote(t('failed'))
    } finally {
      setPending(false)
    }
  }

  return <Ticket card={card} hello={t('welcome')} stub={stub()} />

  function stub() {
    if (isOver) return <DeadStub reason="ended" card={card} takesFocus />
    switch (why) {
      case 'replaced':
        return (
          <StubNotice icon="devices" title={t('replacedTitle')} takesFocus>
            <p>{t('replacedText')}</p>
            <Button
              variant="primary"
              isBig
              isBlock
              isPending={isPending}
              onPress={() => {
                onGesture()
                void back()
              }}
            >
              {t('continueHere')}
            </Button>
            {note !== null && (
              <p className="hint" role="alert">
                {note}
              </p>
            )}
          </StubNotice>
        )
      case 'revoked':
        return <DeadStub reason="revoked" card={card} takesFocus />
      case 'left':
        return (
          <StubNotice icon="leave" title={t('goodbyeTitle')} takesFocus>
            <p>{t('goodbyeText')}</p>
            {keptToken(card.slug) !== null && (
              <Button variant="primary" isBig isBlock onPress={onFormer}>
                {t('goodbyeBack')}
              </Button>
            )}
          </StubNotice>
        )
      case 'signed_out':
        return (
          <StubNotice icon="alert" title={t('signedOutTitle')} takesFocus>
            <p>{t('signedOutText')}</p>
          </StubNotice>
        )
    }
  }
}
