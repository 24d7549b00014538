// A letter as a list of blocks: what it says, before it becomes HTML or plain text. Both say the same (SPEC L).
import type { LetterFacts } from '../letter.ts'
import { phrases } from './phrases.ts'
import { clockTime, longDate, timeSpan, weekdayDate, zoneName } from './times.ts'
import { fillWords } from './words.ts'

export type Block =
  | { readonly kind: 'greeting'; readonly text: string }
  | { readonly kind: 'headline'; readonly text: string }
  | { readonly kind: 'seminar'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | {
      readonly kind: 'when'
      readonly date: string
      readonly time: string
      readonly zone: string
      /** The old date of a moved seminar, struck out. */
      readonly before: { readonly label: string; readonly moment: string } | null
    }
  | { readonly kind: 'ruler'; readonly shares: readonly number[]; readonly from: string; readonly to: string; readonly length: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string; readonly note: string | null }
  | { readonly kind: 'credentials'; readonly fields: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'section'; readonly title: string; readonly paragraphs: readonly Sentence[]; readonly link: Link | null }
  | { readonly kind: 'steps'; readonly title: string; readonly steps: readonly Sentence[] }
  | {
      readonly kind: 'agenda'
      readonly title: string
      readonly rows: readonly { readonly at: string; readonly title: string }[]
      readonly note: string | null
    }
  | { readonly kind: 'seats'; readonly seats: readonly SeatBlock[] }
  | {
      readonly kind: 'answers'
      readonly title: string
      readonly answers: readonly { readonly question: string; readonly answer: string }[]
    }

/** A sentence and the words of it that stand out; in plain text they are like all others. */
export interface Sentence {
  readonly text: string
  readonly strong: string | null
}

/** An address in a sentence; in plain text it stands as itself, on a line of its own. */
export interface Link {
  readonly before: string
  readonly url: string
  readonly label: string
  readonly after: string
}

export interface SeatBlock {
  readonly title: string
  readonly link: string
  readonly fields: readonly { readonly label: string; readonly value: string }[]
}

/** Everything a letter says. */
export interface LetterOutline {
  readonly subject: string
  /** What a mailbox shows beside the subject. */
  readonly preview: string
  readonly blocks: readonly Block[]
  readonly footer: {
    /** Name and postal address. */
    readonly provider: string
    readonly email: string
    readonly phone: string
    readonly question: string
    readonly or: string
    readonly why: string
    /** Legal notice and privacy policy, as far as there are any. */
    readonly links: readonly { readonly label: string; readonly url: string }[]
  }
}

/** Puts a letter together. */
export function outline(facts: LetterFacts): LetterOutline {
  const { seminar, locale } = facts
  const { timeZone } = seminar
  const say = phrases(locale)
  const words = fillWords(facts)
  const title = seminar.subtitle === '' ? seminar.title : `${seminar.title}: ${seminar.subtitle}`
  const when: Block = {
    kind: 'when',
    date: longDate(seminar.startsAt, locale, timeZone),
    time: timeSpan(seminar.startsAt, seminar.endsAt, locale, timeZone),
    zone: say.zoneAndTrainer(zoneName(seminar.startsAt, locale, timeZone), seminar.trainerName),
    before:
      facts.movedFrom === null
        ? null
        : {
            label: say.before,
            moment: `${longDate(facts.movedFrom, locale, timeZone)}, ${say.oClock(clockTime(facts.movedFrom, locale, timeZone))}`,
          },
  }
  return {
    subject: words.subject,
    preview: previewOf(facts),
    blocks: [
      { kind: 'greeting', text: say.greeting(facts.recipientName) },
      { kind: 'headline', text: words.headline },
      { kind: 'seminar', text: title },
      ...paragraphs(words.opening),
      ...(facts.kind === 'followup' ? [] : [when]),
      ...bodyOf(facts),
      ...paragraphs(words.closing),
    ],
    footer: {
      provider: [seminar.provider, facts.imprint.address].filter((part) => part !== null).join(', '),
      email: seminar.supportEmail,
      phone: seminar.supportPhone,
      question: say.questions,
      or: say.or,
      why: facts.order === null ? say.why(seminar.provider) : say.whyBuyer(seminar.provider),
      links: [
        { label: say.imprint, url: facts.imprint.imprintUrl },
        { label: say.privacy, url: facts.imprint.privacyUrl },
      ].flatMap(({ label, url }) => (url === null ? [] : [{ label, url }])),
    },
  }
}

function previewOf(facts: LetterFacts): string {
  const { seminar, locale } = facts
  const { timeZone } = seminar
  const say = phrases(locale)
  const date = `${weekdayDate(seminar.startsAt, locale, timeZone)}, ${timeSpan(seminar.startsAt, seminar.endsAt, locale, timeZone)}.`
  switch (facts.kind) {
    case 'confirmation':
      return `${date} ${say.accessComes(weekdayDate(facts.accessAt, locale, timeZone))}`
    case 'access':
      return say.accessPreview
    case 'naming':
      return `${date} ${say.namingPreview}`
    case 'change':
    case 'reminder':
      return date
    case 'cancellation':
    case 'followup':
      return seminar.title
  }
}

/** What stands between the words at the beginning and those at the end. */
function bodyOf(facts: LetterFacts): Block[] {
  switch (facts.kind) {
    case 'confirmation':
      return [rulerOf(facts), ...enclosed(facts), nextSteps(facts), ...agendaOf(facts), ...substituteOf(facts)]
    case 'access':
      return [...accessOf(facts), ...enclosed(facts), soundTest(facts), helpOn(facts)]
    case 'reminder':
      return [...accessOf(facts), helpOn(facts)]
    case 'change':
      return [...movedOf(facts), ...(facts.access === null ? [comesLater(facts)] : accessOf(facts)), helpOn(facts)]
    case 'cancellation':
      return cancelledOf(facts)
    case 'followup':
      return [...attendedOf(facts), ...answersOf(facts)]
    case 'naming':
      return namingOf(facts)
  }
}

function paragraphs(text: string | null): Block[] {
  if (text === null) return []
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ kind: 'paragraph', text: part }))
}

