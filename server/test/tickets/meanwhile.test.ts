// A list of the shop is compared first and written afterwards: what people here did in between stands (SPEC O4, R6, R9).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Ticket } from '@podium/shared/tickets.ts'
import { createCredentials } from '../../src/adapters/credentials.ts'
import { readOrMakeKeys } from '../../src/adapters/keys.ts'
import { createHolders, handsForTickets } from '../../src/domains/seats/holders.ts'
import { listSeats } from '../../src/domains/seats/store.ts'
import { createApply } from '../../src/domains/tickets/apply.ts'
import { type Change, reconcile } from '../../src/domains/tickets/rules.ts'
import { listKnownTickets, type TicketPlace } from '../../src/domains/tickets/store.ts'
import { ticket } from '../builders.ts'
import { createOutbox } from '../letters/outbox.ts'
import { insertSeminar, onEveryEngine } from '../stores/engines.ts'
import { createRecorder } from '../stores/recorder.ts'

const START = Date.UTC(2027, 2, 12, 9)
const NORA = { name: 'Nora Neu', email: 'nora@amt.example' }

onEveryEngine('between comparing and writing', (opened) => {
  /** One ticket that has become a seat, and the two halves of a pass. */
  async function seated() {
    const { database } = opened
    const { audience, clock } = createRecorder(START - 10 * 24 * 60 * 60_000)
    const seminar = await insertSeminar(database, { storedState: 'published', wentLiveAt: null, startsAt: START })
    const dataDir = mkdtempSync(path.join(tmpdir(), 'podium-meanwhile-'))
    const credentials = createCredentials(readOrMakeKeys(dataDir))
    rmSync(dataDir, { recursive: true })
    const holders = createHolders({
      database,
      audience,
      clock,
      credentials,
      seminarFacts: async () => seminar,
      endMedia: async () => undefined,
      publicUrl: 'https://podium.example',
      seatChanged: () => undefined,
    })
    const letters = { ...createOutbox(database, clock.now).plan, wake: () => undefined }
    const apply = createApply({ clock, credentials, seats: handsForTickets(holders), letters })
    const place: TicketPlace = { seminarId: seminar.id, origin: 'eventbrite', eventId: '70000000001' }

    async function compare(about: Partial<Ticket>): Promise<readonly Change[]> {
      const news = { tickets: [ticket(about)], isWhole: true, ticketClassIds: null, isFile: false }
      return reconcile(await listKnownTickets(database.handle, place), news, false).changes
    }
    const write = (changes: readonly Change[]) => database.transaction((tx) => apply(tx, place, changes))
    async function seat() {
      const [row] = await listSeats(database.handle, seminar.id)
      if (row === undefined) throw new Error('there is no seat')
      return row
    }
    const { id } = await write(await compare({})).then(seat)
    return {
      compare,
      write,
      seat,
      id,
      nameHere: () => database.transaction(async (tx) => holders.replace(tx, await holders.known(tx, id), NORA, true)),
      revokeHere: () => database.transaction((tx) => holders.revoke(tx, id, 'organiser')),
      restoreHere: () => database.transaction((tx) => holders.restore(tx, id, 'organiser')),
    }
  }

  it.each([
    ['a better spelling', { holderName: 'Petra Beispiel-Neu' }],
    ['another person', { holderName: 'Otto Anders', holderEmail: 'otto@amt.example' }],
  ])('O4 R6 Who is named here while %s is on its way from the shop keeps seat and link', async (_what, told) => {
    const { compare, write, seat, nameHere } = await seated()
    const changes = await compare({ ...told, changedAt: 2_000 })
    expect(changes).toMatchObject([{ kind: 'update', holder: { name: told.holderName } }])
    await nameHere()
    const named = await seat()
    expect(await write(changes)).toEqual([])
    expect(await seat()).toEqual(named)
    expect(named).toMatchObject({ holder_name: NORA.name, holder_email: NORA.email, is_named_here: true, version: 2 })
    // What the shop said is known now and comes no second time.
    expect(await compare({ ...told, changedAt: 2_000 })).toEqual([])
  })

  it('R6 Without anybody named here the shop’s word counts, as before', async () => {
    const { compare, write, seat, id } = await seated()
    expect(await write(await compare({ holderName: 'Otto Anders', holderEmail: 'otto@amt.example', changedAt: 2_000 }))).toEqual([id])
    expect(await seat()).toMatchObject({ holder_name: 'Otto Anders', is_named_here: false, version: 2 })
  })

  it('O4 R6 A refund takes the seat whoever was named on it meanwhile, and who was named comes back with it', async () => {
    const { compare, write, seat, nameHere, id } = await seated()
    const changes = await compare({ entitlement: 'no', status: 'Not Attending', holderName: 'Petra B.', changedAt: 2_000 })
    await nameHere()
    expect(await write(changes)).toEqual([id])
    expect(await seat()).toMatchObject({ revoked_by: 'shop', holder_name: NORA.name })
    await write(await compare({ holderName: 'Otto Anders', holderEmail: 'otto@amt.example', changedAt: 3_000 }))
    expect(await seat()).toMatchObject({ revoked_at: null, holder_name: NORA.name, is_named_here: true })
  })

  it('R2 R6 A rename told together with a refund is not forgotten: the seat comes back to the right person', async () => {
    const { compare, write, seat } = await seated()
    const otto = { holderName: 'Otto Anders', holderEmail: 'otto@amt.example' }
    await write(await compare({ ...otto, entitlement: 'no', status: 'Not Attending', changedAt: 2_000 }))
    await write(await compare({ ...otto, changedAt: 3_000 }))
    expect(await seat()).toMatchObject({ revoked_at: null, holder_name: 'Otto Anders', holder_email: 'otto@amt.example', version: 2 })
  })

  it('R9 What the organiser takes away while a shop gives it back stays taken', async () => {
    const { compare, write, seat, revokeHere, restoreHere } = await seated()
    await write(await compare({ entitlement: 'no', status: 'Not Attending', changedAt: 2_000 }))
    const changes = await compare({ changedAt: 3_000 })
    expect(changes).toMatchObject([{ kind: 'restore' }])
    await restoreHere()
    await revokeHere()
    await write(changes)
    expect(await seat()).toMatchObject({ revoked_by: 'organiser' })
  })
})
