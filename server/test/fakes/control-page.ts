// The page on which a person plays the shops: one table of orders per shop, one button per thing that can happen. Plain HTML.
import type { RequestHandler } from 'express'
import type { FakeOrder, FakeTicket } from './shop.ts'
import type { FakeShops } from './handles.ts'

const WORDS = {
  de: {
    title: 'Probe-Ticketshops',
    intro:
      'Diese beiden Shops gibt es nur auf diesem Rechner. Verbinden Sie in Podium ein Seminar mit einem davon und spielen Sie dann hier den Verkauf.',
    other: 'English',
    token: 'Zugangstoken',
    address: 'Adresse',
    constant: 'Podium starten mit',
    organisation: 'Organisation',
    event: 'Veranstaltung',
    starts: 'beginnt',
    hooks: 'Angemeldete Webhooks',
    book: 'Buchung',
    group: 'Sammelbestellung (3 Plätze)',
    move: 'Termin um einen Tag verschieben',
    order: 'Bestellung',
    person: 'Person',
    state: 'Zustand',
    actions: 'Was geschieht',
    refund: 'Erstattung',
    rebook: 'Erneut gültig',
    rename: 'Umbenennung',
    transfer: 'Übertragung',
    none: 'Noch keine Bestellung.',
    first: 'Vorname',
    last: 'Nachname',
    valid: 'gültig',
    cancelled: 'storniert',
    refunded: 'erstattet',
    transferred: 'übertragen',
  },
  en: {
    title: 'Ticket shops for trying things out',
    intro: 'These two shops exist on this machine only. Connect a seminar in Podium with one of them, then play the sale here.',
    other: 'Deutsch',
    token: 'Access token',
    address: 'Address',
    constant: 'Start Podium with',
    organisation: 'Organisation',
    event: 'Event',
    starts: 'starts',
    hooks: 'Registered webhooks',
    book: 'Booking',
    group: 'Group order (3 seats)',
    move: 'Move the date by one day',
    order: 'Order',
    person: 'Person',
    state: 'State',
    actions: 'What happens',
    refund: 'Refund',
    rebook: 'Valid again',
    rename: 'Rename',
    transfer: 'Transfer',
    none: 'No orders yet.',
    first: 'First name',
    last: 'Last name',
    valid: 'valid',
    cancelled: 'cancelled',
    refunded: 'refunded',
    transferred: 'transferred',
  },
} as const
type Words = (typeof WORDS)['de' | 'en']

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .5rem;border-top:1px solid #8888;vertical-align:top}' +
  'form{display:inline}button,input{font:inherit;margin:.1rem}input{width:8rem}dt{font-weight:600}dd{margin:0 0 .4rem}section{margin-block:2.5rem}'

/** Serves the control page; `?lang=en` for English. */
export function controlPage(shops: FakeShops): RequestHandler {
  return (request, response) => {
    const language = request.query['lang'] === 'en' ? 'en' : 'de'
    const words = WORDS[language]
    response
      .type('html')
      .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
      .send(
        `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
          `<title>${words.title}</title><style>${STYLE}</style><main><h1>${words.title}</h1><p>${words.intro} ` +
          `<a href="/?lang=${language === 'de' ? 'en' : 'de'}">${words.other}</a></p>` +
          shopSection(words, language, 'eventbrite', 'Eventbrite', shops.eventbrite, [
            words.constant,
            `EVENTBRITE_API_URL=${shops.eventbrite.apiUrl} npm start`,
          ]) +
          shopSection(words, language, 'pretix', 'pretix', shops.pretix, [words.address, shops.pretix.address]) +
          '</main></html>',
      )
  }
}

function shopSection(
  words: Words,
  language: string,
  shop: 'eventbrite' | 'pretix',
  title: string,
  { office, post, token, organisationId, eventId }: FakeShops['eventbrite'] | FakeShops['pretix'],
  [term, value]: [string, string],
): string {
  const event = office.eventOf(eventId)
  const starts = new Intl.DateTimeFormat(language, { timeZone: 'Europe/Berlin', dateStyle: 'full', timeStyle: 'short' }).format(
    event.startsAt,
  )
  const rows = office.orders.flatMap((order) => order.tickets.map((ticket) => ticketRow(words, shop, order, ticket)))
  const facts = [
    [term, value],
    [words.token, token],
    [words.organisation, organisationId],
    [words.event, `${event.name} (${eventId}), ${words.starts} ${starts}`],
    [words.hooks, String(post.hooks.length)],
  ] as const
  return (
    `<section><h2>${title}</h2><dl>${facts.map(([name, text]) => `<dt>${name}</dt><dd><code>${safe(text)}</code></dd>`).join('')}</dl>` +
    `<p>${button('orders', words.book, { shop })}${button('orders', words.group, { shop, seats: '3' })}${button('move-event', words.move, { shop, eventId })}</p>` +
    (rows.length === 0
      ? `<p>${words.none}</p>`
      : `<table><tr><th>${words.order}</th><th>${words.person}</th><th>${words.state}</th><th>${words.actions}</th></tr>${rows.join('')}</table>`) +
    '</section>'
  )
}

function ticketRow(words: Words, shop: string, order: FakeOrder, ticket: FakeTicket): string {
  const about = { shop, orderRef: order.ref, ticketId: ticket.id }
  const { firstName, lastName, email } = ticket.holder
  const actions =
    ticket.state === 'valid'
      ? button('refund', words.refund, about) +
        `<form method="post" action="/__fake/rename">${hidden({ shop, ticketId: ticket.id, email: email ?? '' })}` +
        `<input name="firstName" aria-label="${words.first}" value="${safe(firstName)}"><input name="lastName" aria-label="${words.last}" value="${safe(lastName)}">` +
        `<button>${words.rename}</button></form>` +
        button('transfer', words.transfer, { shop, ticketId: ticket.id })
      : button('rebook', words.rebook, about)
  return (
    `<tr><td>${safe(order.ref)}</td><td>${safe(`${firstName} ${lastName}`)}<br>${safe(email ?? '–')}</td>` +
    `<td>${ticket.word === null ? words[ticket.state] : safe(ticket.word)}</td><td>${actions}</td></tr>`
  )
}

function button(action: string, label: string, fields: Record<string, string>): string {
  return `<form method="post" action="/__fake/${action}">${hidden(fields)}<button>${label}</button></form> `
}

function hidden(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${safe(value)}">`)
    .join('')
}

function safe(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
