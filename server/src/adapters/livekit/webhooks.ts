// What the media server reports, checked with a key of its own and reduced to what Podium acts on (WH-06).
import { WebhookReceiver } from 'livekit-server-sdk'
import type { MediaEventReader } from '../../app.ts'

/** Must exceed the ten minutes for which the media server keeps trying. */
const ACCEPTED_FOR_SECONDS = 15 * 60

/** Builds the reader of webhooks; it throws on everything that was not signed with this key over this very body. */
export function createMediaEventReader(apiKey: string, apiSecret: string, now: () => number): MediaEventReader {
  const receiver = new WebhookReceiver(apiKey, apiSecret)
  return async (body, authorization) => {
    const event = await receiver.receive(body, authorization)
    if (Math.abs(now() / 1000 - Number(event.createdAt)) > ACCEPTED_FOR_SECONDS) throw new Error('stale')
    const { participant, room } = event
    const kind = event.event === 'participant_joined' ? 'joined' : event.event === 'participant_left' ? 'left' : null
    if (kind === null || participant === undefined || room === undefined) return { id: event.id, moved: null }
    const at = Number(event.createdAt) * 1_000
    // A report without the moment of joining happened when it was sent.
    const joinedAt = Number(participant.joinedAt) * 1_000 || at
    return { id: event.id, moved: { kind, room: room.name, identity: participant.identity, sid: participant.sid, joinedAt, at } }
  }
}
