// The three HTML documents and their assets. Each audience gets its own document, so that headers can differ (ID-07).
import path from 'node:path'
import express, { type Response, type Router } from 'express'
import helmet from 'helmet'

const DOCUMENTS = { attendee: 'attendee.html', trainer: 'trainer.html', organiser: 'organiser.html' } as const
type Document = keyof typeof DOCUMENTS

// RT-15: the header is a second lock; the first is that no attendee token may publish.
const PERMISSIONS: Record<Document, string> = {
  attendee:
    'camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=(), autoplay=(self), fullscreen=(self), picture-in-picture=(self)',
  trainer:
    'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=(), autoplay=(self), fullscreen=(self)',
  organiser: 'camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=(), autoplay=(), fullscreen=(self)',
}

const YEAR_SECONDS = 31_536_000

/** Security headers for every answer; `mediaUrl` is the one other host a page may talk to (RT-14, RT-16). */
export function securityHeaders(mediaUrl: string, isSecure: boolean) {
  const media = new URL(mediaUrl)
  const isMediaSecure = media.protocol === 'wss:'
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // livekit-client validates over HTTP where the signal socket fails.
        connectSrc: ["'self'", `${isMediaSecure ? 'wss' : 'ws'}://${media.host}`, `${isMediaSecure ? 'https' : 'http'}://${media.host}`],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    // HSTS on plain HTTP is ignored by browsers and only misleads whoever reads the headers.
    strictTransportSecurity: isSecure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
  })
}

/** Serves the built pages from `webDir`; a link to a seat gets the same bytes whatever its token (AL-04). */
export function serveDocuments(webDir: string): Router {
  const router = express.Router()
  router.use('/assets', express.static(path.join(webDir, 'assets'), { immutable: true, maxAge: YEAR_SECONDS * 1000, index: false }))
  router.get('/robots.txt', (_request, response) => {
    response.type('text/plain').send('User-agent: *\nDisallow: /s/*/\nDisallow: /benennen/\nDisallow: /studio\nDisallow: /orga\n')
  })
  router.get(['/', '/s/{*rest}', '/zugang', '/benennen/{*rest}'], (_request, response) => send(response, 'attendee'))
  router.get(['/studio', '/studio/{*rest}'], (_request, response) => send(response, 'trainer'))
  router.get(['/orga', '/orga/{*rest}'], (_request, response) => send(response, 'organiser'))
  router.use(express.static(webDir, { index: false, extensions: [] }))
  router.use((_request, response) => {
    response.status(404)
    send(response, 'attendee')
  })
  return router

  function send(response: Response, document: Document): void {
    // Letters are shown in frames of their own (transport/frames.ts), to the organiser only.
    if (document === 'organiser') {
      response.set('Content-Security-Policy', `${String(response.get('Content-Security-Policy'))};frame-src 'self'`)
    }
    response.set({ 'Cache-Control': 'no-store', 'Permissions-Policy': PERMISSIONS[document], 'X-Robots-Tag': 'noindex' })
    response.sendFile(DOCUMENTS[document], { root: webDir, cacheControl: false, lastModified: false, etag: false })
  }
}
