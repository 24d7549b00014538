// Five hundred scripted people against what they really did: tabs, sleep, kills of Podium, reports of the media server lost, late and doubled.
import { expect, it } from 'vitest'
import { pino } from 'pino'
import type { SeatId } from '@podium/shared/primitives.ts'
import { newId } from '../../src/adapters/clock.ts'
import { createAttendance } from '../../src/domains/attendance/live.ts'
import { BRIDGED_GAP_MS, type Interval, unite } from '../../src/domains/attendance/rules.ts'
import { createWitnesses } from '../../src/domains/attendance/witnesses.ts'
import type { SeminarFacts } from '../../src/domains/seminars/rules.ts'
import { readSeminar } from '../../src/domains/seminars/store.ts'
import type { SeatCaller } from '../../src/transport/caller.ts'
import { PING_TIMEOUT_MS } from '../../src/transport/live.ts'
import { insertSeat, insertSeminar, onEveryEngine, type Opened } from '../stores/engines.ts'
import { createRecorder } from '../stores/recorder.ts'
import { pool, seeded } from './crowd.ts'

const PEOPLE = 500
const SECOND = 1_000
const MINUTE = 60 * SECOND
/** The server notices a sleeping laptop this long after its last sign (RT-04). */
const NOTICED_AFTER_MS = 20 * SECOND
const LENGTH_MS = 90 * MINUTE
/** Whatever happens within so short a time happens at once: changes then share their way to the disk. */
const SLICE_MS = 5 * SECOND

/** One stretch somebody is there, in one tab; `sleeps` ends it without a word. */
interface Stay extends Interval {
  readonly sleeps: boolean
}

interface Person {
  readonly seatId: SeatId
  readonly stays: readonly Stay[]
}

/** One connection on its way. */
interface Held {
  id: string
  opened: Promise<void>
}

interface Step {
  readonly at: number
  readonly isKill?: true
  readonly run: () => Promise<void>
}

/** Up to four stays between half an hour before and after the seminar; one in ten has a second tab on top. */
function staysOf(random: () => number, start: number): Stay[] {
  const stays: Stay[] = []
  let at = start - 20 * MINUTE + random() * 40 * MINUTE
  const count = 1 + Math.floor(random() * 4)
  for (let n = 0; n < count; n += 1) {
    const until = at + (3 + random() * 50) * MINUTE
    stays.push({ from: Math.round(at), until: Math.round(until), sleeps: random() < 0.2 })
    if (random() < 0.1)
      stays.push({
        from: Math.round(at + (until - at) * 0.3),
        until: Math.round(at + (until - at) * (0.4 + random() * 0.5)),
        sleeps: false,
      })
    // Gaps are clearly shorter or clearly longer than the two minutes that are bridged: sleep is noticed late, and that may decide.
    at = until + (random() < 0.3 ? 0.2 + random() : 2.6 + random() * 10) * MINUTE
  }
  return stays
}

/** The minutes somebody was really there within the window, short gaps bridged as the rule says (A2). */
function trueMinutes(stays: readonly Interval[], window: Interval): number {
  const clipped = stays.map(({ from, until }) => ({ from: Math.max(from, window.from), until: Math.min(until, window.until) }))
  return unite(clipped, BRIDGED_GAP_MS).reduce((sum, { from, until }) => sum + until - from, 0) / MINUTE
}

