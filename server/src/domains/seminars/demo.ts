// The demo seminar: E-Akademie's real first seminar with its eight agenda items, starting now (N3).
import { AgendaItemId, type Instant, SeminarId, Slug } from '@podium/shared/primitives.ts'
import { newId, randomCrockford } from '../../adapters/clock.ts'
import type { Handle } from '../../adapters/database/database.ts'
import { doorsCloseAt, type SeminarFacts } from './rules.ts'
import { listSeminarFacts } from './store.ts'

const SLUG = 'social-media-im-oeffentlichen-dienst'
const LENGTH_MINUTES = 90

// Starred items touch the law: the trainer is no lawyer (PRODUCT.md).
const AGENDA: readonly { title: string; minutes: number; isStarred: boolean }[] = [
  { title: 'Einstieg Zahlen und Fakten', minutes: 10, isStarred: false },
  { title: 'Varianten und erfolgreiche Beispiele', minutes: 12, isStarred: false },
  { title: 'The Big Three: Facebook, Twitter, Instagram', minutes: 14, isStarred: false },
  { title: 'Ab wann ist man ein Influencer?', minutes: 8, isStarred: false },
  { title: 'Dürfen Polizeibeamte auf Instagram aktiv sein?', minutes: 16, isStarred: true },
  { title: 'Debatte über Influencer im Staatsdienst', minutes: 12, isStarred: false },
  { title: 'Debatte um Datenschutz und Dienstvorschriften', minutes: 8, isStarred: true },
  { title: 'Tipps und Tricks', minutes: 10, isStarred: false },
]

/** The polls prepared for the demo; `item` counts agenda items from 1. */
export const DEMO_POLLS = [
  {
    kind: 'choice',
    item: 1,
    text: 'Wo ist Ihre Behörde heute am aktivsten?',
    options: ['Facebook', 'Instagram', 'LinkedIn', 'Mastodon', 'Gar nicht'],
    isConfidential: false,
  },
  {
    kind: 'scale',
    item: 5,
    text: 'Wie sicher fühlen Sie sich bei den Regeln für Ihre eigenen Konten?',
    options: ['sehr unsicher', '', '', '', 'sehr sicher'],
    isConfidential: true,
  },
  {
    kind: 'debate',
    item: 6,
    text: 'Polizistinnen und Polizisten sollten im Dienst auf Instagram auftreten dürfen.',
    options: [],
    isConfidential: true,
  },
  { kind: 'debate', item: 7, text: 'Dienstvorschriften zu Social Media sollten strenger werden.', options: [], isConfidential: true },
  {
    kind: 'words',
    item: 8,
    text: 'Was nehmen Sie sich für Ihre Behörde als Erstes vor? Ein Wort genügt.',
    options: [],
    isConfidential: true,
  },
] as const

/** The people of the demo. */
export const DEMO_HOLDERS = ['Aylin Demir', 'Jörg Schäfer', 'Svenja Großmann'] as const
export const DEMO_TRAINER = { name: 'Miriam Voss', email: 'trainerin@e-akademie.example' } as const
export const DEMO_ORGANISER = { name: 'Seminarorganisation', email: 'organisation@e-akademie.example' } as const

/** The demo seminar that still takes people in; null when there is none or its doors have closed. */
export async function findRunningDemo(db: Handle, now: Instant): Promise<SeminarFacts | null> {
  const demos = await db.selectFrom('seminar').select('id').where('is_demo', '=', true).execute()
  const ids = new Set(demos.map((demo) => demo.id))
  const running = (await listSeminarFacts(db, null)).filter((facts) => ids.has(facts.id) && isRunning(facts, now))
  return running.at(-1) ?? null
}

function isRunning(facts: SeminarFacts, now: Instant): boolean {
  return facts.storedState === 'live' || (facts.storedState === 'published' && now < doorsCloseAt(facts))
}

/** Stores a new run of the demo seminar, starting in this minute; earlier runs keep their records under their own names. */
export async function insertDemo(tx: Handle, now: Instant): Promise<{ id: SeminarId; items: readonly AgendaItemId[] }> {
  const earlier = await tx.selectFrom('seminar').select('id').where('is_demo', '=', true).execute()
  const id = SeminarId.parse(newId())
  const startsAt = now - (now % 60_000)
  await tx
    .insertInto('seminar')
    .values({
      id,
      slug: Slug.parse(earlier.length === 0 ? SLUG : `${SLUG}-${earlier.length + 1}`),
      title: 'Social Media im öffentlichen Dienst',
      subtitle: 'Behörden, Kommunen und Polizisten als Influencer?',
      provider: 'E-Akademie',
      trainer_name: DEMO_TRAINER.name,
      trainer_role: 'Journalistin und Trainerin',
      state: 'published',
      starts_at: startsAt,
      ends_at: startsAt + LENGTH_MINUTES * 60_000,
      time_zone: 'Europe/Berlin',
      support_phone: '030 5550 1234',
      support_email: 'hilfe@e-akademie.example',
      media_room: randomCrockford(20),
      went_live_at: null,
      ended_at: null,
      current_item_id: null,
      is_moderated: true,
      is_demo: true,
    })
    .execute()
  const items = AGENDA.map(() => AgendaItemId.parse(newId()))
  for (const [position, { title, minutes, isStarred }] of AGENDA.entries()) {
    await tx
      .insertInto('agenda_item')
      // `items` was made from AGENDA: every position has one.
      .values({ id: items[position] as AgendaItemId, seminar_id: id, position, title, planned_minutes: minutes, is_starred: isStarred })
      .execute()
  }
  return { id, items }
}
