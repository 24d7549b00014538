import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { createBatch } from '../../src/adapters/database/batch.ts'
import type { Handle } from '../../src/adapters/database/database.ts'
import { expectRefusal } from '../people.ts'
import { onEveryEngine } from './engines.ts'

async function mark(tx: Handle, id: string): Promise<void> {
  await tx.insertInto('process_watermark').values({ process_id: id, seen_at: 0 }).execute()
}

async function marked(db: Handle, prefix: string): Promise<string[]> {
  const rows = await db
    .selectFrom('process_watermark')
    .select('process_id')
    .where('process_id', 'like', `${prefix}%`)
    .orderBy('process_id')
    .execute()
  return rows.map((row) => row.process_id)
}

onEveryEngine('commits', (opened) => {
  it('D1 Changes that wait together are each whole: a failed one leaves nothing and costs the others nothing', async () => {
    const { database } = opened
    const done = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) =>
        database.transaction(async (tx) => {
          await mark(tx, `d1-${name}`)
          if (name === 'b') throw new Refusal('wrong_state')
          return name
        }),
      ),
    )
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await marked(database.handle, 'd1-')).toEqual(['d1-a', 'd1-c'])
  })

  it('D1 A change the database refuses is undone alone', async () => {
    const { database } = opened
    const twice = () => database.transaction((tx) => mark(tx, 'd1x-same'))
    const done = await Promise.allSettled([twice(), twice(), database.transaction((tx) => mark(tx, 'd1x-other'))])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await marked(database.handle, 'd1x-')).toEqual(['d1x-other', 'd1x-same'])
  })

  it('D2 A thousand changes at once are all there when they resolve', async () => {
    const { database } = opened
    const names = Array.from({ length: 1_000 }, (_unused, index) => `d2-${String(index).padStart(4, '0')}`)
    await Promise.all(names.map((name) => database.transaction((tx) => mark(tx, name))))
    expect(await marked(database.handle, 'd2-')).toEqual(names)
  })

  it('D3 A batch is one transaction; a refusal in it rejects only its own item', async () => {
    const { database } = opened
    const sizes: number[] = []
    const save = createBatch(database, async (tx, items: readonly string[]) => {
      sizes.push(items.length)
      const accepted = items.filter((item) => item !== 'd3-no')
      await tx
        .insertInto('process_watermark')
        .values(accepted.map((id) => ({ process_id: id, seen_at: 0 })))
        .execute()
      return items.map((item) => (item === 'd3-no' ? new Refusal('poll_closed') : item.toUpperCase()))
    })
    const [first, refused, last] = [save('d3-a'), save('d3-no'), save('d3-b')]
    await expectRefusal(refused, 'poll_closed')
    expect(await Promise.all([first, last])).toEqual(['D3-A', 'D3-B'])
    expect(sizes).toEqual([3])
    expect(await marked(database.handle, 'd3-')).toEqual(['d3-a', 'd3-b'])
  })

  it('D3 An item that sets off a bug costs only itself', async () => {
    const { database } = opened
    const save = createBatch(database, async (tx, items: readonly string[]) => {
      for (const item of items) {
        await mark(tx, item)
        if (item === 'd3x-bug') throw new Error('bug')
      }
      return items
    })
    const done = await Promise.allSettled(['d3x-a', 'd3x-bug', 'd3x-b'].map(save))
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await marked(database.handle, 'd3x-')).toEqual(['d3x-a', 'd3x-b'])
  })

  it('D3 What arrives while a batch is on its way to disk goes into the next one', async () => {
    const { database } = opened
    const sizes: number[] = []
    let release = () => {}
    const isReleased = new Promise<void>((resolve) => {
      release = resolve
    })
    const save = createBatch(database, async (_tx, items: readonly number[]) => {
      sizes.push(items.length)
      if (sizes.length === 1) await isReleased
      return items
    })
    const first = save(0)
    while (sizes.length === 0) await nextTurn()
    const others = [1, 2, 3].map(save)
    release()
    expect(await Promise.all([first, ...others])).toEqual([0, 1, 2, 3])
    expect(sizes).toEqual([1, 3])
  })
})
