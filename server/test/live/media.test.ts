import {
  AudioFrame,
  AudioSource,
  dispose,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listenToMedia, publishMedia } from '@podium/shared/media.ts'
import { addSeat, revokeSeat, takeSeatTicket } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { goLive } from '@podium/shared/stage.ts'
import { type Podium, seat, startPodium } from '../harness.ts'
import { attend, Browser, expectRefusal, opId, staffOnAir } from '../people.ts'

let podium: Podium
let trainer: Awaited<ReturnType<typeof staffOnAir>>
const rooms: Room[] = []

beforeAll(async () => {
  podium = await startPodium()
  trainer = await staffOnAir(podium.url, podium.trainer, podium.seminarId)
  await trainer.live.ask(goLive, { opId: opId() })
})
afterAll(async () => {
  await Promise.all(rooms.map((room) => room.disconnect()))
  await dispose()
  await podium.stop()
})

async function join(access: { url: string; token: string }): Promise<Room> {
  const room = new Room()
  await room.connect(access.url, access.token, { autoSubscribe: true, dynacast: false })
  rooms.push(room)
  return room
}

/** Resolves with the reason when the media server puts this participant out. */
function putOut(room: Room): Promise<unknown> {
  return new Promise((resolve) => room.once(RoomEvent.Disconnected, resolve))
}

const silence = () => new AudioFrame(new Int16Array(480), 48_000, 1, 480)

describe('a modified client', () => {
  it('M2 With an attendee token neither sound, picture, data nor metadata reaches anybody', async () => {
    const receiver = await join(await trainer.browser.call(publishMedia, { seminarId: podium.seminarId }))
    const arrived: string[] = []
    receiver.on(RoomEvent.TrackPublished, () => arrived.push('track'))
    receiver.on(RoomEvent.TrackSubscribed, () => arrived.push('subscribed'))
    receiver.on(RoomEvent.DataReceived, () => arrived.push('data'))
    receiver.on(RoomEvent.ParticipantMetadataChanged, () => arrived.push('metadata'))
    receiver.on(RoomEvent.ParticipantAttributesChanged, () => arrived.push('attributes'))
    receiver.on(RoomEvent.ParticipantConnected, () => arrived.push('participant'))

    const { live } = await attend(podium.url, seat(podium, 0))
    const modified = await join(await live.ask(listenToMedia, {}))
    const me = modified.localParticipant
    if (me === undefined) throw new Error('not connected')
    const audio = new AudioSource(48_000, 1)
    const video = new VideoSource(16, 16)
    const refused = (attempt: Promise<unknown>) =>
      attempt.then(
        () => false,
        () => true,
      )
    const audioOptions = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE })
    const videoOptions = new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA })
    expect(await refused(me.publishTrack(LocalAudioTrack.createAudioTrack('voice', audio), audioOptions))).toBe(true)
    expect(await refused(me.publishTrack(LocalVideoTrack.createVideoTrack('face', video), videoOptions))).toBe(true)
    await refused(audio.captureFrame(silence()))
    video.captureFrame(new VideoFrame(new Uint8Array(16 * 16 * 1.5), 16, 16, VideoBufferType.I420))
    await refused(me.publishData(new TextEncoder().encode('hello'), { reliable: true }))
    await refused(me.updateMetadata('forged'))
    await refused(me.setAttributes({ forged: 'yes' }))

    // What the trainer publishes afterwards reaches the same room: had anything else been let through, it would be there by now.
    const witness = await attend(podium.url, seat(podium, 1))
    const listener = await join(await witness.live.ask(listenToMedia, {}))
    const heard = new Promise<void>((resolve) => listener.once(RoomEvent.TrackSubscribed, () => resolve()))
    await receiver.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack('trainer', new AudioSource(48_000, 1)), audioOptions)
    await heard
    expect(arrived).toEqual([])
    expect([...listener.remoteParticipants.values()].map(({ identity }) => identity)).toEqual([receiver.localParticipant?.identity])
  })
})

describe('lost rights', () => {
  it('M6 A revoked seat is put out of the media within two seconds, and its still valid token does not get back in', async () => {
    const office = new Browser(podium.url)
    await office.call(signIn, podium.organiser)
    const made = await office.call(addSeat, { seminarId: podium.seminarId, holderName: 'Rita Raus', holderEmail: null })
    const { browser, live, slug } = await attend(podium.url, made)
    const access = await live.ask(listenToMedia, {})
    const room = await join(access)
    const out = putOut(room)
    const startedAt = performance.now()
    await office.call(revokeSeat, { seatId: made.seatId })
    await out
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    await expectRefusal(browser.call(takeSeatTicket, { slug }), 'seat_revoked')
    await live.cut()

    const again = await join(access)
    await putOut(again)
    expect(again.isConnected).toBe(false)
  })
})
