// What both fake shops sell: events, orders and tickets in memory, and what can happen to them. The shops differ in how they tell it.

export interface FakePerson {
  readonly firstName: string
  readonly lastName: string
  /** Null: the shop did not ask. */
  readonly email: string | null
}

export interface FakeTicket {
  readonly id: string
  readonly ticketClassId: string
  readonly createdAt: number
  holder: FakePerson
  /** Whether somebody gave this ticket a person of its own; else the shop shows the buyer. */
  hasOwnHolder: boolean
  state: 'valid' | 'cancelled' | 'refunded' | 'transferred'
  /** The shop's own word where it is another one than the state says; null for the usual one. */
  word: string | null
  isCheckedIn: boolean
  changedAt: number
}

export interface FakeOrder {
  readonly ref: string
  readonly eventId: string
  readonly buyer: FakePerson
  readonly tickets: FakeTicket[]
  readonly createdAt: number
  changedAt: number
}

export interface FakeEvent {
  readonly id: string
  readonly name: string
  readonly ticketClasses: readonly { readonly id: string; readonly name: string }[]
  /** Another account's: the token may not see it. */
  readonly isForeign: boolean
  startsAt: number
  endsAt: number
  changedAt: number
}

/** What just happened; hooks are told from it. */
export type Happening =
  | {
      readonly kind: 'placed' | 'refunded' | 'cancelled' | 'rebooked' | 'changed' | 'checked_in'
      readonly order: FakeOrder
      readonly tickets: readonly FakeTicket[]
    }
  | { readonly kind: 'transferred'; readonly order: FakeOrder; readonly tickets: readonly FakeTicket[]; readonly to: FakeOrder }
  | { readonly kind: 'event_changed'; readonly event: FakeEvent }

export interface Booking {
  readonly eventId?: string | undefined
  readonly buyer: FakePerson
  /** How many tickets; all of them show the buyer unless `holders` names people. */
  readonly seats?: number | undefined
  readonly holders?: readonly FakePerson[] | undefined
  readonly ticketClassId?: string | undefined
  readonly word?: string | undefined
}

export interface BoxOfficeParts {
  readonly now: () => number
  /** The next id of a kind, as the shop spells it. */
  readonly newId: (kind: 'event' | 'ticketClass' | 'order' | 'ticket') => string
  /** Told after every change; a change resolves when this has. */
  readonly tell: (happening: Happening) => Promise<void>
}

export type BoxOffice = ReturnType<typeof createBoxOffice>

