// A letter to talk about in tests: the first seminar of E-Akademie, complete by default.
import type { LetterFacts } from '../../src/domains/letters/letter.ts'
import { accessDueAt } from '../../src/domains/letters/rules.ts'
import { agendaItem } from '../builders.ts'

export const STARTS_AT = Date.UTC(2027, 2, 12, 9)
const PUBLIC_URL = 'https://seminar.e-akademie.example'

/** Somebody's way in. */
export const ACCESS = {
  link: `${PUBLIC_URL}/s/social-media-im-oeffentlichen-dienst/7K2M9QX4B0TRW8VE3HND5YCJA6PF`,
  code: '730418',
  number: '4821170365',
} as const

/** The facts of a letter, of an access letter unless told otherwise. */
export function letterFacts(about: Partial<LetterFacts> = {}): LetterFacts {
  return {
    kind: 'access',
    locale: 'de',
    words: null,
    recipientName: 'Aylin Demir',
    seminar: {
      title: 'Social Media im öffentlichen Dienst',
      subtitle: 'Behörden, Kommunen und Polizisten als Influencer?',
      provider: 'E-Akademie',
      trainerName: 'Miriam Voss',
      startsAt: STARTS_AT,
      endsAt: STARTS_AT + 90 * 60_000,
      lobbyOpensAt: STARTS_AT - 30 * 60_000,
      timeZone: 'Europe/Berlin',
      agenda: [
        agendaItem({ title: 'Einstieg Zahlen und Fakten', plannedMinutes: 10 }),
        agendaItem({ title: 'Varianten und erfolgreiche Beispiele', plannedMinutes: 12 }),
        agendaItem({ title: 'The Big Three: Facebook, Twitter, Instagram', plannedMinutes: 14 }),
        agendaItem({ title: 'Ab wann ist man ein Influencer?', plannedMinutes: 8 }),
        agendaItem({ title: 'Dürfen Polizeibeamte auf Instagram aktiv sein?', plannedMinutes: 16, isStarred: true }),
        agendaItem({ title: 'Debatte über Influencer im Staatsdienst', plannedMinutes: 12 }),
        agendaItem({ title: 'Debatte um Datenschutz und Dienstvorschriften', plannedMinutes: 8, isStarred: true }),
        agendaItem({ title: 'Tipps und Tricks', plannedMinutes: 10 }),
      ],
      supportPhone: '030 5550 1234',
      supportEmail: 'seminare@e-akademie.example',
    },
    imprint: {
      address: 'Musterstraße 12, 10115 Berlin',
      imprintUrl: 'https://e-akademie.example/impressum',
      privacyUrl: 'https://e-akademie.example/datenschutz',
    },
    publicUrl: PUBLIC_URL,
    seminarUrl: `${PUBLIC_URL}/s/social-media-im-oeffentlichen-dienst`,
    accessAt: accessDueAt(STARTS_AT, 'Europe/Berlin'),
    access: ACCESS,
    order: null,
    substituteUrl: null,
    movedFrom: null,
    attended: null,
    answers: [],
    calendar: { uid: 'seat@seminar.e-akademie.example', sequence: 1, method: 'PUBLISH' },
    madeAt: accessDueAt(STARTS_AT, 'Europe/Berlin'),
    ...about,
  }
}
