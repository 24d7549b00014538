// Tickets are sold elsewhere and become seats here: where they come from, what a file holds, what waits for a decision (PRODUCT §4).
import { z } from 'zod'
import { Done, endpoint } from './define.ts'
import { HookId, Instant, PersonName, SeminarId, TicketText } from './primitives.ts'

/** The shops Podium can ask. */
export const ShopKind = z.enum(['eventbrite', 'pretix'])
export type ShopKind = z.infer<typeof ShopKind>
/** Where a seat comes from. */
export const SeatOrigin = z.enum(['eventbrite', 'pretix', 'csv', 'hand'])
export type SeatOrigin = z.infer<typeof SeatOrigin>

/** Whether a ticket entitles to a seat. `unknown` keeps access and is shown to the organiser: no paying customer is locked out by a new word. */
export const Entitlement = z.enum(['yes', 'no', 'unknown'])
export type Entitlement = z.infer<typeof Entitlement>

/** One ticket as Podium understands it, whatever sold it; nothing else of the shop's data is kept (CO-05). */
export const Ticket = z.strictObject({
  /** The shop's own id; with source and event it identifies the ticket. Never the e-mail address. */
  id: z.string().min(1).max(120),
  orderRef: TicketText,
  buyerName: TicketText,
  buyerEmail: z.string().max(254).nullable(),
  holderName: TicketText,
  /** Null where the shop did not ask. */
  holderEmail: z.string().max(254).nullable(),
  ticketClassId: TicketText,
  ticketName: TicketText,
  /** The shop's own word, shown where it is unknown. */
  status: TicketText,
  entitlement: Entitlement,
  /** When it changed last at the source; a file's own moment for tickets of a file. */
  changedAt: Instant,
})
export type Ticket = z.infer<typeof Ticket>

/** An access token of a shop. Stored sealed; only its last four characters are ever shown again. */
export const ShopToken = z
  .string()
  .trim()
  .min(8)
  .max(200)
  .regex(/^[\x21-\x7e]+$/)
/** Where a self-hosted pretix answers, e.g. "https://tickets.example"; null for Eventbrite, whose address is a constant. */
export const ShopAddress = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .nullable()
/** Ids of shops end up in paths: letters, digits, hyphen, underscore and dot, never a path of their own. */
export const ShopId = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}$/)

const SHOP_FAILS = [
  'signed_out',
  'not_allowed',
  'shop_unauthorised',
  'shop_not_found',
  'shop_busy',
  'shop_unreachable',
  'shop_unreadable',
] as const

/** What is needed to talk to a shop. `token` null means: the one stored for this seminar. */
const ShopAccess = z.strictObject({ seminarId: SeminarId, kind: ShopKind, address: ShopAddress, token: ShopToken.nullable() })

/** "Verbindung testen": who the token belongs to and which organisations it may see. Stores nothing. */
export const testShop = endpoint('ticket.testShop', {
  method: 'POST',
  path: '/api/tickets/test-shop',
  from: ['organiser'],
  input: ShopAccess,
  reply: z.strictObject({
    account: z.string(),
    organisations: z.array(z.strictObject({ id: ShopId, name: z.string() })).max(200),
  }),
  fails: SHOP_FAILS,
})

export const ShopEvent = z.strictObject({
  id: ShopId,
  name: z.string(),
  startsAt: Instant,
  /** Null where the shop knows no end. */
  endsAt: Instant.nullable(),
  /** The shop's own word. */
  status: z.string(),
  /** A series has no tickets of its own; its dates do. */
  isSeries: z.boolean(),
  ticketClasses: z.array(z.strictObject({ id: ShopId, name: z.string(), sold: z.int().min(0).nullable() })).max(200),
})
export type ShopEvent = z.infer<typeof ShopEvent>

export const listShopEvents = endpoint('ticket.listShopEvents', {
  method: 'POST',
  path: '/api/tickets/list-shop-events',
  from: ['organiser'],
  input: ShopAccess.extend({ organisationId: ShopId }),
  reply: z.strictObject({ events: z.array(ShopEvent).max(500) }),
  fails: SHOP_FAILS,
})

