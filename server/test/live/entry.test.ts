import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { readRoomAsAttendee } from '@podium/shared/room.ts'
import {
  addSeat,
  continueHere,
  enterByLink,
  enterByNumber,
  leaveSeat,
  readOwnSeat,
  reissueSeat,
  restoreSeat,
  revokeSeat,
  seatClosed,
  takeSeatTicket,
} from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { type Podium, seat, startPodium } from '../harness.ts'
import { attend, Browser, expectRefusal, linkParts, Live } from '../people.ts'

let podium: Podium
beforeAll(async () => {
  podium = await startPodium()
})
afterAll(() => podium.stop())

async function organiser(): Promise<Browser> {
  const browser = new Browser(podium.url)
  await browser.call(signIn, podium.organiser)
  return browser
}

async function newSeat(holderName: string) {
  return (await organiser()).call(addSeat, { seminarId: podium.seminarId, holderName, holderEmail: null })
}

const otherCode = (code: string) => code.replace(/\d$/, (last) => String((Number(last) + 1) % 10))

describe('getting in', () => {
  it('E1 The page of a link is the same for a valid, an unknown and a mangled token', async () => {
    const { slug, token } = linkParts(seat(podium, 0).link)
    const pages = await Promise.all(
      [`/s/${slug}/${token}`, `/s/${slug}/${'0'.repeat(28)}`, `/s/${slug}/x`, `/s/${slug}`].map(async (page) =>
        (await fetch(podium.url + page)).text(),
      ),
    )
    expect(new Set(pages).size).toBe(1)
  })

  it('E3 Link and code let a person in and onto the live connection', async () => {
    const { browser, live, slug } = await attend(podium.url, await newSeat('Petra Beispiel'))
    expect((await browser.call(readOwnSeat, { slug })).holderName).toBe('Petra Beispiel')
    expect((await live.ask(readRoomAsAttendee, {})).seminar.slug).toBe(slug)
    live.close()
  })

  it('E4 Number and code are a second way in; a wrong code and an unknown number look the same', async () => {
    const made = await newSeat('Nora Nummer')
    const browser = new Browser(podium.url)
    const spoken = `${made.number.slice(0, 5).toLowerCase()} ${made.number.slice(5)}`
    expect(
      (await browser.call(enterByNumber, { number: spoken, code: `${made.code.slice(0, 3)} ${made.code.slice(3)}`, takeOver: false }))
        .holderName,
    ).toBe('Nora Nummer')
    await expectRefusal(browser.call(enterByNumber, { number: made.number, code: otherCode(made.code), takeOver: false }), 'code_wrong')
    await expectRefusal(browser.call(enterByNumber, { number: '0000000000', code: made.code, takeOver: false }), 'code_wrong')
  })

  it('E5 An unknown link, and a link to another seminar, are refused', async () => {
    const made = await newSeat('Ute Unbekannt')
    const { slug, token } = linkParts(made.link)
    const browser = new Browser(podium.url)
    await expectRefusal(browser.call(enterByLink, { slug, token: '0'.repeat(28), code: made.code, takeOver: false }), 'link_unknown')
    await expectRefusal(browser.call(enterByLink, { slug: 'another', token, code: made.code, takeOver: false }), 'link_unknown')
  })

  it('E15 A browser that holds the seat enters once more without being asked, also at the same moment', async () => {
    const made = await newSeat('Nina Nochmal')
    const { slug, token } = linkParts(made.link)
    const browser = new Browser(podium.url)
    const byLink = () => browser.call(enterByLink, { slug, token, code: made.code, takeOver: false })
    const byNumber = () => browser.call(enterByNumber, { number: made.number, code: made.code, takeOver: false })
    await byLink()
    const { ticket } = await browser.call(takeSeatTicket, { slug })
    const live = await Live.connect(podium.url, ticket)
    expect((await Promise.all([byLink(), byNumber(), byLink()])).map((own) => own.seatId)).toEqual(Array(3).fill(made.seatId))
    expect(live.socket.connected).toBe(true)
    live.close()
  })

  it('E6 Five wrong codes lock the seat, even for the right one, and however many come at once', async () => {
    const made = await newSeat('Wanda Wiederholt')
    const { slug, token } = linkParts(made.link)
    const enter = (code: string) => new Browser(podium.url).call(enterByLink, { slug, token, code, takeOver: false })
    const attempts = await Promise.all(
      Array.from({ length: 40 }, () =>
        enter(otherCode(made.code)).catch((error: unknown) => (error instanceof Refusal ? error.code : 'internal')),
      ),
    )
    expect(attempts.filter((code) => code === 'code_wrong')).toHaveLength(5)
    expect(attempts.filter((code) => code === 'code_locked')).toHaveLength(35)
    const refusal = await expectRefusal(enter(made.code), 'code_locked')
    expect(refusal.retryAfterMs).toBeGreaterThan(0)
  })

  it('E7 A badly formed code is not an attempt', async () => {
    const made = await newSeat('Fritz Form')
    const { slug, token } = linkParts(made.link)
    const browser = new Browser(podium.url)
    for (const code of ['', '12345', '1234567', 'abcdef'])
      await expectRefusal(browser.call(enterByLink, { slug, token, code, takeOver: false }), 'invalid')
    await browser.call(enterByLink, { slug, token, code: made.code, takeOver: false })
  })

  it('E8 A ticket opens one connection, once', async () => {
    const { browser, live, slug } = await attend(podium.url, await newSeat('Tim Ticket'))
    const { ticket } = await browser.call(takeSeatTicket, { slug })
    const second = await Live.connect(podium.url, ticket)
    await expect(Live.connect(podium.url, ticket)).rejects.toThrow('signed_out')
    await expect(Live.connect(podium.url, 'forged')).rejects.toThrow('signed_out')
    second.close()
    live.close()
  })
})

