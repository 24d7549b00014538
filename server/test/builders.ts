// Things tests talk about, complete by default: a test names only what it is about.
import { AgendaItemId, SeminarId, Slug } from '@podium/shared/primitives.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'
import type { Ticket } from '@podium/shared/tickets.ts'
import { newId, randomCrockford } from '../src/adapters/clock.ts'
import type { SeminarFacts } from '../src/domains/seminars/rules.ts'

/** An agenda item of eleven minutes. */
export function agendaItem(about: Partial<AgendaItem>): AgendaItem {
  return { id: AgendaItemId.parse(newId()), title: 'Zahlen und Fakten', plannedMinutes: 11, isStarred: false, ...about }
}

/** A published seminar of 90 minutes. */
export function facts(about: Partial<SeminarFacts>): SeminarFacts {
  return {
    id: SeminarId.parse(newId()),
    slug: Slug.parse('social-media'),
    title: 'Social Media im öffentlichen Dienst',
    subtitle: 'Behörden, Kommunen und Polizisten als Influencer?',
    provider: 'E-Akademie',
    trainerName: 'Jana Sommer',
    trainerRole: 'Trainerin',
    storedState: 'published',
    startsAt: 0,
    plannedEndsAt: 90 * 60_000,
    extendedMinutes: 0,
    timeZone: 'Europe/Berlin',
    supportPhone: '030 1234567',
    supportEmail: 'hilfe@e-akademie.example',
    mediaRoom: randomCrockford(20),
    wentLiveAt: null,
    endedAt: null,
    currentItemId: null,
    isModerated: true,
    locale: 'de',
    isReminderWanted: true,
    agenda: [agendaItem({})],
    ...about,
  }
}

/** A valid ticket of an Eventbrite order. */
export function ticket(about: Partial<Ticket> = {}): Ticket {
  return {
    id: '1300000001',
    orderRef: '1000000001',
    buyerName: 'Petra Beispiel',
    buyerEmail: 'petra@amt.example',
    holderName: 'Petra Beispiel',
    holderEmail: 'petra@amt.example',
    ticketClassId: '260000001',
    ticketName: 'Online-Seminar',
    status: 'Attending',
    entitlement: 'yes',
    changedAt: 1_000,
    ...about,
  }
}
