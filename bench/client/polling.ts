// How Socket.IO connects unless told otherwise: long polling first, then a WebSocket, then the change from one to the other.
import { clientText } from '../frames.ts'
import { HttpLine } from './http.ts'
import { Line, upgradeHead } from './line.ts'

const PATH = '/socket.io/?EIO=4&transport='
const TEXT = { type: 'text/plain;charset=UTF-8' }

/** Connects over the default transports; resolves with what ends the connection. */
export async function joinByPolling(port: number): Promise<() => void> {
  const [polls, posts] = [new HttpLine(port), new HttpLine(port)]
  const opened = await polls.request(`${PATH}polling`, null)
  const sid = /"sid":"([^"]+)"/.exec(opened.body)?.[1]
  if (sid === undefined) throw new Error(`no session: ${opened.body}`)
  const connected = polls.request(`${PATH}polling&sid=${sid}`, null)
  await posts.request(`${PATH}polling&sid=${sid}`, '40', TEXT)
  const { body } = await connected
  if (!body.startsWith('40')) throw new Error(`not connected: ${body}`)
  const released = polls.request(`${PATH}polling&sid=${sid}`, null)
  let heardProbe: () => void = () => undefined
  const probed = new Promise<void>((resolve) => {
    heardProbe = resolve
  })
  const line = new Line({
    port,
    head: upgradeHead(port, `${PATH}websocket&sid=${sid}`, null),
    onText: (bytes, start, end) => {
      if (bytes.toString('latin1', start, end) === '3probe') heardProbe()
    },
    onClose: () => undefined,
  })
  await line.opened
  line.send(clientText('2probe'))
  await Promise.all([probed, released])
  line.send(clientText('5'))
  polls.close()
  posts.close()
  return () => line.cut()
}
