// Media tokens with every grant written out: what is left unset means "yes" to a media server (livekit.md §8).
import { AccessToken, TrackSource, type VideoGrant } from 'livekit-server-sdk'

/** Enough for the first connect; the media server renews it while connected. */
const LIFETIME_SECONDS = 120

export interface MediaKey {
  readonly apiKey: string
  readonly apiSecret: string
}

/** A token that listens and can do nothing else, ever (M2). */
export function attendeeToken(key: MediaKey, room: string, identity: string): Promise<string> {
  return mint(key, identity, {
    roomJoin: true,
    room,
    canSubscribe: true,
    canPublish: false,
    canPublishData: false,
    canUpdateOwnMetadata: false,
    hidden: true,
  })
}

/** A token to publish camera, microphone and screen; no data, no administration. */
export function staffToken(key: MediaKey, room: string, identity: string): Promise<string> {
  return mint(key, identity, {
    roomJoin: true,
    room,
    canSubscribe: true,
    canPublish: true,
    canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
    canPublishData: false,
    canUpdateOwnMetadata: false,
    hidden: false,
  })
}

async function mint(key: MediaKey, identity: string, grant: VideoGrant): Promise<string> {
  const token = new AccessToken(key.apiKey, key.apiSecret, { identity, ttl: LIFETIME_SECONDS })
  token.addGrant(grant)
  return token.toJwt()
}