function rulerOf({ seminar, locale }: LetterFacts): Block {
  const { startsAt, endsAt, timeZone } = seminar
  const total = seminar.agenda.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0)
  return {
    kind: 'ruler',
    shares: seminar.agenda.map(({ plannedMinutes }) => (plannedMinutes / total) * 100),
    from: clockTime(startsAt, locale, timeZone),
    to: clockTime(endsAt, locale, timeZone),
    length: phrases(locale).minutes(Math.round((endsAt - startsAt) / 60_000)),
  }
}

function nextSteps({ seminar, locale, accessAt }: LetterFacts): Block {
  const { timeZone } = seminar
  const say = phrases(locale)
  const sentAt = say.moment(weekdayDate(accessAt, locale, timeZone), clockTime(accessAt, locale, timeZone))
  const opensAt = say.oClock(clockTime(seminar.lobbyOpensAt, locale, timeZone))
  return {
    kind: 'steps',
    title: say.nextTitle,
    steps: [
      { text: say.nextAccess(sentAt), strong: sentAt },
      { text: say.nextDevice, strong: null },
      { text: say.nextEnter(opensAt), strong: opensAt },
    ],
  }
}

/** Where the calendar entry is, and that the way in stands in there as well. */
function enclosed({ calendar, access, locale }: LetterFacts): Block[] {
  const say = phrases(locale)
  return calendar === null ? [] : [{ kind: 'paragraph', text: access === null ? say.calendarEnclosed : say.calendarHasAccess }]
}

function agendaOf({ seminar, locale }: LetterFacts): Block[] {
  // One item over the whole length is no programme.
  if (seminar.agenda.length < 2) return []
  const say = phrases(locale)
  let at = seminar.startsAt
  const rows = seminar.agenda.map(({ title, plannedMinutes, isStarred }) => {
    const row = { at: clockTime(at, locale, seminar.timeZone), title: isStarred ? `${title}*` : title }
    at += plannedMinutes * 60_000
    return row
  })
  return [{ kind: 'agenda', title: say.agendaTitle, rows, note: seminar.agenda.some(({ isStarred }) => isStarred) ? say.noAdvice : null }]
}

