// Rooms and their people on a media server; what is already gone is no error.
import { RoomServiceClient } from 'livekit-server-sdk'
import type { MediaServer } from '../../domains/media/live.ts'
import type { MediaKey } from './tokens.ts'

const CALL_TIMEOUT_SECONDS = 5

/** Speaks to the room service at `apiUrl` (http or https). Rooms keep the timeouts of livekit.yaml. */
export function createRooms(
  apiUrl: string,
  key: MediaKey,
): Pick<MediaServer, 'createRoom' | 'deleteRoom' | 'removeParticipant' | 'listPeople'> {
  const service = new RoomServiceClient(apiUrl, key.apiKey, key.apiSecret, { requestTimeout: CALL_TIMEOUT_SECONDS })
  return {
    createRoom: async (room, maxParticipants) => {
      await service.createRoom({ name: room, maxParticipants })
    },
    deleteRoom: (room) => unlessMissing(service.deleteRoom(room), undefined),
    removeParticipant: (room, identity) => unlessMissing(service.removeParticipant(room, identity), undefined),
    listPeople: async (room) =>
      (await unlessMissing(service.listParticipants(room), [])).map(({ identity, sid, joinedAt }) => ({
        identity,
        sid,
        joinedAt: Number(joinedAt) * 1_000,
      })),
  }
}

async function unlessMissing<Value>(call: Promise<Value>, otherwise: Value): Promise<Value> {
  return call.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'not_found') return otherwise
    throw error
  })
}
