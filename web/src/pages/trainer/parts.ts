import type { ReactNode } from 'react'
import type { StaffSnapshot } from '@podium/shared/room.ts'
import type { StaffMember } from '@podium/shared/staff.ts'
import type { Hands } from './useHands.ts'
import type { Studio } from './useStudio.ts'

/** What every phase of the studio works with. */
export interface StudioParts {
  readonly studio: Studio
  readonly hands: Hands
  readonly snapshot: StaffSnapshot
  /** The server's clock. */
  readonly nowMs: number
  readonly member: StaffMember
  /** What stands between the head and the page: broken lines and refusals. */
  readonly banner: ReactNode
}
