// What a load balancer and a supervisor may ask (RL-05), and the media server's hook.
import express, { type Router } from 'express'
import type { Logger } from 'pino'

/** `/healthz`: the process answers. `/readyz`: the store and the media server do, and nothing is shutting down. */
export function serveHealth(checks: Readonly<Record<string, () => Promise<boolean>>>): Router {
  const router = express.Router()
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ ok: true })
  })
  router.get('/readyz', async (_request, response) => {
    const entries = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await check().catch(() => false)] as const),
    )
    const isReady = entries.every(([, ok]) => ok)
    response
      .set('Cache-Control', 'no-store')
      .status(isReady ? 200 : 503)
      .json({ ok: isReady, ...Object.fromEntries(entries) })
  })
  return router
}

/** Receives the media server's webhooks: answered at once, worked on afterwards; a forged one is refused (WH-06). */
export function serveMediaHook(
  receive: (body: string, authorization: string | undefined) => Promise<() => Promise<void>>,
  log: Logger,
): Router {
  const router = express.Router()
  router.post('/internal/livekit/webhook', express.text({ type: 'application/webhook+json', limit: '64kb' }), async (request, response) => {
    let work: () => Promise<void>
    try {
      work = await receive(typeof request.body === 'string' ? request.body : '', request.get('Authorization'))
    } catch {
      response.status(401).end()
      return
    }
    response.status(200).end()
    await work().catch((error: unknown) => log.warn({ err: error }, 'media event failed'))
  })
  return router
}
