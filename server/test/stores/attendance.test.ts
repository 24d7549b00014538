// Presence on a real store: intervals, records, and what the media server saw.
import fc from 'fast-check'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import type { SeatId } from '@podium/shared/primitives.ts'
import { newId } from '../../src/adapters/clock.ts'
import { createAttendance } from '../../src/domains/attendance/live.ts'
import { createWitnesses, type MediaReport } from '../../src/domains/attendance/witnesses.ts'
import { readSeminar } from '../../src/domains/seminars/store.ts'
import type { SeatCaller } from '../../src/transport/caller.ts'
import { insertSeat, insertSeminar, onEveryEngine } from './engines.ts'
import { createRecorder } from './recorder.ts'

const MINUTE = 60_000
const START = Date.UTC(2027, 2, 12, 9)

onEveryEngine('presence', (opened) => {
  async function room() {
    const { database } = opened
    const { clock, audience } = createRecorder(START)
    const seminar = await insertSeminar(database, { startsAt: START, plannedEndsAt: START + 90 * MINUTE, wentLiveAt: START })
    const seatId = await insertSeat(database, seminar)
    const seminarFacts = async (db: Parameters<typeof readSeminar>[0]) => {
      const facts = await readSeminar(db, seminar.id)
      if (facts === null) throw new Error('the seminar is gone')
      return facts
    }
    const caller: SeatCaller = { role: 'attendee', seatId, seminarId: seminar.id, version: 1, deviceId: 'd' }
    return {
      clock,
      seminar,
      seatId,
      caller,
      begin: () => createAttendance({ database, audience, clock, seminarFacts, processId: newId(), log: pino({ level: 'silent' }) }),
      witnesses: createWitnesses({
        database,
        clock,
        seatStanding: async (id: SeatId) =>
          id === seatId ? { seatId, seminarId: seminar.id, version: 1, isRevoked: false, activeDevice: 'd' } : null,
      }),
      end: () =>
        database.handle.updateTable('seminar').set({ state: 'ended', ended_at: clock.now() }).where('id', '=', seminar.id).execute(),
      rows: () => database.handle.selectFrom('presence_interval').selectAll().where('seminar_id', '=', seminar.id).execute(),
      witnessed: () => database.handle.selectFrom('media_witness').selectAll().where('seminar_id', '=', seminar.id).execute(),
    }
  }

  it('A6 A8 After a crash intervals end at the last sign of the process; who comes back was there all along', async () => {
    const { database } = opened
    const { begin, caller, clock, seminar, seatId, rows } = await room()
    const first = begin()
    await first.recover()
    const stop = first.start()
    await first.witness.opened(caller, 'before')
    clock.advance(10 * MINUTE)
    const signs = () => database.handle.selectFrom('process_watermark').select('seen_at').where('seen_at', '=', clock.now()).execute()
    await vi.waitFor(async () => expect(await signs()).toHaveLength(1))
    stop() // no more signs: it is dead
    clock.advance(3 * MINUTE)
    const second = begin()
    await second.recover()
    expect(await rows()).toMatchObject([{ connection_id: 'before', closed_at: START + 10 * MINUTE }])
    clock.advance(MINUTE)
    await second.witness.opened(caller, 'after')
    clock.advance(6 * MINUTE)
    expect(await second.minutesOf(seminar.id, seatId)).toBe(20)
  })

  it('A9 The end keeps the minutes, deletes the exact times, and whoever looks at the end page is not present', async () => {
    const { begin, caller, clock, end, seminar, seatId, rows } = await room()
    const podium = begin()
    await podium.witness.opened(caller, 'tab')
    clock.advance(42 * MINUTE)
    await end()
    expect(await podium.minutesOf(seminar.id, seatId)).toBe(42)
    await podium.finalise(seminar.id)
    await podium.finalise(seminar.id)
    clock.advance(30 * MINUTE)
    await podium.witness.closed(caller, 'tab', 0)
    await podium.witness.opened(caller, 'reload')
    expect(await rows()).toEqual([])
    expect(await podium.minutesOf(seminar.id, seatId)).toBe(42)
    const { rows: people, curve } = await podium.forOrganiser(seminar.id)
    expect(people).toMatchObject([{ presentMinutes: 42, firstSeenAt: START, lastSeenAt: START + 42 * MINUTE }])
    expect(curve).toEqual(
      [
        { at: START, present: 1 },
        { at: START + 42 * MINUTE, present: 0 },
      ].slice(0, curve.length),
    )
  })

  it('A9 What ended while Podium was away is recorded at the next start', async () => {
    const { begin, caller, clock, end, rows, seminar, seatId } = await room()
    const first = begin()
    await first.recover()
    await first.witness.opened(caller, 'tab')
    clock.advance(5 * MINUTE)
    await first.witness.closed(caller, 'tab', 0)
    await end()
    await begin().recover()
    expect(await rows()).toEqual([])
    expect(await begin().minutesOf(seminar.id, seatId)).toBe(5)
  })

  it('A10 Reports of the media server in any order, twice or only one of a pair say the same', async () => {
    const { witnesses, seatId, witnessed } = await room()
    const join: MediaReport = { id: newId(), kind: 'joined', identity: seatId, sid: 'PA_1', joinedAt: START, at: START }
    const leave: MediaReport = { ...join, id: newId(), kind: 'left', at: START + 9 * MINUTE }
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([join, leave, join, leave], { minLength: 1 }), fc.nat(999), async (reports, run) => {
        const sid = `PA_${run}_${newId()}`
        for (const report of reports) await witnesses.reported({ ...report, id: `${report.id}${sid}`, sid })
        const row = (await witnessed()).find((candidate) => candidate.sid === sid)
        expect(row).toMatchObject({ joined_at: START, left_at: reports.includes(leave) ? leave.at : null })
      }),
      { numRuns: 20 },
    )
  })

  it('A10 A stranger, a leave of another connection and a repeated report change nothing', async () => {
    const { witnesses, seatId, witnessed } = await room()
    const join: MediaReport = { id: newId(), kind: 'joined', identity: seatId, sid: 'PA_1', joinedAt: START, at: START }
    await witnesses.reported(join)
    await witnesses.reported({ ...join, id: newId(), identity: 'staff-somebody', sid: 'PA_S' })
    await witnesses.reported({ ...join, id: newId(), kind: 'left', sid: 'PA_OTHER', joinedAt: START - MINUTE, at: START + 1 })
    await witnesses.reported({ ...join, kind: 'left', at: START + MINUTE }) // the id of a report that was heard already
    expect((await witnessed()).find(({ sid }) => sid === 'PA_1')).toMatchObject({ left_at: null })
    expect(await witnessed()).toHaveLength(2)
  })

  it('A10 The list of who is there makes up for lost reports, and writes nothing when nothing changed', async () => {
    const { witnesses, seatId, seminar, witnessed, clock } = await room()
    const here = [{ identity: seatId, sid: 'PA_1', joinedAt: START }]
    await witnesses.listed(seminar.id, here)
    expect(await witnessed()).toMatchObject([{ sid: 'PA_1', left_at: null }])
    const writes = opened.database.writesTo(['media_witness'])
    await witnesses.listed(seminar.id, here)
    expect(opened.database.writesTo(['media_witness'])).toBe(writes)
    clock.advance(MINUTE)
    await witnesses.listed(seminar.id, [])
    expect(await witnessed()).toMatchObject([{ sid: 'PA_1', left_at: START + MINUTE }])
  })

  it('A12 A connection costs two writes, a process one every ten seconds, whatever happens in between', async () => {
    const { begin, caller, clock } = await room()
    const podium = begin()
    await podium.recover()
    const stop = podium.start()
    const tables = ['presence_interval', 'process_watermark', 'media_witness', 'attendance_record'] as const
    const before = opened.database.writesTo(tables)
    await podium.witness.opened(caller, 'tab')
    clock.advance(MINUTE)
    await podium.minutesOf(caller.seminarId, caller.seatId)
    await podium.witness.closed(caller, 'tab', 0)
    stop()
    expect(opened.database.writesTo(tables) - before).toBe(2 + 6)
  })
})
