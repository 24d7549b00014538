// What whoever started the fake shops holds in hand.
import type { BoxOffice } from './shop.ts'
import type { createFaults } from './shop-faults.ts'
import type { HookPost } from './shop-hooks.ts'

/** One request a shop got. */
export interface ShopRequest {
  readonly method: string
  /** With its query. */
  readonly url: string
  readonly authorization: string | null
}

/** What a test may do with a shop without HTTP; changes resolve after their webhooks were delivered. */
export interface FakeShop {
  readonly office: BoxOffice
  readonly post: HookPost
  readonly faults: ReturnType<typeof createFaults>
  readonly requests: ShopRequest[]
  /** Presses the test button of the shop's webhook page. */
  readonly sendTest: () => Promise<void>
}

interface Connectable extends FakeShop {
  readonly apiUrl: string
  readonly token: string
  readonly organisationId: string
  /** The event that is on sale. */
  readonly eventId: string
  /** An event of somebody else's account. */
  readonly foreignEventId: string
}

export interface FakeShops {
  /** Where the control page is, without trailing slash; the control endpoints are below `/__fake/`. */
  readonly url: string
  readonly eventbrite: Connectable & {
    /** Whether a list without `status` holds those who do not attend; sources disagree, so both can be tried. True at first. */
    listsEverybody: (isEverybody: boolean) => void
  }
  readonly pretix: Connectable & {
    /** What an organiser types as the address. */
    readonly address: string
  }
  close(): Promise<void>
}
