import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LetterKind } from '@podium/shared/letters.ts'
import { CROCKFORD } from '@podium/shared/primitives.ts'
import { ACCESS, letterFacts, STARTS_AT } from '../../../../test/letters/example.ts'
import type { LetterFacts } from '../letter.ts'
import { readLinkToken } from '../../seats/rules.ts'
import { accessDueAt } from '../rules.ts'
import { checkLetter } from './check.ts'
import { composeMessage, readMessage } from './message.ts'
import { renderLetter } from './render.ts'
import { defaultWords } from './words.ts'

const DAY_MS = 24 * 3_600_000
const NAMING_URL = 'https://seminar.e-akademie.example/benennen/5X0KD8N2W7TQZ4M1RJ9CBH6EYV3A'

/** One letter of every kind, complete. */
const KINDS: Record<LetterKind, Partial<LetterFacts>> = {
  confirmation: { access: null, substituteUrl: NAMING_URL, madeAt: STARTS_AT - 20 * DAY_MS },
  access: {},
  reminder: { calendar: null, madeAt: STARTS_AT - 15 * 60_000 },
  change: { access: null, movedFrom: STARTS_AT - 7 * DAY_MS },
  cancellation: { access: null, calendar: { uid: 'seat@seminar.e-akademie.example', sequence: 3, method: 'CANCEL' } },
  followup: {
    access: null,
    calendar: null,
    attended: { minutes: 88 },
    answers: [
      { question: 'Dürfen wir Kommentare löschen?', answered: 'live', text: null },
      { question: 'Wo steht das?\nUnd seit wann?', answered: 'in_writing', text: 'In den Unterlagen.' },
      { question: 'Gilt das auch in Bayern?', answered: 'later', text: null },
    ],
  },
  naming: {
    access: null,
    calendar: null,
    order: {
      namingUrl: NAMING_URL,
      seats: [
        { holderName: 'Gerda Sammelt', ...ACCESS },
        { holderName: 'Gerda Sammelt', ...ACCESS, link: ACCESS.link.replace('7K2M9', 'ZZZZZ') },
      ],
    },
  },
}
const everyKind = Object.entries(KINDS) as [LetterKind, Partial<LetterFacts>][] // the keys of an object literal, complete by its type

const composed = (facts: LetterFacts, rendered: Awaited<ReturnType<typeof renderLetter>>) =>
  composeMessage({
    rendered,
    from: { name: facts.seminar.provider, address: 'podium@e-akademie.example' },
    replyTo: facts.seminar.supportEmail,
    to: { name: facts.recipientName, address: 'aylin@amt.example' },
    messageId: '<abc@seminar.e-akademie.example>',
    date: facts.madeAt,
    boundarySeed: 'abc',
    method: facts.calendar?.method ?? 'PUBLISH',
  })