describe('two devices', () => {
  it('E9 The second device is asked first, then takes over; the first is told and cut', async () => {
    const made = await newSeat('Zoe Zwei')
    const first = await attend(podium.url, made)
    await first.live.ask(readRoomAsAttendee, {})
    await expectRefusal(attend(podium.url, made), 'seat_taken')
    const second = await attend(podium.url, made, true)
    expect((await first.live.hear(seatClosed)).reason).toBe('replaced')
    await first.live.cut()
    await expectRefusal(first.browser.call(takeSeatTicket, { slug: first.slug }), 'seat_replaced')
    await second.live.ask(readRoomAsAttendee, {})
    await expectRefusal(first.browser.call(continueHere, { slug: first.slug }), 'take_over_too_soon')
    second.live.close()
  })

  it('E11 Whoever left on purpose has given up the pass, not the seat', async () => {
    const made = await newSeat('Lea Leave')
    const { browser, live, slug } = await attend(podium.url, made)
    live.close()
    await browser.call(leaveSeat, { slug })
    await expectRefusal(browser.call(readOwnSeat, { slug }), 'signed_out')
    const back = await attend(podium.url, made)
    back.live.close()
  })
})

describe('revoked seats', () => {
  it('O2 A revoked seat is cut at once and stays out, with the link, the pass and a ticket taken before', async () => {
    const made = await newSeat('Rudi Raus')
    const { browser, live, slug } = await attend(podium.url, made)
    await live.ask(readRoomAsAttendee, {})
    const { ticket } = await browser.call(takeSeatTicket, { slug })
    const staff = await organiser()
    await staff.call(revokeSeat, { seatId: made.seatId })
    expect((await live.hear(seatClosed)).reason).toBe('revoked')
    await live.cut()
    await expect(Live.connect(podium.url, ticket)).rejects.toThrow('seat_revoked')
    await expectRefusal(browser.call(readOwnSeat, { slug }), 'seat_revoked')
    await expectRefusal(attend(podium.url, made), 'seat_revoked')
    await staff.call(restoreSeat, { seatId: made.seatId })
    const back = await attend(podium.url, made)
    back.live.close()
  })

  it('O3 A re-issued seat has a new link and code; the old ones are dead', async () => {
    const made = await newSeat('Nina Neu')
    const again = await (await organiser()).call(reissueSeat, { seatId: made.seatId })
    expect(again.link).not.toBe(made.link)
    await expectRefusal(attend(podium.url, made), 'link_unknown')
    const { live } = await attend(podium.url, again)
    live.close()
  })

  it('O1 Only an organiser adds, re-issues, revokes or restores seats', async () => {
    const trainer = new Browser(podium.url)
    await trainer.call(signIn, podium.trainer)
    const { seatId } = seat(podium, 2)
    for (const browser of [trainer]) {
      await expectRefusal(browser.call(addSeat, { seminarId: podium.seminarId, holderName: 'Wer', holderEmail: null }), 'not_allowed')
      for (const endpoint of [reissueSeat, revokeSeat, restoreSeat]) await expectRefusal(browser.call(endpoint, { seatId }), 'not_allowed')
    }
    await expectRefusal(new Browser(podium.url).call(revokeSeat, { seatId }), 'signed_out')
  })
})

describe('secrets', () => {
  it('H3 No token, code, cookie or password is ever logged', async () => {
    const made = await newSeat('Karla Kanarie')
    const { browser, live } = await attend(podium.url, made)
    live.close()
    const { token } = linkParts(made.link)
    await fetch(made.link)
    await fetch(`${podium.url}/api/seats/enter?token=${token}`)
    const canaries = [token, token.toLowerCase(), podium.organiser.password, podium.trainer.password, ...browser.cookies.values()]
    for (const canary of canaries) expect(podium.logged()).not.toContain(canary)
  })
})