function substituteOf({ substituteUrl, locale }: LetterFacts): Block[] {
  if (substituteUrl === null) return []
  const say = phrases(locale)
  const link = { before: '', url: substituteUrl, label: say.substitute, after: '' }
  return [{ kind: 'section', title: say.substituteTitle, paragraphs: [plain(say.substituteText)], link }]
}

function accessOf({ access, seminar, locale, publicUrl }: LetterFacts): Block[] {
  if (access === null) return []
  const say = phrases(locale)
  return [
    { kind: 'button', label: say.enter, url: access.link, note: say.enterNote(clockTime(seminar.lobbyOpensAt, locale, seminar.timeZone)) },
    { kind: 'credentials', fields: fieldsOf(access, locale) },
    {
      kind: 'section',
      title: say.linkBrokenTitle,
      paragraphs: [],
      link: { before: say.linkBrokenBefore, url: `${publicUrl}/zugang`, label: shown(`${publicUrl}/zugang`), after: say.linkBrokenAfter },
    },
  ]
}

function fieldsOf(access: { code: string; number: string }, locale: LetterFacts['locale']) {
  const say = phrases(locale)
  return [
    { label: say.code, value: grouped(access.code, 3) },
    { label: say.number, value: grouped(access.number, 5) },
  ]
}

function soundTest({ locale }: LetterFacts): Block {
  const say = phrases(locale)
  return { kind: 'section', title: say.soundTitle, paragraphs: [plain(say.soundText)], link: null }
}

function helpOn({ seminar, locale }: LetterFacts): Block {
  const say = phrases(locale)
  const { supportPhone } = seminar
  return {
    kind: 'section',
    title: say.helpTitle,
    paragraphs: [{ text: say.help(supportPhone), strong: supportPhone === '' ? null : supportPhone }],
    link: null,
  }
}

function movedOf({ calendar, locale }: LetterFacts): Block[] {
  const say = phrases(locale)
  return paragraphs(calendar === null ? say.moved : `${say.calendarMoved} ${say.moved}`)
}

function cancelledOf({ calendar, locale }: LetterFacts): Block[] {
  const say = phrases(locale)
  return paragraphs(calendar === null ? say.accessGone : `${say.calendarGone} ${say.accessGone}`)
}

function comesLater({ seminar, locale, accessAt }: LetterFacts): Block {
  return { kind: 'paragraph', text: phrases(locale).accessComes(weekdayDate(accessAt, locale, seminar.timeZone)) }
}

function attendedOf({ attended, locale }: LetterFacts): Block[] {
  return attended === null ? [] : [{ kind: 'paragraph', text: phrases(locale).attended(attended.minutes) }]
}

/** L19: one's own questions and what became of them. */
function answersOf({ answers, locale }: LetterFacts): Block[] {
  const say = phrases(locale)
  if (answers === 'withheld') return [{ kind: 'section', title: say.answersTitle, paragraphs: [plain(say.answersWithheld)], link: null }]
  if (answers.length === 0) return []
  const rows = answers.map(({ question, answered, text }) => ({ question, answer: text ?? say.answered(answered) }))
  return [{ kind: 'answers', title: say.answersTitle, answers: rows }]
}

function namingOf({ order, locale }: LetterFacts): Block[] {
  if (order === null) return []
  const say = phrases(locale)
  return [
    { kind: 'button', label: say.nameSeats, url: order.namingUrl, note: say.nameNote },
    {
      kind: 'section',
      title: say.seatsTitle(order.seats.length),
      paragraphs: [plain(say.seatsText)],
      link: null,
    },
    {
      kind: 'seats',
      seats: order.seats.map((seat, index) => ({ title: say.seat(index + 1), link: seat.link, fields: fieldsOf(seat, locale) })),
    },
  ]
}

function plain(text: string): Sentence {
  return { text, strong: null }
}

/** Groups of digits are read and typed more easily; the gap does not break. */
function grouped(text: string, size: number): string {
  return text.match(new RegExp(`.{1,${size}}`, 'g'))?.join('\u00a0') ?? text
}

/** An address as people read it. */
export function shown(url: string): string {
  return url.replace(/^https?:\/\//, '')
}
