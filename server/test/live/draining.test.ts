import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askQuestion } from '@podium/shared/questions.ts'
import { serverDraining } from '@podium/shared/room.ts'
import { takeSeatTicket } from '@podium/shared/seats.ts'
import { goLive } from '@podium/shared/stage.ts'
import { type Podium, seat, startPodium } from '../harness.ts'
import { attend, Live, opId, staffOnAir } from '../people.ts'

let podium: Podium

beforeAll(async () => {
  podium = await startPodium()
})
afterAll(() => podium.stop())

describe('a server that stops', () => {
  it('N12 Asks everybody to come back later, lets nobody new in, and keeps what it acknowledged', async () => {
    const { live: trainer } = await staffOnAir(podium.url, podium.trainer, podium.seminarId)
    await trainer.ask(goLive, { opId: opId() })
    const { live: first, browser, slug } = await attend(podium.url, seat(podium, 0))
    const { live: second } = await attend(podium.url, seat(podium, 1))
    const { ticket } = await browser.call(takeSeatTicket, { slug })
    const asked = await first.ask(askQuestion, { opId: opId(), text: 'Bleibt das?', shownAs: { kind: 'anonymous' } })

    const stopped = podium.app.stop()
    for (const live of [trainer, first, second]) expect((await live.hear(serverDraining)).withinMs).toBeLessThanOrEqual(8_000)
    await expect(Live.connect(podium.url, ticket)).rejects.toThrow('draining')
    for (const live of [trainer, first, second]) live.close()
    await stopped

    const rows = await podium.database.handle.selectFrom('question').select('id').execute()
    expect(rows).toEqual([{ id: asked.id }])
  })
})
