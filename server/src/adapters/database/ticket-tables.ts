// The tables of tickets, shops and letters as Kysely sees them; migrations/ is where they are made. Instants are UTC milliseconds.
import type { EditableLetter, LetterKind, LetterProblem, LetterState, LetterWords } from '@podium/shared/letters.ts'
import type { HookId, Instant, LetterId, OrderId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Entitlement, ReconcileCounts, SeatOrigin, ShopKind, ShopProblem } from '@podium/shared/tickets.ts'
import type { Json } from './json.ts'

/** What was bought together; its token opens the page that names the people. */
export interface TicketOrderTable {
  id: OrderId
  seminar_id: SeminarId
  origin: SeatOrigin
  order_ref: string
  buyer_name: string
  buyer_email: string | null
  nonce: string
  version: number
  key_id: string
  token_hash: string
  created_at: Instant
}

/** A ticket as its source tells it, beside the seat it became (`Ticket` in the contract). */
export interface TicketTable {
  seminar_id: SeminarId
  origin: SeatOrigin
  event_id: string
  ticket_id: string
  seat_id: SeatId
  order_id: OrderId
  holder_name: string
  holder_email: string | null
  ticket_class_id: string
  ticket_name: string
  status: string
  entitlement: Entitlement
  changed_at: Instant
  /** Not in the last full list or file; access stays. */
  is_missing: boolean
  /** Its revocation waits for the organiser's word. */
  is_held: boolean
}

/** A seminar's event at a shop; token and hook secret are sealed with a key outside the database. */
export interface ShopConnectionTable {
  seminar_id: SeminarId
  kind: ShopKind
  address: string | null
  organisation_id: string
  event_id: string
  event_name: string
  ticket_class_ids: Json<string[]> | null
  sealed_token: string
  token_hint: string
  sealed_hook_secret: string
  hook_secret_hash: string
  /** The webhook's id at the shop; null when Podium did not set it up. */
  shop_hook_id: string | null
  /** Where the next incremental pass begins, in the shop's own words. */
  cursor: string | null
  last_hook_at: Instant | null
  last_ok_at: Instant | null
  last_full_at: Instant | null
  next_pass_at: Instant
  failing_since: Instant | null
  failures: number
  problem: ShopProblem | null
  last_counts: Json<ReconcileCounts> | null
  moved_starts_at: Instant | null
  moved_ends_at: Instant | null
  lease_owner: string | null
  lease_until: Instant
}

/** A message of a shop, kept seven days. */
export interface HookReceiptTable {
  id: HookId
  seminar_id: SeminarId
  received_at: Instant
  action: string
  received_headers: Json<Record<string, string>>
  body: string
  outcome: 'waiting' | 'handled' | 'test' | 'ignored'
  handled_at: Instant | null
}

export interface CoViewerTable {
  seat_id: SeatId
  position: number
  name: string
}

/** The outbox: one row per letter, written with the change that causes it (EM-01). */
export interface LetterTable {
  id: LetterId
  /** One letter per seat (or order), kind and revision, whatever happens twice. */
  business_key: string
  seminar_id: SeminarId
  /** Null for letters to a buyer or to the organiser. */
  seat_id: SeatId | null
  order_id: OrderId | null
  kind: LetterKind
  revision: number
  /** The version of the seat whose link it carries; for letters to a buyer the number of seats to name. */
  made_for: number
  /** For naming letters: the seats it gives the links of, each with its version; null for every other letter. */
  told: string | null
  /** When the seminar was to begin before it was moved; only in change letters. */
  moved_from: Instant | null
  recipient_name: string
  recipient_email: string
  state: LetterState
  due_at: Instant
  /** When a worker may take it; null when nobody will. */
  next_try_at: Instant | null
  attempts: number
  lease_owner: string | null
  lease_until: Instant
  /** The whole message as it leaves, sealed: every attempt sends the same bytes (EM-02). Null before the first. */
  sealed_message: string | null
  sent_at: Instant | null
  problem: LetterProblem | null
  server_said: string | null
  created_at: Instant
}

export interface LetterTextTable {
  seminar_id: SeminarId
  kind: EditableLetter
  words: Json<LetterWords>
}