/** Opens an empty box office. Everything that takes an order or ticket throws when there is none such. */
export function createBoxOffice({ now, newId, tell }: BoxOfficeParts) {
  const events: FakeEvent[] = []
  const orders: FakeOrder[] = []

  function addEvent(about: {
    name: string
    startsAt: number
    endsAt: number
    ticketClasses?: readonly string[]
    isForeign?: boolean
  }): FakeEvent {
    const event: FakeEvent = {
      id: newId('event'),
      name: about.name,
      ticketClasses: (about.ticketClasses ?? ['Online-Seminar']).map((name) => ({ id: newId('ticketClass'), name })),
      isForeign: about.isForeign ?? false,
      startsAt: about.startsAt,
      endsAt: about.endsAt,
      changedAt: now(),
    }
    events.push(event)
    return event
  }

  function eventOf(id: string | undefined): FakeEvent {
    const event = id === undefined ? events.find(({ isForeign }) => !isForeign) : events.find((one) => one.id === id)
    if (event === undefined) throw new Error(`the fake shop has no event ${id ?? ''}`)
    return event
  }

  function orderOf(ref: string): FakeOrder {
    const order = orders.find((one) => one.ref === ref)
    if (order === undefined) throw new Error(`the fake shop has no order ${ref}`)
    return order
  }

  function ticketOf(id: string): { order: FakeOrder; ticket: FakeTicket } {
    for (const order of orders) {
      const ticket = order.tickets.find((one) => one.id === id)
      if (ticket !== undefined) return { order, ticket }
    }
    throw new Error(`the fake shop has no ticket ${id}`)
  }

  function newTicket(ticketClassId: string, holder: FakePerson, hasOwnHolder: boolean, word: string | null): FakeTicket {
    const at = now()
    return {
      id: newId('ticket'),
      ticketClassId,
      createdAt: at,
      holder,
      hasOwnHolder,
      state: 'valid',
      word,
      isCheckedIn: false,
      changedAt: at,
    }
  }

  /** Somebody buys tickets. */
  async function book(booking: Booking): Promise<FakeOrder> {
    const event = eventOf(booking.eventId)
    const ticketClassId = booking.ticketClassId ?? event.ticketClasses[0]?.id ?? ''
    const people: readonly (FakePerson | null)[] = booking.holders ?? Array.from({ length: booking.seats ?? 1 }, () => null)
    const order: FakeOrder = {
      ref: newId('order'),
      eventId: event.id,
      buyer: booking.buyer,
      tickets: people.map((person) => newTicket(ticketClassId, person ?? booking.buyer, person !== null, booking.word ?? null)),
      createdAt: now(),
      changedAt: now(),
    }
    orders.push(order)
    await tell({ kind: 'placed', order, tickets: order.tickets })
    return order
  }

  /** Which tickets of an order are meant: one, or all of them. */
  function chosen(order: FakeOrder, ticketId: string | undefined): FakeTicket[] {
    return ticketId === undefined ? order.tickets : [ticketOf(ticketId).ticket]
  }

  function touch(order: FakeOrder, tickets: readonly FakeTicket[]): void {
    for (const ticket of tickets) ticket.changedAt = now()
    order.changedAt = now()
  }

  async function become(
    state: FakeTicket['state'],
    kind: 'refunded' | 'cancelled' | 'rebooked',
    ref: string,
    ticketId?: string,
  ): Promise<FakeOrder> {
    const order = orderOf(ref)
    const tickets = chosen(order, ticketId)
    for (const ticket of tickets) ticket.state = state
    touch(order, tickets)
    await tell({ kind, order, tickets })
    return order
  }

  async function change(
    ticketId: string,
    edit: (ticket: FakeTicket) => void,
    kind: 'changed' | 'checked_in' = 'changed',
  ): Promise<FakeTicket> {
    const { order, ticket } = ticketOf(ticketId)
    edit(ticket)
    touch(order, [ticket])
    await tell({ kind, order, tickets: [ticket] })
    return ticket
  }

  return {
    events,
    orders,
    addEvent,
    eventOf,
    orderOf,
    ticketOf,
    book,
    /** The money goes back: for one ticket, or for the whole order. */
    refund: (ref: string, ticketId?: string) => become('refunded', 'refunded', ref, ticketId),
    /** Taken back without money, e.g. of a free ticket. */
    cancel: (ref: string, ticketId?: string) => become('cancelled', 'cancelled', ref, ticketId),
    /** A refund or cancellation is undone: the same ticket is valid again. */
    rebook: (ref: string, ticketId?: string) => become('valid', 'rebooked', ref, ticketId),
    /** The person on a ticket is corrected or another one; the ticket stays the same. */
    rename: (ticketId: string, holder: FakePerson) =>
      change(ticketId, (ticket) => {
        ticket.holder = holder
        ticket.hasOwnHolder = true
      }),
    /** The shop calls the state of a ticket something else; null for the usual word. */
    setWord: (ticketId: string, word: string | null) =>
      change(ticketId, (ticket) => {
        ticket.word = word
      }),
    /** Somebody was checked in at the shop. */
    checkIn: (ticketId: string) =>
      change(
        ticketId,
        (ticket) => {
          ticket.isCheckedIn = true
        },
        'checked_in',
      ),
    /** The ticket dies and another person gets a new one in an order of their own. */
    async transfer(ticketId: string, holder: FakePerson): Promise<FakeOrder> {
      const { order, ticket } = ticketOf(ticketId)
      ticket.state = 'transferred'
      touch(order, [ticket])
      const to: FakeOrder = {
        ref: newId('order'),
        eventId: order.eventId,
        buyer: holder,
        tickets: [newTicket(ticket.ticketClassId, holder, true, null)],
        createdAt: now(),
        changedAt: now(),
      }
      orders.push(to)
      await tell({ kind: 'transferred', order, tickets: [ticket], to })
      return to
    },
    /** Another date for an event. */
    async moveEvent(eventId: string, startsAt: number, endsAt: number): Promise<FakeEvent> {
      const event = eventOf(eventId)
      event.startsAt = startsAt
      event.endsAt = endsAt
      event.changedAt = now()
      await tell({ kind: 'event_changed', event })
      return event
    },
  }
}
