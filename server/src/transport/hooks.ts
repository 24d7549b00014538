// Where shops knock: a secret in the address, a small body, an answer at once, never a 410 (WH-01).
import express, { type Router } from 'express'
import type { ShopKind } from '@podium/shared/tickets.ts'

/** A message as it arrived; `secret` is what stood in the address. */
export interface ShopMessage {
  readonly kind: ShopKind
  readonly secret: string
  readonly headers: Record<string, string>
  readonly body: string
}

const MAX_BYTES = 16 * 1024

/** Receives the webhooks of shops; `receive` keeps the message and answers whether the secret belongs to anything. */
export function serveShopHooks(receive: (message: ShopMessage) => Promise<boolean>): Router {
  const router = express.Router()
  for (const kind of ['eventbrite', 'pretix'] as const) {
    router.post(`/hooks/${kind}/:secret`, express.text({ type: () => true, limit: MAX_BYTES }), async (request, response) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).flatMap(([name, value]) =>
          // Nothing that lets somebody in is kept.
          typeof value === 'string' && name !== 'authorization' && name !== 'cookie' ? [[name, value.slice(0, 200)]] : [],
        ),
      )
      const isKnown = await receive({
        kind,
        secret: request.params.secret,
        headers,
        body: typeof request.body === 'string' ? request.body : '',
      })
      response.status(isKnown ? 200 : 404).end()
    })
  }
  // Shops unsubscribe for less: whatever is wrong with a message, the address stays.
  router.use('/hooks', (_request, response) => void response.status(404).end())
  router.use('/hooks', (_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    response.status(400).end()
  })
  return router
}
