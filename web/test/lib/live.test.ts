import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AskedOf } from '@podium/shared/define.ts'
import { castBallot } from '@podium/shared/polls.ts'
import { Refusal } from '@podium/shared/failures.ts'
import { type AttendeeSnapshot, readRoomAsAttendee } from '@podium/shared/room.ts'
import { Unreachable } from '../../src/lib/api.ts'
import { LiveRoom, reconnectDelayMs } from '../../src/lib/live.ts'
import { createPendingStore } from '../../src/lib/pending.ts'
import { reduceAttendee } from '../../src/lib/snapshot.ts'
import type { Wire } from '../../src/lib/wire.ts'
import { attendeeSnapshot, publishedQuestion } from './builders.ts'

const BALLOT: AskedOf<typeof castBallot> = {
  pollId: '0000000000000000000000000P',
  wave: 'only',
  choice: { kind: 'options', optionIds: ['0000000000000000000000000A'] },
  sequence: 1,
}

/** The server's end of a connection, played by the test. */
class FakeWire implements Wire {
  readonly heard = new Map<string, (...args: unknown[]) => void>()
  readonly asked: { name: string; input: unknown; acknowledge: (answer: unknown) => void }[] = []
  isOpen = true

  on(event: string, heard: (...args: unknown[]) => void): void {
    this.heard.set(event, heard)
  }
  emit(name: string, input: unknown, acknowledge: (answer: unknown) => void): void {
    this.asked.push({ name, input, acknowledge })
  }
  disconnect(): void {
    this.isOpen = false
  }
  tell(event: string, ...args: unknown[]): void {
    this.heard.get(event)?.(...args)
  }
  answer(name: string, value: unknown): void {
    const index = this.asked.findIndex((waiting) => waiting.name === name)
    const [waiting] = this.asked.splice(index, 1)
    if (!waiting) throw new Error(`nobody asked for ${name}`)
    waiting.acknowledge({ ok: true, value })
  }
  namesAsked(): string[] {
    return this.asked.map(({ name }) => name)
  }
}