/** What one pass over a source or a file did or would do, in seats. */
export const ReconcileCounts = z.strictObject({
  added: z.int().min(0),
  changed: z.int().min(0),
  revoked: z.int().min(0),
  restored: z.int().min(0),
  withoutEmail: z.int().min(0),
  /** Tickets whose status nobody knows yet; they keep access. */
  unknown: z.int().min(0),
  /** Seats of this source that were not in it; never revoked for that. */
  missing: z.int().min(0),
  unchanged: z.int().min(0),
})
export type ReconcileCounts = z.infer<typeof ReconcileCounts>

/** Why the last pass over a shop failed; data stays as it was. */
export const ShopProblem = z.enum(['unauthorised', 'not_found', 'busy', 'unreachable', 'unreadable'])
export type ShopProblem = z.infer<typeof ShopProblem>

export const ShopConnection = z.strictObject({
  kind: ShopKind,
  address: ShopAddress,
  organisationId: ShopId,
  eventId: ShopId,
  eventName: z.string(),
  /** Null means every ticket class is a seat. */
  ticketClassIds: z.array(ShopId).max(200).nullable(),
  /** The last four characters of the token. */
  tokenHint: z.string(),
  /** The address to enter as webhook at the shop; whoever knows it can ask us to look, nothing more. */
  hookUrl: z.url(),
  /** Whether Podium has set the webhook up at the shop by itself. */
  isHookRegistered: z.boolean(),
  lastHookAt: Instant.nullable(),
  /** The last pass that worked; null before the first. */
  lastOkAt: Instant.nullable(),
  /** Null when the seminar is over and nobody asks any more. */
  nextPassAt: Instant.nullable(),
  /** Since when passes fail; null while they work. */
  failingSince: Instant.nullable(),
  problem: ShopProblem.nullable(),
  lastCounts: ReconcileCounts.nullable(),
  /** Seats a pass would have revoked but more than 10 % at once: they keep access until the organiser decides. */
  heldRevocations: z.array(z.strictObject({ holderName: z.string(), status: z.string() })).max(5_000),
  /** The seminar's start at the shop where it differs from ours; nothing moves by itself. */
  movedTo: z.strictObject({ startsAt: Instant, endsAt: Instant.nullable() }).nullable(),
})
export type ShopConnection = z.infer<typeof ShopConnection>

const ConnectionReply = z.strictObject({ connection: ShopConnection.nullable() })

export const readShopConnection = endpoint('ticket.readConnection', {
  method: 'GET',
  path: '/api/tickets/connection',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: ConnectionReply,
  fails: ['signed_out', 'not_found'],
})

/** Connects a seminar with an event of a shop and makes the first full pass. Connecting again replaces the settings and keeps the seats. */
export const connectShop = endpoint('ticket.connectShop', {
  method: 'POST',
  path: '/api/tickets/connect-shop',
  from: ['organiser'],
  input: ShopAccess.extend({
    organisationId: ShopId,
    eventId: ShopId,
    ticketClassIds: z.array(ShopId).min(1).max(200).nullable(),
  }),
  reply: ConnectionReply,
  fails: [...SHOP_FAILS, 'not_found'],
})

/** Forgets token and settings; every seat stays as it is. */
export const disconnectShop = endpoint('ticket.disconnectShop', {
  method: 'POST',
  path: '/api/tickets/disconnect-shop',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: Done,
  fails: ['signed_out', 'not_found'],
})

/** A full pass now. */
export const reconcileNow = endpoint('ticket.reconcileNow', {
  method: 'POST',
  path: '/api/tickets/reconcile',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: ConnectionReply,
  fails: [...SHOP_FAILS, 'not_found'],
})

/** The organiser's word on a mass cancellation: carry it out. Keeping access needs no word. */
export const releaseRevocations = endpoint('ticket.releaseRevocations', {
  method: 'POST',
  path: '/api/tickets/release-revocations',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: ConnectionReply,
  fails: [...SHOP_FAILS, 'not_found', 'wrong_state'],
})

/** A message from a shop, kept seven days. It holds ids only. */
export const HookReceipt = z.strictObject({
  id: HookId,
  receivedAt: Instant,
  /** The shop's own word for what happened. */
  action: z.string(),
  /** `test`: the shop's test button. `ignored`: not about this event, or unreadable. */
  outcome: z.enum(['waiting', 'handled', 'test', 'ignored']),
  handledAt: Instant.nullable(),
})
export type HookReceipt = z.infer<typeof HookReceipt>