/** What a reader sees of HTML. */
const seen = (html: string) =>
  html
    .replace(/<(style|title)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')

describe('a letter', () => {
  it.each(everyKind)('L40 L42 %s says the same in HTML and plain text, in German and English, and nothing remote', async (kind, about) => {
    for (const locale of ['de', 'en'] as const) {
      const facts = letterFacts({ kind, locale, ...about })
      const rendered = await renderLetter(facts)
      expect(checkLetter(rendered, facts)).toBeNull()
      expect(rendered.html).toContain(`<html lang="${locale}"`)
      expect(rendered.html).not.toMatch(/<(img|script|link|iframe)|url\(|src=/i)
      const html = seen(rendered.html).replace(/\s+/g, ' ')
      for (const line of rendered.text.split('\n')) {
        if (line.startsWith('http') || line.trim() === '' || line === line.toUpperCase() || line.startsWith('-- ')) continue
        // Every word of the plain text stands in the HTML.
        for (const word of line.split(/[\s:,]+/).filter((one) => one.length > 3)) expect(html).toContain(word)
      }
      expect(await renderLetter(facts)).toEqual(rendered)
      for (const line of rendered.text.split('\n')) expect(line.length <= 78 || line.startsWith('http')).toBe(true)
    }
  })

  it('L40 The day is said as it is seen from the letter', async () => {
    const subjectAt = async (madeAt: number) => (await renderLetter(letterFacts({ madeAt }))).subject
    expect(await subjectAt(accessDueAt(STARTS_AT, 'Europe/Berlin'))).toBe('Ihr Zugang: morgen, 10:00 Uhr')
    expect(await subjectAt(STARTS_AT - 3_600_000)).toBe('Ihr Zugang: heute, 10:00 Uhr')
    expect(await subjectAt(STARTS_AT - 5 * DAY_MS)).toBe('Ihr Zugang: am 12. März 2027, 10:00 Uhr')
    // 23:30 in Berlin is the day before, though it is the same day in UTC.
    expect(await subjectAt(Date.UTC(2027, 2, 10, 22, 30))).toBe('Ihr Zugang: am 12. März 2027, 10:00 Uhr')
    expect(await subjectAt(Date.UTC(2027, 2, 10, 23, 30))).toBe('Ihr Zugang: morgen, 10:00 Uhr')
  })

  it('L41 The organiser’s words are filled in once, and braces in names are just braces', async () => {
    const words = {
      subject: '{name}: {seminar}',
      headline: 'Um {time} Uhr, {day}',
      opening: 'Hallo {name},\n\nbis {accessDate}.',
      closing: '{phone} {email} {provider} {trainer} {date}',
    }
    const { subject, text } = await renderLetter(letterFacts({ words, recipientName: '{provider} <b>{x}</b>' }))
    expect(subject).toBe('{provider} <b>{x}</b>: Social Media im öffentlichen Dienst')
    expect(text).toContain('Hallo {provider} <b>{x}</b>,')
    expect(text).toContain('bis Donnerstag, 11. März.')
    expect(text).toContain('030 5550 1234 seminare@e-akademie.example E-Akademie Miriam Voss 12. März')
  })

  it('L41 Whatever a name or a title holds, it stays text: no markup, no header, no link of its own', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
      fc.constantFrom(
        '<img src=x onerror=alert(1)>',
        '"><script>alert(1)</script>',
        'Bcc: opfer@amt.example\r\nX: y',
        '=?utf-8?q?=0D=0ABcc:_a@b.c?=',
        'https://boese.example/s/x/7K2M9QX4B0TRW8VE3HND5YCJA6PF',
        '\u202Etxet',
        '👩‍👩‍👧 Müller-Lüdenscheidt',
      ),
    )
    await fc.assert(
      fc.asyncProperty(hostile, hostile, fc.constantFrom<LetterKind>('access', 'confirmation', 'change'), async (name, title, kind) => {
        const facts = letterFacts({ kind, ...KINDS[kind], recipientName: name, seminar: { ...letterFacts().seminar, title } })
        const rendered = await renderLetter(facts)
        expect(checkLetter(rendered, facts)).toBeNull()
        expect(rendered.subject).not.toMatch(/[\r\n]/)
        const message = await composed(facts, rendered)
        const head = message.slice(0, message.indexOf('\r\n\r\n'))
        expect(head.split('\r\n').filter((line) => /^(bcc|cc|x):/i.test(line))).toEqual([])
        const back = await readMessage(message)
        if (facts.access !== null) expect(back.text.split('\n')).toContain(facts.access.link)
      }),
      { numRuns: 150 },
    )
  })

  it('L42 A missing, empty or foreign link is noticed', async () => {
    const facts = letterFacts()
    const good = await renderLetter(facts)
    const { link } = ACCESS
    expect(checkLetter({ ...good, html: good.html.replaceAll(link, '') }, facts)).toBe('link_wrong')
    expect(checkLetter({ ...good, text: good.text.replace(link, '') }, facts)).toBe('link_wrong')
    expect(checkLetter({ ...good, html: good.html.replace('</body>', '<a href="https://boese.example">x</a></body>') }, facts)).toBe(
      'link_wrong',
    )
    expect(checkLetter({ ...good, html: good.html.replace('</body>', '<img src="https://boese.example/p.gif"></body>') }, facts)).toBe(
      'text_wrong',
    )
    expect(checkLetter(good, { ...facts, access: null })).toBe('link_wrong')
    expect(checkLetter(await renderLetter({ ...facts, access: null }), { ...facts, access: null })).toBe('link_wrong')
  })

  it.each([
    ['de', STARTS_AT, 'Mitteleuropäische Zeit (MEZ), mit Miriam Voss'],
    ['de', Date.UTC(2027, 6, 12, 8), 'Mitteleuropäische Sommerzeit (MESZ), mit Miriam Voss'],
    ['en', STARTS_AT, 'Central European Time (CET), with Miriam Voss'],
    ['en', Date.UTC(2027, 6, 12, 8), 'Central European Summer Time (CEST), with Miriam Voss'],
  ] as const)('L45 The time zone has its usual name: %s, %i', async (locale, startsAt, zone) => {
    const { text, html } = await renderLetter(letterFacts({ locale, seminar: { ...letterFacts().seminar, startsAt } }))
    expect(text.split('\n')).toContain(zone)
    expect(seen(html)).toContain(zone)
  })

  it('L45 A letter says where its calendar entry is, and nothing of one it does not carry', async () => {
    for (const [kind, about] of everyKind) {
      const facts = letterFacts({ kind, ...about })
      const { text, calendar } = await renderLetter(facts)
      expect([kind, /Kalenderdatei|Kalendereintrag|Kalender\./.test(text)]).toEqual([kind, calendar !== null])
      expect((await renderLetter({ ...facts, calendar: null })).text).not.toMatch(/Kalender/)
    }
  })

  it('L46 The foot of a letter has the postal address, legal notice and privacy policy, and leaves out what nobody has named', async () => {
    for (const [kind, about] of everyKind) {
      const facts = letterFacts({ kind, ...about })
      const { html, text } = await renderLetter(facts)
      expect(seen(html)).toContain('E-Akademie, Musterstraße 12, 10115 Berlin')
      expect(text.split('\n')).toEqual(
        expect.arrayContaining(['E-Akademie, Musterstraße 12, 10115 Berlin', 'Impressum:', 'https://e-akademie.example/impressum']),
      )
      expect(html).toContain('href="https://e-akademie.example/datenschutz"')
      const bare = { ...facts, imprint: { address: null, imprintUrl: null, privacyUrl: 'https://e-akademie.example/d?a=1&b=2' } }
      const rendered = await renderLetter(bare)
      expect(checkLetter(rendered, bare)).toBeNull()
      expect(rendered.text).not.toMatch(/Impressum|Musterstraße/)
      expect(rendered.text.split('\n')).toContain('https://e-akademie.example/d?a=1&b=2')
    }
  })

  it('L45 A letter says why it came: to whom a seat is booked for, and to who booked', async () => {
    for (const [kind, about] of everyKind) {
      const why = kind === 'naming' ? 'weil Sie Plätze bei E-Akademie gebucht haben' : 'weil für Sie ein Platz bei E-Akademie gebucht ist'
      expect((await renderLetter(letterFacts({ kind, ...about }))).text.replaceAll('\n', ' ')).toContain(why)
    }
  })

  it('L40 What matters stands out and is the same words in plain text', async () => {
    const { html, text } = await renderLetter(letterFacts({ kind: 'confirmation', ...KINDS.confirmation }))
    expect([...html.matchAll(/<b>([^<]*)<\/b>/g)].map(([, words = '']) => words.replaceAll('\u00a0', ' ')).slice(1)).toEqual([
      'Donnerstag, 11. März, um 10:00 Uhr',
      '09:30 Uhr',
    ])
    expect(text.replaceAll(/\s+/g, ' ')).toContain('Am Donnerstag, 11. März, um 10:00 Uhr schicken wir Ihnen')
    expect((await renderLetter(letterFacts())).html).toContain('<b>030 5550 1234</b>')
  })

  it('L40 Every letter has words of Podium’s own in both languages', () => {
    for (const [kind] of everyKind) {
      if (kind === 'naming') continue
      for (const locale of ['de', 'en'] as const) expect(defaultWords(kind, locale).subject).not.toBe('')
    }
  })
})

