// The three lines of a studio: the live connection, this person's devices, and what goes on the air.
import { useEffect, useState } from 'react'
import { publishMedia } from '@podium/shared/media.ts'
import { readRoomAsStaff, type StaffSnapshot } from '@podium/shared/room.ts'
import type { SeminarState } from '@podium/shared/seminars.ts'
import { takeStaffTicket } from '@podium/shared/staff.ts'
import { Capture } from '../../features/stage/publish-capture.ts'
import { isAllowedAlready } from '../../features/stage/publish-devices.ts'
import { Publisher } from '../../features/stage/publish-line.ts'
import { useCapture, usePublisher } from '../../features/stage/PublishVideo.tsx'
import { readOnAir, saveOnAir } from '../../features/studio/onair-memory.ts'
import { call } from '../../lib/api.ts'
import { LiveRoom, type LiveState, useLiveRoom } from '../../lib/live.ts'
import { reduceStaff } from '../../lib/snapshot.ts'

export interface Studio {
  readonly room: LiveRoom<StaffSnapshot>
  readonly live: LiveState<StaffSnapshot>
  readonly capture: Capture
  readonly publisher: Publisher
  /** Whether this person chose to be on the air in this tab. */
  readonly isOnAirWanted: boolean
  /** Sends camera and microphone as soon as the seminar is live; opens them where they are closed. */
  readonly goOnAir: () => void
}

/** Opens everything a studio needs and closes it when the page goes. */
export function useStudio(seminarId: string, isModerator: boolean): Studio {
  const [room] = useState(
    () =>
      new LiveRoom<StaffSnapshot>({
        takeTicket: async () => (await call(takeStaffTicket, { seminarId })).ticket,
        read: readRoomAsStaff,
        reduce: reduceStaff,
        storageKey: `podium.pending.studio.${seminarId}`,
      }),
  )
  const [capture] = useState(() => new Capture())
  // The page is where the browser's own randomness enters.
  const [publisher] = useState(() => new Publisher({ capture, takeAccess: () => call(publishMedia, { seminarId }), random: Math.random })) // oxlint-disable-line eslint/no-restricted-properties
  const [isOnAirWanted, setOnAirWanted] = useState(() => readOnAir(seminarId) !== null)
  const live = useLiveRoom(room)
  const state = live.snapshot?.stage.state ?? null

  useEffect(() => {
    room.start()
    return () => room.stop()
  }, [room])
  useEffect(() => capture.start(), [capture])
  useLine(publisher, state, isOnAirWanted || isModerator)
  useEffect(() => publisher.setOnAir(state === 'live' && isOnAirWanted), [publisher, state, isOnAirWanted])
  useMemory(seminarId, state, capture, publisher, isOnAirWanted, setOnAirWanted)

  return {
    room,
    live,
    capture,
    publisher,
    isOnAirWanted,
    goOnAir: () => {
      setOnAirWanted(true)
      publisher.start()
      const { camera, microphone } = capture.getState()
      if (microphone.phase === 'off' && camera.phase === 'off') void capture.openBoth()
    },
  }
}

/** The media line stands from the lobby on; while live only for those who send, so that a second window puts nobody off the air. */
function useLine(publisher: Publisher, state: SeminarState | null, mayJoinLive: boolean): void {
  const isNeeded = state === 'open' || (state === 'live' && mayJoinLive)
  useEffect(() => {
    if (!isNeeded) return
    publisher.start()
    return () => void publisher.stop()
  }, [publisher, isNeeded])
}

/** Remembers over a reload that this tab is on the air, and brings it back where the browser allows the devices already. */
function useMemory(
  seminarId: string,
  state: SeminarState | null,
  capture: Capture,
  publisher: Publisher,
  isWanted: boolean,
  setWanted: (isWanted: boolean) => void,
): void {
  const { camera, microphone, isMuted } = useCapture(capture)
  const { stopReason } = usePublisher(publisher)
  const hasCamera = camera.phase !== 'off'
  const isSending = microphone.phase === 'on' || camera.phase === 'on'
  const isLive = state === 'live'

  useEffect(() => {
    if (!isLive || !isWanted || isSending) return
    const memory = readOnAir(seminarId)
    if (!memory) return
    void isAllowedAlready().then((isAllowed) => {
      if (!isAllowed) return setWanted(false)
      capture.setMuted(memory.isMuted)
      return memory.hasCamera ? capture.openBoth() : capture.open('microphone')
    })
    // Once, when the first snapshot says that the seminar is live.
  }, [isLive]) // oxlint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    if (isLive && isWanted && isSending) saveOnAir(seminarId, { hasCamera, isMuted })
  }, [seminarId, isLive, isWanted, isSending, hasCamera, isMuted])

  useEffect(() => {
    if (stopReason === 'elsewhere') {
      saveOnAir(seminarId, null)
      setWanted(false)
    }
  }, [seminarId, stopReason, setWanted])

  useEffect(() => {
    if (state !== 'ended' && state !== 'archived' && state !== 'cancelled') return
    saveOnAir(seminarId, null)
    setWanted(false)
    for (const name of ['camera', 'microphone', 'screen'] as const) capture.close(name)
  }, [seminarId, state, capture, setWanted])
}