export const listHooks = endpoint('ticket.listHooks', {
  method: 'GET',
  path: '/api/tickets/hooks',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: z.strictObject({ hooks: z.array(HookReceipt).max(200) }),
  fails: ['signed_out', 'not_found'],
})

/** Handles a message once more. */
export const replayHook = endpoint('ticket.replayHook', {
  method: 'POST',
  path: '/api/tickets/replay-hook',
  from: ['organiser'],
  input: z.strictObject({ hookId: HookId }),
  reply: Done,
  fails: ['signed_out', 'not_found'],
})

/** What a column of a file can mean. `orderRef` or `ticketId` make a re-import recognise its rows. */
export const FileField = z.enum([
  'ticketId',
  'orderRef',
  'barcode',
  'firstName',
  'lastName',
  'name',
  'email',
  'buyerFirstName',
  'buyerLastName',
  'buyerName',
  'buyerEmail',
  'quantity',
  'ticketName',
  'status',
])
export type FileField = z.infer<typeof FileField>

/** Which column (counted from 0) holds what; absent fields are in no column. */
export const FileMapping = z.partialRecord(FileField, z.int().min(0).max(499))
export type FileMapping = z.infer<typeof FileMapping>

/** At most 12 MiB of file, as base64. */
export const FILE_BYTES = 12 * 1024 * 1024
/** Base64 of the file's bytes: only the bytes tell the charset. */
const FileContent = z.base64().max(Math.ceil(FILE_BYTES / 3) * 4)

export const FileProblem = z.strictObject({
  /** Counted from 1 as a spreadsheet shows it; null for the whole file. */
  row: z.int().min(1).nullable(),
  kind: z.enum(['no_name', 'bad_email', 'bad_quantity', 'no_key', 'duplicate', 'unreadable_row', 'empty_file', 'too_many_rows']),
})
export type FileProblem = z.infer<typeof FileProblem>

export const FilePreview = z.strictObject({
  charset: z.string(),
  delimiter: z.enum([',', ';', '\t']),
  columns: z.array(z.string()).max(500),
  mapping: FileMapping,
  /** The first rows as they would become tickets. */
  sample: z
    .array(
      z.strictObject({
        row: z.int(),
        holderName: z.string(),
        holderEmail: z.string().nullable(),
        ticketName: z.string(),
        status: z.string(),
        entitlement: Entitlement,
      }),
    )
    .max(10),
  rows: z.int().min(0),
  /** At most the first hundred. */
  problems: z.array(FileProblem).max(100),
  /** Null while the mapping does not tell who the people are. */
  counts: ReconcileCounts.nullable(),
})
export type FilePreview = z.infer<typeof FilePreview>

/** A dry run: reads the file and changes nothing. `mapping` null asks Podium to guess. */
export const previewFile = endpoint('ticket.previewFile', {
  method: 'POST',
  path: '/api/tickets/preview-file',
  from: ['organiser'],
  maxBytes: FILE_BYTES * 2,
  input: z.strictObject({ seminarId: SeminarId, content: FileContent, mapping: FileMapping.nullable() }),
  reply: FilePreview,
  fails: ['signed_out', 'not_found', 'file_unreadable'],
})

/** Imports what the preview showed. A second import of the same file changes nothing. `revokesMany` confirms a mass cancellation. */
export const importFile = endpoint('ticket.importFile', {
  method: 'POST',
  path: '/api/tickets/import-file',
  from: ['organiser'],
  maxBytes: FILE_BYTES * 2,
  input: z.strictObject({ seminarId: SeminarId, content: FileContent, mapping: FileMapping, revokesMany: z.boolean() }),
  reply: z.strictObject({ counts: ReconcileCounts }),
  fails: ['signed_out', 'not_found', 'file_unreadable', 'mass_cancellation', 'seminar_ended', 'seminar_cancelled'],
})

/** People who watch on somebody else's seat, named so that they get certificates ("wir sitzen zu dritt hier"). */
export const CoViewers = z.array(PersonName).max(20)
