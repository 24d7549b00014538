import { describe, expect, it } from 'vitest'
import { type Dialect, plain, socketIo } from './dialect.ts'
import { readAnswer } from './http.ts'

function read(dialect: Dialect, text: string) {
  const bytes = Buffer.from(`...${text}`)
  return dialect.read(bytes, 3, bytes.length)
}

describe('dialects', () => {
  it('G3 Socket.IO packets are told apart by their first characters', () => {
    expect(read(socketIo, '0{"sid":"x"}')).toEqual({ kind: 'opened' })
    expect(read(socketIo, '40{"sid":"x"}')).toEqual({ kind: 'connected' })
    expect(read(socketIo, '44{"message":"signed_out"}')).toEqual({ kind: 'refused' })
    expect(read(socketIo, '2')).toEqual({ kind: 'ping' })
    expect(read(socketIo, '6')).toEqual({ kind: 'other' })
    expect(read(socketIo, '42["a",1]')).toEqual({ kind: 'event', at: 5 })
  })

  it.each([
    ['[{"ok":true,"value":{}}]', true],
    ['[{"ok":false,"code":"poll_closed"}]', false],
  ])('G3 An answer names its request and whether it is good: %s', (json, isOk) => {
    expect(read(socketIo, `43217${json}`)).toEqual({ kind: 'answer', id: 217, at: 8, isOk })
    expect(read(plain, `a217${json}`)).toEqual({ kind: 'answer', id: 217, at: 7, isOk })
  })

  it('G3 Requests and events are what Socket.IO 5 writes', () => {
    expect(socketIo.request(7, 'poll.vote', '{"a":1}')).toBe('427["poll.vote",{"a":1}]')
    expect(socketIo.event('["stage.changed",{"revision":1}]')).toEqual({ name: 'stage.changed', delivered: { revision: 1 } })
    expect(plain.request(7, 'poll.vote', '{}')).toBe('v7 {}')
  })

  it('G3 An HTTP answer is read once it is whole', () => {
    const text = 'HTTP/1.1 200 OK\r\nSet-Cookie: seat=abc; Path=/\r\nContent-Length: 4\r\n\r\nöké'
    const bytes = Buffer.from(text)
    for (let cut = 0; cut < bytes.length - 1; cut += 1) expect(readAnswer(bytes.subarray(0, cut))).toBeNull()
    expect(readAnswer(bytes)).toMatchObject({ status: 200, cookies: ['seat=abc'], length: bytes.length - 1 })
  })
})
