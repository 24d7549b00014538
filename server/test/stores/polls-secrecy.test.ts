// After the end nothing that links seats and votes is left, in no table and in no file.
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { groupWords } from '@podium/shared/polls.ts'
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
