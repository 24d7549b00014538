import { request } from 'node:http'
import jwt from 'jsonwebtoken'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attendeeToken, staffToken } from '../../src/adapters/livekit/tokens.ts'
import { createMediaFolder, KEY, type MediaFolder, took } from './media-folder.ts'

function claims(token: string): jwt.JwtPayload {
  const verified = jwt.verify(token, KEY.apiSecret, { algorithms: ['HS256'], issuer: KEY.apiKey })
  if (typeof verified === 'string') throw new Error('no claims')
  return verified
}

/** All claims but the moments, and how long the token is valid, in seconds. */
function facts(token: string) {
  const { exp = 0, nbf = 0, iat: _iat, ...rest } = claims(token)
  return { ...rest, seconds: exp - nbf }
}

describe('tokens', () => {
  it('M1 An attendee token holds exactly the listed grants, for one room and two minutes', async () => {
    expect(facts(await attendeeToken(KEY, 'room-1', 'seat-1'))).toEqual({
      iss: KEY.apiKey,
      sub: 'seat-1',
      seconds: 120,
      video: {
        roomJoin: true,
        room: 'room-1',
        canSubscribe: true,
        canPublish: false,
        canPublishData: false,
        canUpdateOwnMetadata: false,
        hidden: true,
      },
    })
  })

  it('M1 A staff token publishes camera, microphone and screen, and nothing else', async () => {
    expect(facts(await staffToken(KEY, 'room-1', 'staff-1'))).toEqual({
      iss: KEY.apiKey,
      sub: 'staff-1',
      seconds: 120,
      video: {
        roomJoin: true,
        room: 'room-1',
        canSubscribe: true,
        canPublish: true,
        canPublishSources: ['camera', 'microphone', 'screen_share', 'screen_share_audio'],
        canPublishData: false,
        canUpdateOwnMetadata: false,
        hidden: false,
      },
    })
  })
})

describe('what a browser and the log are told', () => {
  let media: MediaFolder

  beforeAll(async () => {
    media = await createMediaFolder()
    await media.supervise()
    await media.rooms.createRoom('room-1', 10)
  })
  afterAll(() => media.remove())

  it('M8 A browser is told to ask nobody but this media server for its way', async () => {
    const told = await firstWords(media.port, await attendeeToken(KEY, 'room-1', 'seat-1'))
    const servers = told.match(/(?:stun|turn)s?:[\w.:-]+/g) ?? []
    expect(servers.length).toBeGreaterThan(0)
    expect(new Set(servers.map((server) => server.split(':')[1]))).toEqual(new Set(['127.0.0.1']))
  })

  it('M12 The log of the media server holds no token', async () => {
    const forged = await attendeeToken({ ...KEY, apiSecret: 'not-the-secret-of-this-test-with-32-chars' }, 'room-1', 'seat-1')
    const answer = await fetch(`${media.url}/rtc/validate?access_token=${forged}`)
    expect(answer.status).toBe(401)
    await took(5_000, () => media.log().includes('[token]'))
    expect(media.log()).not.toContain('eyJ')
  })

  it('M4 Rooms and people that are gone already are no error', async () => {
    await media.rooms.deleteRoom('never-made')
    await media.rooms.removeParticipant('room-1', 'nobody')
    expect(await media.rooms.listPeople('never-made')).toEqual([])
  })
})

/** What the media server sends first to whoever joins, with everything that is not text left as it is. */
function firstWords(port: number, token: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const upgrade = request({
      host: '127.0.0.1',
      port,
      path: `/rtc?access_token=${token}&protocol=15&sdk=js&version=2.22.0&auto_subscribe=1`,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'cG9kaXVtLXRlc3Qta2V5IQ==',
      },
    })
    upgrade.once('error', reject)
    upgrade.once('response', (response) => reject(new Error(`HTTP ${response.statusCode}`)))
    upgrade.once('upgrade', (_response, socket, head) => {
      let text = ''
      const hear = (chunk: Buffer) => {
        text += chunk.toString('latin1')
        if (/(?:stun|turn)s?:[\w.:-]+[^\w.:-]/.test(text)) socket.destroy()
      }
      socket.once('close', () => resolve(text))
      socket.on('data', hear)
      hear(head)
    })
    upgrade.end()
  })
}
