import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listenToMedia } from '@podium/shared/media.ts'
import { type AttendeeSnapshot, readRoomAsAttendee } from '@podium/shared/room.ts'
import { leaveSeat, type OwnSeat, takeSeatTicket } from '@podium/shared/seats.ts'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import { reportSound } from '@podium/shared/attendance.ts'
import { useSoundReport } from '../../features/attendance/useSoundReport.ts'
import { CoViewersForm } from '../../features/co-viewers/CoViewersForm.tsx'
import { StubNotice } from '../../features/seats/StubNotice.tsx'
import { useListener } from '../../features/stage/useListener.ts'
import { call } from '../../lib/api.ts'
import { LiveRoom, useLiveRoom } from '../../lib/live.ts'
import { reduceAttendee } from '../../lib/snapshot.ts'
import { Countdown } from './Countdown.tsx'
import { DeadStub } from './DeadStub.tsx'
import type { Why } from './OutsidePage.tsx'
import { phaseOf } from './phase.ts'
import { RoomPage } from './room/RoomPage.tsx'
import { useSound } from './sound.ts'
import { Ticket } from './Ticket.tsx'

/** On the seat: lobby, room and end, each turning into the next by itself. */
export function Inside({
  seat,
  card,
  clockOffsetMs,
  onOut,
}: {
  readonly seat: OwnSeat
  readonly card: SeminarCard
  readonly clockOffsetMs: number
  readonly onOut: (why: Why) => void
}) {
  const { t } = useTranslation('entry')
  const sound = useSound()
  const { slug } = seat
  const [room] = useState(
    () =>
      new LiveRoom<AttendeeSnapshot>({
        firstTicket: seat.ticket,
        takeTicket: async () => (await call(takeSeatTicket, { slug })).ticket,
        read: readRoomAsAttendee,
        reduce: reduceAttendee,
        storageKey: `podium.pending.${seat.seatId}`,
      }),
  )
  const [listener] = useState(() => sound.listenTo(() => room.ask(listenToMedia, {})))
  const { status, snapshot, clockOffsetMs: liveOffsetMs } = useLiveRoom(room)
  const media = useListener(listener)
  // A lost notice must not leave anybody in the lobby: the card, read every 20 s, knows the state too.
  const state = snapshot?.stage.state ?? card.state
  const phase = phaseOf(state)
  const isClosed = status.kind === 'closed'

  useEffect(() => {
    room.start()
    return () => room.stop()
  }, [room])

  useEffect(() => {
    if (snapshot && card.state !== snapshot.stage.state) room.refresh()
    // Only a newly read card is a reason to ask; the snapshot changes all the time.
  }, [card.state, card.serverNow]) // oxlint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    // The end brings the final minutes, which no notice carries.
    if (phase === 'ended') room.refresh()
  }, [phase, room])

  useEffect(() => {
    if (phase !== 'live' || isClosed) return
    listener.start()
    return () => void listener.stop('over')
  }, [phase, isClosed, listener])

  const isHearing = media.sound === 'playing' && !media.isMuted && media.volume > 0
  const [isConfirmed, setConfirmed] = useState(false)
  useSoundReport(status.kind === 'live', isHearing, isConfirmed, (sound) => void room.ask(reportSound, sound).catch(() => undefined))

  const closedReason = status.kind === 'closed' ? status.reason : null
  useEffect(() => {
    if (closedReason !== null && closedReason !== 'seminar_over') onOut(closedReason)
  }, [closedReason, onOut])

  const leave = async (): Promise<void> => {
    room.stop()
    await listener.stop('left')
    await call(leaveSeat, { slug }).catch(() => undefined)
    onOut('left')
  }

  const hello = t('hello', { name: seat.holderName })
  if (phase === 'cancelled')
    return <Ticket card={{ ...card, state: 'cancelled' }} hello={hello} stub={<DeadStub reason="cancelled" card={card} takesFocus />} />
  if (closedReason === 'seminar_over' && phase !== 'ended' && phase !== 'live')
    return (
      <Ticket
        card={card}
        hello={hello}
        stub={<DeadStub reason="ended" card={card} minutes={snapshot?.presentMinutes ?? null} takesFocus />}
      />
    )
  if (phase === 'lobby') {
    return (
      <Ticket
        card={card}
        hello={hello}
        stub={
          <section className="ticket-stub" aria-label={t('entrance')}>
            <Countdown card={{ ...card, state }} clockOffsetMs={snapshot ? liveOffsetMs : clockOffsetMs} />
            <p role="status">{t('lobbyText')}</p>
            <CoViewersForm slug={slug} />
          </section>
        }
      />
    )
  }
  if (!snapshot) {
    if (closedReason === 'seminar_over')
      return <Ticket card={card} hello={hello} stub={<DeadStub reason="ended" card={card} takesFocus />} />
    return (
      <Ticket
        card={card}
        hello={hello}
        stub={
          <StubNotice icon="pending" title={t('loadingRoom', { ns: 'room' })}>
            <p role="status">{status.kind === 'reconnecting' ? t('loadingLong', { ns: 'room' }) : ''}</p>
          </StubNotice>
        }
      />
    )
  }
  return (
    <RoomPage
      room={room}
      snapshot={snapshot}
      status={status}
      clockOffsetMs={liveOffsetMs}
      phase={closedReason === 'seminar_over' ? 'ended' : phase}
      listener={listener}
      media={media}
      onHearing={isHearing && !isConfirmed ? () => setConfirmed(true) : null}
      onLeave={() => void leave()}
    />
  )
}
