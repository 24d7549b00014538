import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { resendAccess } from '@podium/shared/letters.ts'
import type { SeatCredentials, SeatEntry } from '@podium/shared/seats.ts'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { AddSeat } from '../../features/seats-admin/AddSeat.tsx'
import { CoViewersDialog } from '../../features/seats-admin/CoViewersDialog.tsx'
import { Credentials } from '../../features/seats-admin/Credentials.tsx'
import { ReissueSeat, RevokeSeat, useRestoreSeat } from '../../features/seats-admin/SeatDialogs.tsx'
import { SeatTable } from '../../features/seats-admin/SeatTable.tsx'
import { useSeats } from '../../features/seats-admin/seats.ts'
import { SubstituteSeat } from '../../features/seats-admin/SubstituteSeat.tsx'
import { useExplain } from '../../features/seats-admin/useExplain.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { SeminarFrame, SeminarGate } from './SeminarFrame.tsx'

type Asking =
  | { readonly kind: 'add' }
  | { readonly kind: 'substitute' | 'coViewers' | 'revoke' | 'reissue'; readonly seat: SeatEntry }
  | { readonly kind: 'credentials'; readonly credentials: SeatCredentials }

/** The seats of one seminar with their origin and their letters. */
export function SeatsPage() {
  return <SeminarGate>{(seminar) => <Seats key={seminar.id} seminar={seminar} />}</SeminarGate>
}

function Seats({ seminar }: { readonly seminar: SeminarSummary }) {
  const { t } = useTranslation(['tickets', 'organiser', 'common'])
  const seats = useSeats(seminar.id)
  const queries = useQueryClient()
  const explain = useExplain()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const complain = (reason: string) => setComplaint(t('organiser:actionFailed', { reason }))
  const refresh = () => void queries.invalidateQueries({ queryKey: ['seats', seminar.id] })
  const restore = useRestoreSeat(complain)
  const close = () => {
    setAsking(null)
    refresh()
  }

  async function resend(seat: SeatEntry) {
    setComplaint(null)
    try {
      await call(resendAccess, { seatId: seat.seatId })
      announce(t('resent', { name: seat.holderName }))
      refresh()
    } catch (error) {
      complain(explain(error))
    }
  }

  return (
    <SeminarFrame seminar={seminar} name={t('seatsTitle')}>
      {complaint !== null && (
        <div className="banner" data-tone="danger" role="alert">
          <span>{complaint}</span>
          <Button isDense onPress={() => setComplaint(null)}>
            {t('common:close')}
          </Button>
        </div>
      )}
      {seats.isPending && <p className="t-2">{t('common:loading')}</p>}
      {seats.isError && (
        <div className="row">
          <p role="alert">{explain(seats.error)}</p>
          <Button icon="refresh" onPress={() => void seats.refetch()}>
            {t('common:retry')}
          </Button>
        </div>
      )}
      {seats.data && (
        <SeatTable
          seats={seats.data}
          timeZone={seminar.timeZone}
          onAdd={() => setAsking({ kind: 'add' })}
          onSubstitute={(seat) => setAsking({ kind: 'substitute', seat })}
          onCoViewers={(seat) => setAsking({ kind: 'coViewers', seat })}
          onResend={(seat) => void resend(seat)}
          onReissue={(seat) => setAsking({ kind: 'reissue', seat })}
          onRevoke={(seat) => setAsking({ kind: 'revoke', seat })}
          onRestore={(seat) => {
            setComplaint(null)
            void restore(seat).then(refresh)
          }}
        />
      )}
      {asking?.kind === 'add' && (
        <AddSeat seminarId={seminar.id} onClose={close} onAdded={(credentials) => setAsking({ kind: 'credentials', credentials })} />
      )}
      {asking?.kind === 'substitute' && (
        <SubstituteSeat
          seat={asking.seat}
          onClose={close}
          onDone={(credentials, hasEmail) => {
            announce(t('substituted'))
            refresh()
            // Whoever gets a letter needs nothing read out to them.
            setAsking(hasEmail ? null : { kind: 'credentials', credentials })
          }}
        />
      )}
      {asking?.kind === 'coViewers' && <CoViewersDialog seat={asking.seat} onClose={close} onSaved={close} />}
      {asking?.kind === 'revoke' && <RevokeSeat seat={asking.seat} onClose={close} />}
      {asking?.kind === 'reissue' && (
        <ReissueSeat seat={asking.seat} onClose={close} onIssued={(credentials) => setAsking({ kind: 'credentials', credentials })} />
      )}
      {asking?.kind === 'credentials' && <Credentials credentials={asking.credentials} onClose={close} />}
    </SeminarFrame>
  )
}
