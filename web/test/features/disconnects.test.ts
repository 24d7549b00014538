import { DisconnectReason } from 'livekit-client'
import { describe, expect, test } from 'vitest'
import { afterDisconnect, type Recovery, rejoinDelayMs } from '../../src/features/stage/disconnects.ts'

const EXPECTED: Record<keyof typeof DisconnectReason, Recovery> = {
  UNKNOWN_REASON: 'rejoin',
  CLIENT_INITIATED: 'rejoin_when_visible',
  DUPLICATE_IDENTITY: 'stop_elsewhere',
  SERVER_SHUTDOWN: 'rejoin',
  PARTICIPANT_REMOVED: 'stop_removed',
  ROOM_DELETED: 'ask_then_rejoin',
  STATE_MISMATCH: 'rejoin',
  JOIN_FAILURE: 'rejoin',
  MIGRATION: 'rejoin',
  SIGNAL_CLOSE: 'rejoin',
  ROOM_CLOSED: 'ask_then_rejoin',
  USER_UNAVAILABLE: 'rejoin',
  USER_REJECTED: 'stop_refused',
  SIP_TRUNK_FAILURE: 'rejoin',
  CONNECTION_TIMEOUT: 'rejoin',
  MEDIA_FAILURE: 'rejoin',
  AGENT_ERROR: 'rejoin',
}

describe('W40 Every reason the media line can end for has one answer', () => {
  const names = Object.keys(DisconnectReason).filter((name) => Number.isNaN(Number(name)))

  test('W40 the table covers the whole enum of the installed media library', () => {
    expect(names.toSorted()).toEqual(Object.keys(EXPECTED).toSorted())
  })

  test.each(Object.entries(EXPECTED))('W40 %s → %s', (name, recovery) => {
    const [, value] = Object.entries(DisconnectReason).find(([known]) => known === name) ?? []
    expect(afterDisconnect(Number(value), false)).toBe(recovery)
  })

  test('W40 a reason nobody knows yet means rejoin', () => {
    expect(afterDisconnect(undefined, false)).toBe('rejoin')
    expect(afterDisconnect(Number('9999'), false)).toBe('rejoin')
  })

  test('W40 after leaving on purpose nothing brings the person back', () => {
    const reasons = Object.values(DisconnectReason).filter((value) => typeof value === 'number')
    expect(new Set(reasons.map((reason) => afterDisconnect(reason, true)))).toEqual(new Set(['stop_left']))
  })
})

describe('W41 Rejoining is quick at first and never slower than every 10 s', () => {
  test('W41 the first attempt comes within a second', () => {
    expect(rejoinDelayMs(1, 0)).toBeGreaterThanOrEqual(300)
    expect(rejoinDelayMs(1, 0.999)).toBeLessThanOrEqual(1_000)
  })

  test('W41 later attempts grow up to 10 s', () => {
    expect(rejoinDelayMs(3, 1)).toBeGreaterThan(rejoinDelayMs(2, 1))
    expect(rejoinDelayMs(200, 1)).toBe(10_000)
  })
})