onEveryEngine('attendance', (opened: Opened) => {
  async function act(title: string, startsAt: number, kills: number, seed: number) {
    const random = seeded(seed)
    const window = { from: startsAt, until: startsAt + LENGTH_MS }
    const recorder = createRecorder(startsAt - 40 * MINUTE)
    const { clock } = recorder
    // Nobody looks at the monitor: what it shows is proved elsewhere.
    const audience = { ...recorder.audience, isHeard: () => false }
    const seminar = await insertSeminar(opened.database, { title, startsAt, plannedEndsAt: window.until, wentLiveAt: startsAt })
    const seats = await pool([...Array(PEOPLE).keys()], 20, () => insertSeat(opened.database, seminar))
    const people: Person[] = seats.map((seatId) => ({ seatId, stays: staysOf(random, startsAt) }))
    const seminarFacts = async (db: Parameters<typeof readSeminar>[0]): Promise<SeminarFacts> => {
      const facts = await readSeminar(db, seminar.id)
      if (facts === null) throw new Error('the seminar is gone')
      return facts
    }
    const witnesses = createWitnesses({
      database: opened.database,
      clock,
      seatStanding: async (seatId) => ({ seatId, seminarId: seminar.id, version: 1, isRevoked: false, activeDevice: 'd' }),
    })
    const begin = () =>
      createAttendance({ database: opened.database, audience, clock, seminarFacts, processId: newId(), log: pino({ level: 'silent' }) })
    let podium = begin()
    await podium.recover()
    let stop = podium.start()

    const callerOf = (seatId: SeatId): SeatCaller => ({ role: 'attendee', seatId, seminarId: seminar.id, version: 1, deviceId: 'd' })
    const steps: Step[] = []
    /** What is connected at this moment, to come back after a kill. */
    const here = new Map<string, { seatId: SeatId; until: number }>()
    const connect = async (held: Held, seatId: SeatId, until: number): Promise<void> => {
      held.id = newId()
      here.set(held.id, { seatId, until })
      held.opened = podium.witness.opened(callerOf(seatId), held.id)
      await held.opened
    }
    // After a kill a stay goes on under another connection, ended by a step of its own.
    const disconnect = async (held: Held, seatId: SeatId, silentForMs: number): Promise<void> => {
      await held.opened
      if (here.delete(held.id)) await podium.witness.closed(callerOf(seatId), held.id, silentForMs)
    }
    for (const { seatId, stays } of people) {
      for (const stay of stays) {
        const noticedAt = stay.until + (stay.sleeps ? NOTICED_AFTER_MS : 0)
        const held: Held = { id: '', opened: Promise.resolve() }
        steps.push({ at: stay.from, run: () => connect(held, seatId, noticedAt) })
        steps.push({ at: noticedAt, run: () => disconnect(held, seatId, stay.sleeps ? PING_TIMEOUT_MS : 0) })
        // The media server sees the same; a fifth of its reports are lost, the others come late, some twice.
        const sid = newId()
        for (const [kind, at] of [
          ['joined', stay.from],
          ['left', stay.until],
        ] as const) {
          if (random() < 0.2) continue
          const report = { id: newId(), kind, identity: seatId, sid, joinedAt: stay.from, at }
          for (let copy = random() < 0.2 ? 2 : 1; copy > 0; copy -= 1)
            steps.push({ at: at + random() * 5 * MINUTE, run: () => witnesses.reported(report) })
        }
        // Whatever was lost, the list of who is there makes up for.
        steps.push({
          at: stay.until + 30 * SECOND,
          run: () => witnesses.reported({ id: newId(), kind: 'left', identity: seatId, sid, joinedAt: stay.from, at: stay.until }),
        })
      }
    }
    for (let kill = 0; kill < kills; kill += 1) {
      const at = startsAt + ((kill + 1) * LENGTH_MS) / (kills + 1)
      const awayMs = Math.round(1 + random() * 20) * SECOND
      steps.push({
        at,
        isKill: true,
        run: async () => {
          stop()
          const lost = [...here.values()]
          here.clear()
          clock.advance(awayMs)
          podium = begin()
          await podium.recover()
          stop = podium.start()
          for (const { seatId, until } of lost) {
            const returnsAt = at + awayMs + random() * 15 * SECOND
            if (until <= returnsAt) continue
            const held: Held = { id: '', opened: Promise.resolve() }
            late.push({ at: returnsAt, run: () => connect(held, seatId, until) })
            late.push({ at: until, run: () => disconnect(held, seatId, 0) })
          }
        },
      })
    }
    const late: Step[] = []
    let queue = steps.toSorted((a, b) => a.at - b.at)
    for (let at = clock.now(); at <= window.until; at += SLICE_MS) {
      if (at > clock.now()) clock.advance(at - clock.now())
      const due = queue.findIndex((step) => step.at > clock.now())
      const together = queue.splice(0, due === -1 ? queue.length : due)
      for (const { run } of together.filter(({ isKill }) => isKill === true)) await run()
      await Promise.all(together.filter(({ isKill }) => isKill !== true).map(({ run }) => run()))
      if (late.length > 0) queue = [...queue, ...late.splice(0)].toSorted((a, b) => a.at - b.at)
    }
    if (clock.now() < window.until) clock.advance(window.until - clock.now())
    const before = await minutesOf(podium)
    await opened.database.handle
      .updateTable('seminar')
      .set({ state: 'ended', ended_at: window.until })
      .where('id', '=', seminar.id)
      .execute()
    await podium.finalise(seminar.id)
    const after = await minutesOf(podium)
    await podium.finalise(seminar.id)
    expect(await minutesOf(podium)).toEqual(after)
    stop()
    const left = await opened.database.handle.selectFrom('presence_interval').selectAll().where('seminar_id', '=', seminar.id).execute()
    expect(left).toEqual([])

    async function minutesOf(slice: typeof podium): Promise<number[]> {
      return Promise.all(people.map(({ seatId }) => slice.minutesOf(seminar.id, seatId)))
    }
    return { people, window, before, after }
  }

  const zones = [
    ['an ordinary day', Date.UTC(2027, 2, 12, 9)],
    ['the night the clocks go forward', Date.UTC(2027, 2, 28, 0, 30)],
    ['the night the clocks go back', Date.UTC(2027, 9, 31, 0, 30)],
  ] as const
  it.each(zones)('A11 %s: nobody is off by more than a minute, and the end changes nothing', async (title, startsAt) => {
    const { people, window, before, after } = await act(title, startsAt, 0, 11)
    expect(after).toEqual(before)
    const off = people.map(({ stays }, index) => Math.abs((after[index] ?? 0) - trueMinutes(stays, window)))
    expect(Math.max(...off)).toBeLessThanOrEqual(1)
    expect(Math.max(...after)).toBeLessThanOrEqual(LENGTH_MS / MINUTE)
    // The crowd is a crowd: some were there all along, some hardly.
    expect(Math.max(...after)).toBeGreaterThan(60)
    expect(Math.min(...after)).toBeLessThan(20)
  })

  it('A11 Podium killed three times in between: nobody is off by more than two minutes', async () => {
    const { people, window, after } = await act('kills', Date.UTC(2027, 5, 1, 8), 3, 12)
    const off = people.map(({ stays }, index) => Math.abs((after[index] ?? 0) - trueMinutes(stays, window)))
    expect(Math.max(...off)).toBeLessThanOrEqual(2)
    expect(Math.max(...after)).toBeLessThanOrEqual(LENGTH_MS / MINUTE)
  })
})