describe('a calendar entry', () => {
  const calendarAt = async (startsAt: number, about: Partial<LetterFacts> = {}) => {
    const seminar = { ...letterFacts().seminar, startsAt, endsAt: startsAt + 90 * 60_000 }
    return ((await renderLetter(letterFacts({ seminar, ...about }))).calendar ?? '').split('\r\n')
  }

  it.each([
    ['winter', Date.UTC(2027, 2, 12, 9), '20270312T100000', '20270312T113000'],
    ['summer', Date.UTC(2027, 6, 12, 8), '20270712T100000', '20270712T113000'],
    ['the night before the clocks go forward', Date.UTC(2027, 2, 28, 0, 30), '20270328T013000', '20270328T040000'],
    ['the morning after they went back', Date.UTC(2027, 9, 31, 9), '20271031T100000', '20271031T113000'],
  ])('L43 In %s the local time stands there with the rules of its zone', async (_name, startsAt, start, end) => {
    const lines = await calendarAt(startsAt)
    expect(lines).toContain(`DTSTART;TZID=Europe/Berlin:${start}`)
    expect(lines).toContain(`DTEND;TZID=Europe/Berlin:${end}`)
    expect(lines).toContain('TZID:Europe/Berlin')
    expect(lines.filter((line) => line.startsWith('RRULE:'))).toHaveLength(2)
    expect(lines).toContain('DTSTAMP:20270311T090000Z')
  })

  it('L43 The UID stays, SEQUENCE and METHOD are those of the letter, and only who has a link finds one in there', async () => {
    const lines = await calendarAt(STARTS_AT)
    expect(lines).toContain('UID:seat@seminar.e-akademie.example')
    expect(lines).toContain('SEQUENCE:1')
    expect(lines).toContain('METHOD:PUBLISH')
    expect(lines.join('').replaceAll(' ', '')).toContain(ACCESS.link)
    const cancelled = await calendarAt(STARTS_AT, { kind: 'cancellation', ...KINDS.cancellation })
    expect(cancelled).toEqual(
      expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:3', 'UID:seat@seminar.e-akademie.example']),
    )
    const confirmed = (await calendarAt(STARTS_AT, { kind: 'confirmation', access: null })).join('')
    expect(confirmed).not.toContain('7K2M9')
    expect(confirmed).not.toContain('730418')
  })
})

