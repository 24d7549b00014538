import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { describe, expect, it } from 'vitest'
import { attendeeToken } from '../../src/adapters/livekit/tokens.ts'
import { createMediaEventReader } from '../../src/adapters/livekit/webhooks.ts'
import { KEY, WEBHOOK_KEY } from './media-folder.ts'

const NOW = Date.now()
const read = createMediaEventReader(WEBHOOK_KEY.apiKey, WEBHOOK_KEY.apiSecret, () => NOW)

function body(about: Record<string, unknown> = {}): string {
  return JSON.stringify({
    event: 'participant_joined',
    id: 'EV_1',
    createdAt: String(Math.floor(NOW / 1000)),
    room: { name: 'room-1' },
    participant: { identity: 'seat-1', sid: 'PA_1' },
    ...about,
  })
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64')

function sign(
  payload: Record<string, unknown>,
  options: { secret?: string; issuer?: string; expiresIn?: number; notBefore?: number } = {},
): string {
  const { secret = WEBHOOK_KEY.apiSecret, issuer = WEBHOOK_KEY.apiKey, expiresIn = 300, notBefore = 0 } = options
  return jwt.sign(payload, secret, { algorithm: 'HS256', issuer, expiresIn, notBefore })
}

describe('webhooks', () => {
  it('M7 A signed event is read: who joined where', async () => {
    expect(await read(body(), sign({ sha256: hashOf(body()) }))).toMatchObject({
      id: 'EV_1',
      moved: { kind: 'joined', room: 'room-1', identity: 'seat-1', sid: 'PA_1' },
    })
  })

  it.each([
    ['an event Podium does not act on', { event: 'room_started' }],
    ['an event nobody knows yet', { event: 'participant_teleported' }],
    ['fields nobody knows yet', { event: 'track_published', spin: { up: 1 } }],
    ['a join without a participant', { participant: undefined }],
  ])('M7 Tolerated: %s', async (_name, about) => {
    expect(await read(body(about), sign({ sha256: hashOf(body(about)) }))).toEqual({ id: 'EV_1', moved: null })
  })

  const genuine = body()
  const signed = sign({ sha256: hashOf(genuine) })
  const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${signed.split('.')[1] ?? ''}.`
  const stale = body({ createdAt: String(Math.floor(NOW / 1000) - 16 * 60) })
  const early = body({ createdAt: String(Math.floor(NOW / 1000) + 16 * 60) })
  it.each([
    ['no header', genuine, undefined],
    ['an empty header', genuine, ''],
    ['the key of another pair', genuine, sign({ sha256: hashOf(genuine) }, { secret: KEY.apiSecret })],
    ['the media key instead of the webhook key', genuine, sign({ sha256: hashOf(genuine) }, { secret: KEY.apiSecret, issuer: KEY.apiKey })],
    ['algorithm none', genuine, unsigned],
    ['one byte more', `${genuine} `, signed],
    ['the hash of another body', genuine, sign({ sha256: hashOf(body({ id: 'EV_2' })) })],
    ['no hash', genuine, sign({})],
    ['an expired signature', genuine, sign({ sha256: hashOf(genuine) }, { expiresIn: -60 })],
    ['a signature of the future', genuine, sign({ sha256: hashOf(genuine) }, { notBefore: 600, expiresIn: 1_200 })],
    ['a re-serialised body', JSON.stringify(JSON.parse(genuine), null, 1), signed],
    ['an event of sixteen minutes ago', stale, sign({ sha256: hashOf(stale) })],
    ['an event of the future', early, sign({ sha256: hashOf(early) })],
    ['no moment', body({ createdAt: undefined }), sign({ sha256: hashOf(body({ createdAt: undefined })) })],
    ['no JSON', 'joined', sign({ sha256: hashOf('joined') })],
  ])('M7 Refused: %s', async (_name, text, authorization) => {
    await expect(read(text, authorization)).rejects.toThrow()
  })

  it('M7 Refused: a join token', async () => {
    await expect(read(genuine, await attendeeToken(WEBHOOK_KEY, 'room-1', 'seat-1'))).rejects.toThrow()
  })
})
