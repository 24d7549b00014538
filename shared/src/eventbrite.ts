// Eventbrite's messages as far as Podium reads them (API v3). Its contract, not ours: unknown fields are let through unread.
import { z } from 'zod'

/** Decimal strings, never numbers. */
const Id = z.string().regex(/^\d{1,20}$/)
const Moment = z.iso.datetime({ offset: true })
const Text = z.string().nullish()

export const EventbritePage = z.looseObject({
  object_count: z.int().min(0).nullish(),
  page_number: z.int().min(0).nullish(),
  page_size: z.int().min(0).nullish(),
  page_count: z.int().min(0).nullish(),
  has_more_items: z.boolean(),
  /** Absent when there is one page only. */
  continuation: z.string().max(2_000).nullish(),
})
export type EventbritePage = z.infer<typeof EventbritePage>

export const EventbriteUser = z.looseObject({
  id: z.string(),
  name: Text,
  emails: z.array(z.looseObject({ email: z.string() })).nullish(),
})

export const EventbriteOrganisations = z.looseObject({
  pagination: EventbritePage,
  organizations: z.array(z.looseObject({ id: Id, name: Text })),
})

const EventTime = z.looseObject({ timezone: z.string(), local: z.string(), utc: Moment })

export const EventbriteTicketClass = z.looseObject({
  id: Id,
  name: Text,
  quantity_sold: z.int().min(0).nullish(),
})

export const EventbriteEvent = z.looseObject({
  id: Id,
  name: z.looseObject({ text: Text }).nullish(),
  start: EventTime,
  end: EventTime.nullish(),
  status: z.string(),
  organization_id: Id.nullish(),
  is_series_parent: z.boolean().nullish(),
  ticket_classes: z.array(EventbriteTicketClass).nullish(),
})
export type EventbriteEvent = z.infer<typeof EventbriteEvent>

export const EventbriteEvents = z.looseObject({ pagination: EventbritePage, events: z.array(EventbriteEvent) })

export const EventbriteOrder = z.looseObject({
  id: Id,
  name: Text,
  first_name: Text,
  last_name: Text,
  email: Text,
  status: z.string(),
  changed: Moment,
})
export type EventbriteOrder = z.infer<typeof EventbriteOrder>

/** One ticket; `quantity` is always 1. */
export const EventbriteAttendee = z.looseObject({
  id: Id,
  event_id: Id,
  order_id: Id,
  changed: Moment,
  ticket_class_id: Id.nullish(),
  ticket_class_name: Text,
  /** An open word: only two values are documented. */
  status: z.string(),
  cancelled: z.boolean(),
  refunded: z.boolean(),
  profile: z.looseObject({ name: Text, first_name: Text, last_name: Text, email: Text }).nullish(),
  /** Only with `expand=order`. */
  order: EventbriteOrder.nullish(),
})
export type EventbriteAttendee = z.infer<typeof EventbriteAttendee>

export const EventbriteAttendees = z.looseObject({ pagination: EventbritePage, attendees: z.array(EventbriteAttendee) })

export const EventbriteOrders = z.looseObject({ pagination: EventbritePage, orders: z.array(EventbriteOrder) })

export const EventbriteWebhook = z.looseObject({ id: Id })

/** How a webhook is asked for. `actions` is a comma list. */
export const EventbriteHookWish = z.looseObject({ endpoint_url: z.url(), actions: z.string().min(1), event_id: Id.nullish() })
export type EventbriteHookWish = z.infer<typeof EventbriteHookWish>

/** The body of every refusal, e.g. INVALID_AUTH with status 400. */
export const EventbriteProblem = z.looseObject({ status_code: z.int(), error: z.string().max(200), error_description: Text })
export type EventbriteProblem = z.infer<typeof EventbriteProblem>

/** What Eventbrite posts to a webhook. `api_url` is never fetched. */
export const EventbriteHook = z.looseObject({
  config: z.looseObject({ action: z.string().max(80), webhook_id: z.string().nullish() }),
  api_url: z.string().max(500),
})
export type EventbriteHook = z.infer<typeof EventbriteHook>