function openRoom(
  options: { firstTicket?: string; takeTicket?: () => Promise<string>; storage?: Parameters<typeof createPendingStore>[1] } = {},
) {
  const wires: FakeWire[] = []
  const tickets: string[] = []
  const opened: string[] = []
  const room = new LiveRoom<AttendeeSnapshot>({
    ...(options.firstTicket === undefined ? {} : { firstTicket: options.firstTicket }),
    takeTicket:
      options.takeTicket ??
      (async () => {
        tickets.push(`ticket-${tickets.length + 1}`)
        return tickets.at(-1) ?? ''
      }),
    read: readRoomAsAttendee,
    reduce: reduceAttendee,
    storageKey: 'test',
    pending: createPendingStore('test', options.storage ?? null),
    open: (ticket) => {
      opened.push(ticket)
      const wire = new FakeWire()
      wires.push(wire)
      return wire
    },
    nowMs: () => Date.now(),
    random: () => 1,
    watchWake: () => () => undefined,
  })
  const connect = async (snapshot: AttendeeSnapshot): Promise<FakeWire> => {
    await vi.waitFor(() => expect(wires.at(-1)?.isOpen).toBe(true))
    const wire = wires.at(-1)
    if (!wire) throw new Error('no connection')
    wire.tell('connect')
    wire.answer('room.readAsAttendee', snapshot)
    return wire
  }
  return { room, wires, tickets, opened, connect }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('W30 The live connection', () => {
  test('W30 reads one snapshot after connecting and knows the server clock', async () => {
    const { room, connect } = openRoom()
    room.start()
    await connect(attendeeSnapshot({ now: 1_005_000 }))
    expect(room.getState().status).toEqual({ kind: 'live' })
    expect(room.serverNowMs()).toBe(1_005_000)
  })

  test('W30 takes a new ticket for every attempt and never gives up', async () => {
    const { room, wires, tickets, connect } = openRoom()
    room.start()
    const first = await connect(attendeeSnapshot())
    first.tell('disconnect')
    expect(room.getState().status).toMatchObject({ kind: 'reconnecting', sinceMs: Date.now(), attempt: 1 })
    await vi.advanceTimersByTimeAsync(1_000)
    wires.at(-1)?.tell('connect_error', new Error('refused'))
    await vi.advanceTimersByTimeAsync(10_000)
    await connect(attendeeSnapshot())
    expect(tickets).toEqual(['ticket-1', 'ticket-2', 'ticket-3'])
    expect(room.getState().status).toEqual({ kind: 'live' })
  })

  test('W29 leaves a stopping server within the time it is given and comes back', async () => {
    const { room, wires, connect } = openRoom()
    room.start()
    const first = await connect(attendeeSnapshot())
    first.tell('room.draining', { revision: null, body: { withinMs: 4_000 } })
    expect(first.isOpen).toBe(false)
    await vi.advanceTimersByTimeAsync(3_900)
    expect(wires).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(100)
    await connect(attendeeSnapshot())
    expect(room.getState().status).toEqual({ kind: 'live' })
  })

  test('W30 a ticket that came with the entry opens the first connection, and only that', async () => {
    const { room, wires, tickets, opened, connect } = openRoom({ firstTicket: 'from-entry' })
    room.start()
    const first = await connect(attendeeSnapshot())
    expect(tickets).toEqual([])
    first.tell('disconnect')
    await vi.advanceTimersByTimeAsync(1_000)
    await connect(attendeeSnapshot())
    expect(wires).toHaveLength(2)
    expect(opened).toEqual(['from-entry', 'ticket-1'])
  })

  test('W30 waits at most 10 s between attempts', () => {
    expect(reconnectDelayMs(1, 1)).toBe(1_000)
    expect(reconnectDelayMs(1_000, 1)).toBe(10_000)
    expect(reconnectDelayMs(5, 0)).toBeLessThan(reconnectDelayMs(5, 1))
  })

  test('W30 an unreachable server is tried again, a refused ticket is final', async () => {
    let failure: Error = new Unreachable()
    const { room } = openRoom({ takeTicket: () => Promise.reject(failure) })
    room.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(room.getState().status.kind).toBe('reconnecting')
    failure = new Refusal('seat_replaced')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(room.getState().status).toEqual({ kind: 'closed', reason: 'replaced' })
  })
})

describe('W31 Notices', () => {
  test('W31 move the snapshot on one revision at a time', async () => {
    const { room, connect } = openRoom()
    room.start()
    const wire = await connect(attendeeSnapshot({ revision: 4 }))
    wire.tell('question.changed', { revision: 5, body: publishedQuestion() })
    expect(room.getState().snapshot).toMatchObject({ revision: 5, questions: [publishedQuestion()] })
  })

  test('W31 a gap reads the snapshot again, an old notice changes nothing', async () => {
    const { room, connect } = openRoom()
    room.start()
    const wire = await connect(attendeeSnapshot({ revision: 4 }))
    wire.tell('question.changed', { revision: 3, body: publishedQuestion() })
    expect(wire.namesAsked()).toEqual([])
    wire.tell('question.changed', { revision: 6, body: publishedQuestion() })
    expect(wire.namesAsked()).toEqual(['room.readAsAttendee'])
    wire.answer('room.readAsAttendee', attendeeSnapshot({ revision: 6, questions: [publishedQuestion()] }))
    expect(room.getState().snapshot?.revision).toBe(6)
  })

  test('W31 notices that arrive while the snapshot travels are applied on top of it', async () => {
    const { room, connect } = openRoom()
    room.start()
    const wire = await connect(attendeeSnapshot({ revision: 1 }))
    room.refresh()
    wire.tell('question.changed', { revision: 2, body: publishedQuestion() })
    wire.tell('question.removed', { revision: 3, body: { questionId: publishedQuestion().id } })
    wire.answer('room.readAsAttendee', attendeeSnapshot({ revision: 2, questions: [publishedQuestion()] }))
    expect(room.getState().snapshot).toMatchObject({ revision: 3, questions: [] })
  })

  test('W31 a closed seat never comes back by itself', async () => {
    const { room, wires, connect } = openRoom()
    room.start()
    const wire = await connect(attendeeSnapshot())
    wire.tell('seat.closed', { revision: null, body: { reason: 'replaced', at: 1 } })
    wire.tell('disconnect')
    await vi.advanceTimersByTimeAsync(120_000)
    room.reconnectNow()
    expect(room.getState().status).toEqual({ kind: 'closed', reason: 'replaced' })
    expect(wires).toHaveLength(1)
  })
})

describe('W32 A change asked for', () => {
  const OWN = { pollId: BALLOT.pollId, wave: BALLOT.wave, choice: BALLOT.choice }

  test('W32 is answered with its parsed reply', async () => {
    const { room, connect } = openRoom()
    room.start()
    const wire = await connect(attendeeSnapshot())
    const reply = room.ask(castBallot, BALLOT)
    wire.answer('poll.vote', OWN)
    await expect(reply).resolves.toEqual(OWN)
  })

  test('W32 is refused with its code', async () => {
    const { room, connect } = openRoom()
    room.start()
    const wire = await connect(attendeeSnapshot())
    const reply = room.ask(castBallot, BALLOT)
    wire.asked[0]?.acknowledge({ ok: false, code: 'poll_closed', retryAfterMs: null })
    await expect(reply).rejects.toMatchObject({ code: 'poll_closed' })
  })

  test('W32 goes out again, unchanged, when the line broke before the answer', async () => {
    const { room, connect } = openRoom()
    room.start()
    const first = await connect(attendeeSnapshot())
    const reply = room.ask(castBallot, BALLOT)
    first.tell('disconnect')
    await vi.advanceTimersByTimeAsync(1_000)
    const second = await connect(attendeeSnapshot())
    expect(second.asked).toMatchObject([{ name: 'poll.vote', input: BALLOT }])
    second.answer('poll.vote', OWN)
    await expect(reply).resolves.toEqual(OWN)
  })

  test('W32 no acknowledgement within 10 s counts as a broken line', async () => {
    const { room, connect } = openRoom()
    room.start()
    await connect(attendeeSnapshot())
    void room.ask(castBallot, BALLOT)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(room.getState().status.kind).toBe('reconnecting')
  })

  test('W32 survives a reload of the page', async () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
    const before = openRoom({ storage })
    before.room.start()
    void before.room.ask(castBallot, BALLOT)
    before.room.stop()

    const after = openRoom({ storage })
    after.room.start()
    const wire = await after.connect(attendeeSnapshot())
    expect(wire.asked).toMatchObject([{ name: 'poll.vote', input: BALLOT }])
    wire.answer('poll.vote', OWN)
    expect(kept.size).toBe(0)
  })
})
