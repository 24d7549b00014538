// A seminar of one's own that sells its seats at one of the fake shops.
import type { SeminarId } from '@podium/shared/primitives.ts'
import { createSeminar } from '@podium/shared/seminars.ts'
import { connectShop } from '@podium/shared/tickets.ts'
import type { FakeShops } from '../fakes/shops.ts'
import { type Browser, opId } from '../people.ts'

const LENGTH_MS = 90 * 60_000

/** Somebody to book for, with an address of their own. */
export function person(firstName: string, lastName: string) {
  return { firstName, lastName, email: `${firstName}.${lastName}@amt.example`.toLowerCase() }
}

/** A new seminar that begins at this moment; answers its id. */
export async function makeSeminar(office: Browser, startsAt: number): Promise<SeminarId> {
  const { id } = await office.call(createSeminar, {
    opId: opId(),
    title: 'Social Media im öffentlichen Dienst',
    subtitle: '',
    trainerName: 'Miriam Voss',
    startsAt,
    endsAt: startsAt + LENGTH_MS,
    timeZone: 'Europe/Berlin',
    supportPhone: '030 5550 1234',
    supportEmail: 'hilfe@e-akademie.example',
  })
  return id
}

/** A new seminar and a new event at the shop that begin at this moment; nothing is connected yet. */
export async function planSeminar(
  office: Browser,
  shop: FakeShops['eventbrite' | 'pretix'],
  startsAt: number,
): Promise<{ seminarId: SeminarId; eventId: string }> {
  const event = { name: 'Social Media', startsAt, endsAt: startsAt + LENGTH_MS }
  return { seminarId: await makeSeminar(office, startsAt), eventId: shop.office.addEvent(event).id }
}

/** Connects a seminar with an event; resolves after the first pass. */
export async function connect(
  office: Browser,
  shops: FakeShops,
  kind: 'eventbrite' | 'pretix',
  about: { seminarId: SeminarId; eventId: string },
): Promise<void> {
  const { token, organisationId } = shops[kind]
  const address = kind === 'pretix' ? shops.pretix.address : null
  await office.call(connectShop, { ...about, kind, address, token, organisationId, ticketClassIds: null })
}
