// Letters shown to the organiser: in a frame of their own, so that a mail's inline styles never loosen the page's policy (RT-14).
import { randomBytes } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import type { Access } from './access.ts'
import { cookiesOf } from './http.ts'

const KEPT = 200
/** Inline styles and nothing else: no script, no image, no link that leads anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox"

/** Keeps the latest rendered letters in memory for the organiser who is looking at them. */
export function createFrames() {
  const pages = new Map<string, string>()

  /** Keeps a document; answers the path at which a frame finds it for a while. */
  function keep(html: string): string {
    const name = randomBytes(16).toString('base64url')
    pages.set(name, html)
    for (const oldest of pages.keys()) {
      if (pages.size <= KEPT) break
      pages.delete(oldest)
    }
    return `/letters/frame/${name}`
  }

  /** Serves what was kept to the organiser. */
  function serve(access: Access, isSecure: boolean): Router {
    const router = express.Router()
    const isOrganiser = (request: Request, response: Response) =>
      access.staffCaller(cookiesOf(request, response, isSecure)).then(
        ({ role }) => role === 'organiser',
        () => false,
      )
    router.get('/letters/frame/:name', async (request, response) => {
      const html = pages.get(request.params.name)
      response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', 'Content-Security-Policy': POLICY })
      if (html === undefined || !(await isOrganiser(request, response))) {
        response.status(404).type('text/plain').send('')
        return
      }
      response.type('text/html').send(html)
    })
    return router
  }

  return { keep, serve }
}
