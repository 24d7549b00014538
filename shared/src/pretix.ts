// pretix's messages as far as Podium reads them (REST API v1). Its contract, not ours: unknown fields are let through unread.
import { z } from 'zod'

const Moment = z.iso.datetime({ offset: true })
const Text = z.string().nullish()
/** One text in several languages. */
const Multilingual = z.union([z.string(), z.record(z.string(), z.string().nullable())])

function page<Item extends z.ZodType>(item: Item) {
  return z.looseObject({ count: z.int().min(0), next: z.string().max(2_000).nullable(), results: z.array(item) })
}

export const PretixOrganiser = z.looseObject({ slug: z.string(), name: z.string() })
export const PretixOrganisers = page(PretixOrganiser)

export const PretixEvent = z.looseObject({
  slug: z.string(),
  name: Multilingual,
  date_from: Moment,
  date_to: Moment.nullish(),
  live: z.boolean().nullish(),
  has_subevents: z.boolean().nullish(),
})
export type PretixEvent = z.infer<typeof PretixEvent>
export const PretixEvents = page(PretixEvent)

export const PretixItem = z.looseObject({ id: z.int(), name: Multilingual })
export const PretixItems = page(PretixItem)

export const PretixPosition = z.looseObject({
  id: z.int(),
  positionid: z.int(),
  item: z.int(),
  canceled: z.boolean().nullish(),
  /** Null, or what blocks it; older versions have no such field. */
  blocked: z.unknown().optional(),
  attendee_name: Text,
  attendee_email: Text,
  addon_to: z.int().nullish(),
})
export type PretixPosition = z.infer<typeof PretixPosition>

export const PretixOrder = z.looseObject({
  code: z.string().max(40),
  /** n pending · p paid · e expired · c canceled; an open word to us. */
  status: z.string(),
  testmode: z.boolean().nullish(),
  email: Text,
  invoice_address: z.looseObject({ name: Text, company: Text }).nullish(),
  positions: z.array(PretixPosition),
  valid_if_pending: z.boolean().nullish(),
  last_modified: Moment,
})
export type PretixOrder = z.infer<typeof PretixOrder>
export const PretixOrders = page(PretixOrder)

export const PretixWebhook = z.looseObject({ id: z.int() })

/** How a webhook is asked for. */
export const PretixHookWish = z.looseObject({
  enabled: z.boolean(),
  target_url: z.url(),
  all_events: z.boolean(),
  limit_events: z.array(z.string()),
  action_types: z.array(z.string()).min(1),
})
export type PretixHookWish = z.infer<typeof PretixHookWish>

/** What pretix posts to a webhook. */
export const PretixHook = z.looseObject({
  notification_id: z.int().nullish(),
  organizer: z.string().max(200),
  event: z.string().max(200).nullish(),
  action: z.string().max(120),
})
export type PretixHook = z.infer<typeof PretixHook>

export type PretixText = z.infer<typeof Multilingual>