describe('the message', () => {
  it('L44 It says that it comes from a machine, who answers, and reads back as it was, with the same bytes each time', async () => {
    for (const [kind, about] of everyKind) {
      const facts = letterFacts({ kind, ...about, recipientName: 'Jörg Müßig' })
      const rendered = await renderLetter(facts)
      const raw = await composed(facts, rendered)
      expect(await composed(facts, rendered)).toBe(raw)
      const back = await readMessage(raw)
      expect(back.subject).toBe(rendered.subject)
      expect(back.text.trim()).toBe(rendered.text.trim())
      expect(back.html.trim()).toBe(rendered.html.trim())
      expect(back.calendar?.replaceAll('\r\n', '\n').trim()).toBe(rendered.calendar?.replaceAll('\r\n', '\n').trim())
      const headers = Object.fromEntries(back.headers.map(({ name, value }) => [name.toLowerCase(), value]))
      expect(headers).toMatchObject({
        'auto-submitted': 'auto-generated',
        'x-auto-response-suppress': 'All',
        'reply-to': 'seminare@e-akademie.example',
        'message-id': '<abc@seminar.e-akademie.example>',
      })
      // RFC 5322 2.1.1
      for (const line of raw.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998)
    }
  })

  it('E2 L44 A link survives what mail programs do to a message: a thousand links, twelve manglings', async () => {
    const wrap = (text: string, at: number) => `${text.slice(0, at)}=\r\n${text.slice(at)}`
    const manglings: ((link: string) => string)[] = [
      (link) => link,
      (link) => link.toLowerCase(),
      (link) => `${link}.`,
      (link) => `<${link}>`,
      (link) => `(${link})`,
      (link) => wrap(link, 76),
      (link) => link.replace('/s/', '/%73/').replaceAll('%73', 's'),
      (link) => `${link}\u00a0`,
      (link) => `${link.slice(0, -9)}\u200b${link.slice(-9)}`,
      (link) => `https://safelinks.example/?url=${encodeURIComponent(link)}&data=05`,
      (link) => link.replace('=', '=3D'),
      (link) => `${link.slice(0, -14)} \r\n ${link.slice(-14)}`,
    ]
    const { text } = await renderLetter(letterFacts())
    expect(text.split('\n')).toContain(ACCESS.link)
    const token = fc.string({ unit: fc.constantFrom(...Array.from(CROCKFORD)), minLength: 28, maxLength: 28 })
    fc.assert(
      fc.property(token, (one) => {
        for (const mangle of manglings) expect(readLinkToken(mangle(ACCESS.link.slice(0, -28) + one))).toBe(one)
      }),
      { numRuns: 1_000 },
    )
  })
})
