// Access to the media server. Tokens are minted per person after every check, never reused (AL-20, livekit.md §8).
import { z } from 'zod'
import { action, endpoint } from './define.ts'
import { SeminarId } from './primitives.ts'
import { STAGE } from './roles.ts'

export const MediaAccess = z.strictObject({ url: z.url(), token: z.string() })
export type MediaAccess = z.infer<typeof MediaAccess>

/** A listen-only token for the seat of this connection. */
export const listenToMedia = action('media.listen', {
  from: ['attendee'],
  input: z.strictObject({}),
  reply: MediaAccess,
  fails: ['seat_replaced', 'seat_revoked', 'too_early', 'seminar_ended', 'seminar_cancelled', 'media_unavailable', 'too_many_requests'],
})

/** A token to publish camera, microphone and screen. */
export const publishMedia = endpoint('media.publish', {
  method: 'POST',
  path: '/api/media/publish',
  from: STAGE,
  input: z.strictObject({ seminarId: SeminarId }),
  reply: MediaAccess,
  fails: ['signed_out', 'not_allowed', 'not_found', 'seminar_ended', 'seminar_cancelled', 'media_unavailable'],
})
