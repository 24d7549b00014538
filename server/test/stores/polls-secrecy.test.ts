// After the end nothing that links seats and votes is left, in no table and in no file.
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupWords, type Poll } from '@podium/shared/polls.ts'
import { openDatabase } from '../../src/adapters/database/database.ts'
import { onEveryEngine } from './engines.ts'
import { op, room } from './polls-room.ts'

const same = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value)

/** Ballots of two kinds, a correction and words under moderation; returns every secret part of them. */
async function vote(opened: Parameters<typeof room>[0]) {
  const inRoom = await room(opened)
  const { prepare, hold, people, open, close, answer, trainer } = inRoom
  const [choice, words] = [await prepare(), await prepare('words', [])]
  const here = people(6)
  await hold(choice, here, same(6, 0))
  await hold(choice, here, same(6, 1), 'only', 2)
  await open(words)
  for (const seat of here) await answer(seat, words, { kind: 'word', word: `geheim ${seat}` })
  await close(words)
  await trainer(groupWords, { ...op(), pollId: words.id, written: here.map((seat) => `geheim ${seat}`), shownAs: null })
  const { handle } = opened.database
  const ballots = [
    ...(await handle.selectFrom('ballot').select('vote_key').execute()),
    ...(await handle.selectFrom('ballot_version').select('vote_key').execute()),
  ]
  const polls = await handle.selectFrom('poll').select('sealed_secret').where('sealed_secret', 'is not', null).execute()
  const secrets = [
    ...new Set(ballots.map((row) => row.vote_key)),
    ...polls.map((row) => row.sealed_secret ?? ''),
    ...here.map((seat) => `geheim ${seat}`),
    ...here.map((seat) => `geheim ${seat.toLowerCase()}`),
  ]
  return { ...inRoom, secrets }
}

onEveryEngine('secrecy of polls', (opened) => {
  it('P14 P26 No table holds a pseudonym, a sealed secret, a copy of a ballot or a hidden word after the end', async () => {
    const { secrets, seminar, polls } = await vote(opened)
    expect(secrets.length).toBeGreaterThan(20)
    await opened.database.handle.updateTable('seminar').set({ state: 'ended' }).where('id', '=', seminar.id).execute()
    await polls.finalise(seminar.id)
    const { handle } = opened.database
    const left = JSON.stringify([
      await handle.selectFrom('poll').selectAll().execute(),
      await handle.selectFrom('poll_wave').selectAll().execute(),
      await handle.selectFrom('poll_wave_version').selectAll().execute(),
      await handle.selectFrom('poll_operation').selectAll().execute(),
      await handle.selectFrom('poll_word').selectAll().execute(),
      await handle.selectFrom('ballot').selectAll().execute(),
      await handle.selectFrom('ballot_version').selectAll().execute(),
    ])
    for (const secret of secrets) expect(left).not.toContain(secret)
  })
})

it('P14 The files of the store keep no trace of them either, journal included', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'podium-secrecy-'))
  const database = await openDatabase({ file: path.join(folder, 'podium.db') })
  try {
    const { secrets, seminar, polls } = await vote({ database })
    const bytes = async () =>
      (await Promise.all((await readdir(folder)).map(async (name) => readFile(path.join(folder, name), 'latin1')))).join('\n')
    const before = await bytes()
    for (const secret of secrets) expect(before).toContain(secret)
    await database.handle.updateTable('seminar').set({ state: 'ended' }).where('id', '=', seminar.id).execute()
    await polls.finalise(seminar.id)
    const after = await bytes()
    expect(after.length).toBeGreaterThan(1_000)
    for (const secret of secrets) expect(after).not.toContain(secret)
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
})

onEveryEngine('attacks on polls', (opened) => {
  it('P26 Attack: no two numbers told to anybody, in any course of a poll, differ in the votes of one to four people', async () => {
    const votes = fc.record({
      kind: fc.constant('vote' as const),
      from: fc.nat(11),
      count: fc.integer({ min: 1, max: 12 }),
      option: fc.nat(1),
    })
    const turn = fc.record({ kind: fc.constantFrom('close' as const, 'open' as const) })
    const step = fc.oneof({ weight: 3, arbitrary: votes }, { weight: 2, arbitrary: turn })
    let compared = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
        const { prepare, open, close, reveal, vote, people, clock, sent } = await room(opened)
        const poll = await prepare()
        const here = people(12)
        const truth = new Map<string, number>()
        /** The votes behind every tally that left the server. */
        const told: ReadonlyMap<string, number>[] = []
        let read = 0
        let isOpen = false
        const listen = () => {
          for (const { body } of sent.slice(read)) {
            const { result = null } = body as Partial<Poll> // a poll, or a number of ballots
            if (result?.kind === 'choice' && result.tallies !== null) told.push(new Map(truth))
          }
          read = sent.length
        }
        await open(poll)
        isOpen = true
        let sequence = 0
        for (const each of steps) {
          sequence += 1
          clock.advance(10_000)
          if (each.kind === 'vote' && isOpen) {
            for (let i = each.from; i < Math.min(12, each.from + each.count); i += 1) {
              await vote(here[i]!, poll, each.option, 'only', sequence)
              truth.set(here[i]!, each.option)
            }
          }
          if (each.kind === 'close' && isOpen) await close(poll)
          if (each.kind === 'open' && !isOpen) await open(poll)
          if (each.kind === 'close' || each.kind === 'open') isOpen = each.kind === 'open'
          listen()
        }
        if (isOpen) await close(poll)
        await reveal(poll)
        listen()
        for (const a of told) {
          expect(a.size).toBeGreaterThanOrEqual(5)
          for (const b of told) {
            const different = here.filter((seat) => a.get(seat) !== b.get(seat)).length
            expect(different === 0 || different >= 5).toBe(true)
            if (different > 0) compared += 1
          }
        }
      }),
      { numRuns: 40, seed: 4 },
    )
    expect(compared).toBeGreaterThan(0)
  })
})
